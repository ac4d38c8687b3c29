import { between, drawDigits, inCaseOf, pickUnlike, type Random } from './draw.ts';

/** Months in their order by language, long and short: a name is replaced by another of its row. */
export const MONTHS: readonly (readonly [language: string, names: readonly string[]])[] = (
  [
    ['en', 'january february march april may june july august september october november december'],
    ['en', 'jan feb mar apr may jun jul aug sep oct nov dec sept'],
    ['de', 'januar februar märz april mai juni juli august september oktober november dezember jänner'],
    ['de', 'jan feb mär apr mai jun jul aug sep okt nov dez'],
    ['fr', 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'],
    ['fr', 'janv févr mars avr mai juin juil août sept oct nov déc'],
    ['es', 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre setiembre'],
    ['it', 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'],
    ['nl', 'januari februari maart april mei juni juli augustus september oktober november december'],
    ['pt', 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'],
  ] as const
).map(([language, names]) => [language, names.split(' ')]);

const clock = /(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d{1,9})?)?(?: ?[ap]\.?m\.?)?/i;
const numeric = /^\D*(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})/;

/**
 * Another day in the same format. Day, month and year all change, the year by one to three: of a birthday in both
 * directions, of others back. A time keeps its precision. Undefined without a digit.
 */
export function dateSurrogate(
  value: string,
  language: string | undefined,
  isBirthday: boolean,
  random: Random,
): string | undefined {
  if (!/\d/.test(value)) return undefined;
  const time = clock.exec(value);
  const end = time === null ? value.length : time.index + time[0].length;
  const day = value.slice(0, time?.index ?? end);
  const years = between(1, 3, random) * (isBirthday && random() < 0.5 ? 1 : -1);
  const drawn = numeric.test(day) ? numericDay(day, years, random) : namedDay(day, language, years, random);
  return drawn + (time === null ? '' : drawTime(time, random)) + drawZone(value.slice(end), random);
}

/** Another age near it, that of a child for a child; from 90 on any other, since few are so old. */
export function ageSurrogate(value: string, random: Random): string | undefined {
  const digits = /\d{1,3}/.exec(value)?.[0];
  if (digits === undefined) return undefined;
  const age = Number(digits);
  const [least, most] = age < 18 ? [1, 17] : age < 90 ? [18, 89] : [90, 99];
  const drawn = another(Math.max(least, age - 5), Math.min(most, age + 5), age, random);
  return value.replace(digits, String(Math.max(drawn, 1)));
}

/** `2024-03-01`, `3/23/1940`, `01.03.24`. What may be read as a month stays one. */
function numericDay(day: string, years: number, random: Random): string {
  const groups = numeric.exec(day)!.slice(1);
  const year = groups[0]!.length > 2 ? 0 : 2;
  let at = 0;
  return day.replace(/\d+/g, digits => {
    if (at++ === year || digits.length > 2) return shiftYear(digits, years);
    return Number(digits) > 12 ? padded(13, 28, digits, random) : padded(1, 12, digits, random);
  });
}

/** `1 March 2024`, `March 1st, '24`, `1er mars`: the letters behind the number agree with it, or go. */
function namedDay(day: string, language: string | undefined, years: number, random: Random): string {
  return day
    .replace(/(['’]?)(\d+)(st|nd|rd|th|er|º|ª)?/giu, (_, mark: string, digits: string, ordinal: string = '') => {
      if (mark !== '' || digits.length > 2) return mark + shiftYear(digits, years);
      const drawn = padded(1, 28, digits, random);
      return drawn + (ordinal.length === 2 && ordinal.toLowerCase() !== 'er' ? ordinalOf(Number(drawn)) : '');
    })
    .replace(/\p{L}[\p{L}\p{M}]*/gu, word => monthFor(word, language, random));
}

function monthFor(word: string, language: string | undefined, random: Random): string {
  const plain = word.normalize('NFC').toLowerCase();
  const rows = MONTHS.filter(([, names]) => names.includes(plain));
  const [, names] = rows.find(([spoken]) => spoken === language) ?? rows[0] ?? [];
  if (names === undefined) return word;
  const drawn = pickUnlike(names.slice(0, 12), plain, random);
  return inCaseOf(word, drawn[0]!.toUpperCase() + drawn.slice(1));
}

function shiftYear(digits: string, years: number): string {
  const [year, all] = [Number(digits) + years, 10 ** digits.length];
  return String((year + all) % all).padStart(digits.length, '0');
}

function drawTime({ 0: found, groups }: RegExpExecArray, random: Random): string {
  const { hour = '', minute = '', second } = groups!;
  const isHalf = /m/i.test(found);
  const drawn = [padded(isHalf ? 1 : 0, isHalf ? 12 : 23, hour, random), padded(0, 59, minute, random)];
  if (second !== undefined) drawn.push(padded(0, 59, second, random));
  let next = 0;
  return found.replace(/([.,])(\d+)|\d+/g, (_, mark?: string, fraction?: string) =>
    fraction === undefined ? drawn[next++]! : mark + drawDigits(fraction.length, random),
  );
}

/** `Z`, `UTC` and the like stay; hours from Greenwich are others. */
function drawZone(zone: string, random: Random): string {
  return zone.replace(/\d\d/g, (digits, at: number) => (at < 3 ? padded(0, 11, digits, random) : digits));
}

/** Another number of the range in the same width. */
function padded(least: number, most: number, digits: string, random: Random): string {
  if (digits.length === 1) return String(another(Math.max(least, 1), 9, Number(digits), random));
  const isPlain = digits.startsWith('0') || least === 13 || most === 59;
  return String(another(isPlain ? least : Math.max(least, 10), most, Number(digits), random)).padStart(2, '0');
}

function another(least: number, most: number, original: number, random: Random): number {
  const drawn = between(least, most - 1, random);
  return drawn >= original ? drawn + 1 : drawn;
}

function ordinalOf(day: number): string {
  const last = Math.floor(day / 10) === 1 ? 0 : day % 10;
  return ['th', 'st', 'nd', 'rd'][last] ?? 'th';
}
