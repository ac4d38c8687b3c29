import { hasItalianLetter, hasSpanishLetter, passesMod11With10, weightedSum } from '../../recognizers/check-digits.ts';
import { between, drawDigits, pick, type Random } from '../surrogates/draw.ts';
import { unaccented } from '../surrogates/known-names.ts';
import type { SyntheticPerson } from './person.ts';
import { drawShape, withCheckSign } from './shapes.ts';

/** National numbers with a check digit, by entity. */
export const NATIONAL_NUMBERS: Readonly<
  Record<string, (person: SyntheticPerson, random: Random) => string | undefined>
> = {
  DE_TAX_ID(_person, random) {
    const number = withCheckSign(
      () => tenDigitsOneTwice(random),
      digits => !digits.startsWith('0') && passesMod11With10(digits),
    );
    return number && grouped(number, [2, 3, 3, 3], random);
  },
  ES_DNI: (_person, random) => drawDni(['', '', '-', ' '], random),
  FR_NIR(_person, random) {
    // Sex, year, month, department, commune, order; the key is what is missing to a multiple of 97.
    const number =
      drawShape(pick(['1', '2'], random), random) +
      drawDigits(2, random) +
      two(between(1, 12, random)) +
      two(between(1, 89, random)) +
      drawShape('######', random);
    return grouped(number + two(97 - (Number(number) % 97)), [1, 2, 2, 2, 3, 3, 2], random);
  },
  IT_FISCAL_CODE: fiscalCode,
  NL_BSN(_person, random) {
    const test = (digits: string) => weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
    const number = withCheckSign(() => drawShape('%#######', random), test);
    return number && grouped(number, pick([[9], [3, 3, 3], [4, 2, 3]], random), random);
  },
  PL_PESEL(_person, random) {
    // Who was born from 2000 on has 20 more in the month.
    const year = between(1940, 2005, random);
    const born = two(year % 100) + two(between(1, 12, random) + (year < 2000 ? 0 : 20)) + two(between(1, 28, random));
    const test = (digits: string) => weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
    return withCheckSign(() => born + drawDigits(4, random), test);
  },
  PT_NIF(_person, random) {
    const test = (digits: string) => {
      const check = 11 - (weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
      return Number(digits[8]) === (check > 9 ? 0 : check);
    };
    const number = withCheckSign(() => pick(['1', '2', '3'], random) + drawDigits(7, random), test);
    return number && grouped(number, [3, 3, 3], random);
  },
  UK_NHS(_person, random) {
    const test = (digits: string) => weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
    const number = withCheckSign(() => drawShape('4########', random), test);
    return number && grouped(number, [3, 3, 4], random);
  },
};

/** The entity of the number that people of a language have. */
export const NATIONAL_NUMBER_OF: Readonly<Record<string, string>> = {
  de: 'DE_TAX_ID',
  en: 'UK_NHS',
  es: 'ES_DNI',
  fr: 'FR_NIR',
  it: 'IT_FISCAL_CODE',
  nl: 'NL_BSN',
  pl: 'PL_PESEL',
  pt: 'PT_NIF',
};

/** In the ranges that were issued (SSA): no area 000, 666 or from 900 on, no group 00, no serial number 0000. */
export function drawSsn(random: Random): string {
  const area = String(between(1, 665, random)).padStart(3, '0');
  const serial = String(between(1, 9999, random)).padStart(4, '0');
  return [area, two(between(1, 99, random)), serial].join(pick(['-', '-', ' ', ''], random));
}

const PASSPORTS: Readonly<Record<string, readonly string[]>> = {
  de: ['C##K##K##', 'L##K##K##'],
  en: ['%########', 'A########'],
  es: ['AAA######'],
  fr: ['##AA#####'],
  it: ['YA#######', 'YB#######'],
  nl: ['NKK#K#K##'],
  pt: ['CA######', 'P######'],
};

export function drawPassport(language: string, random: Random): string {
  return drawShape(pick(PASSPORTS[language] ?? Object.values(PASSPORTS).flat(), random), random);
}

const LICENCES: Readonly<Record<string, readonly string[]>> = {
  de: ['B###AA##A##', 'J########%1'],
  fr: ['############'],
  it: ['U1#######A', 'AA#######A'],
  nl: ['##########'],
  pt: ['L-#######', 'P-####### #'],
};

/** American, British or of the country that the language is named after; in Spain it is the identity number. */
export function drawLicence({ family }: SyntheticPerson, language: string, random: Random): string | undefined {
  if (language === 'es') return drawDni(['', '-'], random);
  const shapes = LICENCES[language] ?? ['A#######', 'A###-####-####', 'british'];
  const shape = pick(shapes, random);
  if (shape !== 'british') return drawShape(shape, random);
  // Five letters of the family name, decade, month and day of birth, year, initials.
  const letters = unaccented(family).toUpperCase().slice(0, 5).padEnd(5, '9');
  const born = two(between(1, 12, random)) + two(between(1, 28, random));
  return letters + drawDigits(1, random) + born + drawShape('#AA#AA', random);
}

function drawDni(separators: readonly string[], random: Random): string | undefined {
  const number = withCheckSign(() => drawDigits(8, random), hasSpanishLetter, 'TRWAGMYFPDXBNJZSQVHLCKE');
  return number?.replace(/(?=[A-Z])/, pick(separators, random));
}

/** Ten digits in any order, one of which has taken the place of another. */
function tenDigitsOneTwice(random: Random): string {
  const digits = [...'0123456789'];
  const replaced = between(0, 9, random);
  digits[replaced] = digits[(replaced + between(1, 9, random)) % 10]!;
  for (let i = digits.length - 1; i > 0; i--) {
    const other = between(0, i, random);
    [digits[i], digits[other]] = [digits[other]!, digits[i]!];
  }
  return digits.join('');
}

/** Consonants of family and given name, date of birth, place, check letter. */
function fiscalCode({ given, family }: SyntheticPerson, random: Random): string | undefined {
  // 40 is added to the day of women.
  const day = between(1, 28, random) + pick([0, 40], random);
  const born = two(between(40, 99, random)) + pick([...'ABCDEHLMPRST'], random) + two(day);
  const place = pick([...'ABCDEFGHL'], random) + drawDigits(3, random);
  const code = threeLetters(family) + threeLetters(given) + born + place;
  return withCheckSign(() => code, hasItalianLetter, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ');
}

function threeLetters(name: string): string {
  const letters = unaccented(name)
    .toUpperCase()
    .replace(/[^A-Z]/g, '');
  return (letters.replace(/[AEIOU]/g, '') + letters.replace(/[^AEIOU]/g, '')).slice(0, 3).padEnd(3, 'X');
}

/** With blanks between groups of these lengths, or without. */
function grouped(number: string, lengths: readonly number[], random: Random): string {
  if (random() < 0.5) return number;
  let at = 0;
  return lengths.map(length => number.slice(at, (at += length))).join(' ');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
