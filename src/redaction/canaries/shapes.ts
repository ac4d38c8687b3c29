// How values are drawn sign by sign. Not a value: it knows nothing of entities.
import { between, drawDigits, pick, type Random } from '../surrogates/draw.ts';

const ALPHABETS: Readonly<Record<string, string>> = {
  A: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  // Signs of the serial numbers of passports: no vowels, and no letter that is taken for a digit.
  K: '0123456789CFGHJKLMNPRTVWXYZ',
};

/** `#` is a digit, `%` one but 0, `N` one from 2 on, `A` a letter, `K` a letter or digit of passports; all else stays. */
export function drawShape(shape: string, random: Random): string {
  return shape.replace(/[#%NAK]/g, sign => {
    if (sign === '#') return drawDigits(1, random);
    if (sign === '%' || sign === 'N') return String(between(sign === 'N' ? 2 : 1, 9, random));
    return drawSigns(1, ALPHABETS[sign]!, random);
  });
}

export function drawSigns(count: number, alphabet: string, random: Random): string {
  return Array.from({ length: count }, () => pick([...alphabet], random)).join('');
}

/** Groups of four, as accounts and cards are written, or no groups. */
export function inFours(value: string, separator: string): string {
  return value.replace(/.{4}(?=.)/g, `$&${separator}`);
}

/** How often a number is drawn: of those with a check digit mod 11 one in eleven has none. */
const DRAWS = 40;

/** A number that `draw` begins, with the check digit or letter behind it that makes it right. Undefined: none came out. */
export function withCheckSign(
  draw: () => string,
  isRight: (number: string) => boolean,
  signs: string = '0123456789',
): string | undefined {
  for (let attempt = 0; attempt < DRAWS; attempt++) {
    const number = draw();
    const sign = [...signs].find(candidate => isRight(number + candidate));
    if (sign !== undefined) return number + sign;
  }
  return undefined;
}
