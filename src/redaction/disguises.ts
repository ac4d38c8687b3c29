// Where a text hides values from a reader who goes by characters.
import { allMatches } from '../recognizers/context.ts';

/** Characters that nobody sees: soft hyphens, joiners, marks of direction, byte order marks. */
const invisible = '\\u00ad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff';
/** Full-width and mathematical letters and digits, and those in circles. */
const styled = '\\uff01-\\uff5e\\u3000\\u24b6-\\u24e9\\u{1d400}-\\u{1d7ff}';
const foreignDigits = '[\\p{Nd}--[0-9]]';
const entity =
  '&(?:#(?:0{0,4}[1-9]\\d{1,4}|x0{0,3}[1-9a-f][0-9a-f]{1,3})|commat|period|nbsp|hyphen|dash|lowbar|colon|plus|num);';
const percent = '%(?:40|2[bde]|5f|3\\d|[46][1-9a-f]|[57][\\da])';

/** Cyrillic and Greek letters that look like Latin ones, in this order. */
export const twins = 'аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινα';
export const latin = 'aeopcyxijsdhqwABEKMHOPCTYXIJSABEZHIKMNOPTYXoiva';
const homoglyphs = `(?<=[a-z0-9@])[${twins}]+|[${twins}]+(?=[a-z@])`;

/** Seven single characters or more, each with a blank behind it. */
const spaced = '(?<![^\\s\\(:=])(?:[\\p{L}\\p{N}+\\(@._\\-] ){6,80}[\\p{L}\\p{N}@._\\)\\-](?![^\\s.,;!?\\)])';

/** Digits in words, in English, German, French, Spanish, Italian, Dutch and Portuguese, and what repeats the next one. */
export const spelledDigits: ReadonlyMap<string, string> = new Map(
  [
    'zero null zéro cero nul oh',
    'one eins ein un uno een um',
    'two zwei zwo deux dos due twee dois',
    'three drei trois tres tre drie três',
    'four vier quatre cuatro quattro quatro',
    'five fünf cinq cinco cinque vijf',
    'six sechs seis sei zes',
    'seven sieben sept siete sette zeven sete',
    'eight acht huit ocho otto oito',
    'nine neun neuf nueve nove negen',
  ].flatMap((words, digit) => words.split(' ').map(word => [word, String(digit)] as const)),
);
export const repeats: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['doppel', 2],
  ['triple', 3],
]);
const digitWord = `(?:${[...spelledDigits.keys(), ...repeats.keys()].sort((a, b) => b.length - a.length).join('|')})`;
const spelled = `(?<![\\p{L}\\p{N}])${digitWord}(?:[ ,.\\-]{1,2}${digitWord}){6,40}(?![\\p{L}\\p{N}])`;

const domain = 'com|org|net|edu|gov|de|fr|es|it|nl|pt|uk|io|eu|ch|at|be|us|ca|info|biz|me|br|in|au';
const spelledAt = `(?<![\\p{L}\\p{N}])[a-z0-9._+\\-]{2,40} at [a-z0-9\\-]{2,40}(?: dot [a-z0-9\\-]{2,40}){0,2} dot (?:${domain})(?![\\p{L}\\p{N}])`;

/** Ways to hide, each with the sign that a text without it has not. */
const [FOREIGN, TWINS, ENCODED, SPACED, SPELLED, SPELLED_AT] = [1, 2, 4, 8, 16, 32];
const disguises = [
  { sign: FOREIGN, pattern: new RegExp(`[${invisible}${styled}${foreignDigits}]+`, 'gv') },
  { sign: TWINS, pattern: new RegExp(homoglyphs, 'gi') },
  { sign: ENCODED, pattern: new RegExp([entity, percent].join('|'), 'gi') },
  { sign: SPACED, pattern: new RegExp(spaced, 'giv') },
  { sign: SPELLED, pattern: new RegExp(spelled, 'giv') },
  { sign: SPELLED_AT, pattern: new RegExp(spelledAt, 'giv') },
];

/** Letters by UTF-16 unit: those of ASCII, and all that lies beyond. */
const isLetter = Uint8Array.from({ length: 1 << 16 }, (_, code) => Number(code > 127 || isAsciiLetter(code)));
/** Digits in words as nearly all other words differ from: by first and last letter, and length. */
const likeDigit = new Uint8Array(1 << 13);
for (const word of [...spelledDigits.keys(), ...repeats.keys()])
  likeDigit[lookOf(word.charCodeAt(0), word.charCodeAt(word.length - 1), word.length)] = 1;
const LONGEST_DIGIT = 7;
/** Fewer in a row hide nothing. Of seven digits in words, quotation marks may cling to the first and the last. */
const [ENOUGH_DIGITS, ENOUGH_SINGLE] = [5, 3];

function isAsciiLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

/** Latin letters, and the punctuation of prose: beyond ASCII, and hiding nothing. */
function isUsual(code: number): boolean {
  return (code >= 0xa0 && code < 0x34f && code !== 0xad) || (code >= 0x2010 && code <= 0x2029) || code === 0x20ac;
}

function lookOf(first: number, last: number, length: number): number {
  return (first & 31) | ((last & 31) << 5) | (length << 10);
}

/** The signs that a text has, in one pass: nearly all texts are done after it. */
function signsOf(text: string): number {
  let signs = 0;
  let wordStart = 0;
  let wordEnd = 0;
  let digits = 0;
  let blank = -1;
  let single = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : SPACE;
    if (isLetter[code] === 1) {
      if (code > 127 && !isUsual(code)) signs |= code >= 0x370 && code <= 0x52f ? FOREIGN | TWINS : FOREIGN;
      continue;
    }
    if (i > wordStart) {
      const length = i - wordStart;
      const isLikeDigit =
        length <= LONGEST_DIGIT &&
        likeDigit[lookOf(text.charCodeAt(wordStart), text.charCodeAt(i - 1), length)] === 1 &&
        (digits === 0 || wordStart - wordEnd <= 2);
      digits = isLikeDigit ? digits + 1 : 0;
      if (digits === ENOUGH_DIGITS) signs |= SPELLED;
      wordEnd = i;
    }
    wordStart = i + 1;
    if (code === SPACE) {
      single = i - blank === 2 && blank >= 0 ? single + 1 : 0;
      if (single === ENOUGH_SINGLE) signs |= SPACED;
      if (i - blank === 4 && blank >= 0 && isDot(text, blank + 1)) signs |= SPELLED_AT;
      blank = i;
    } else if (code === PERCENT || code === AMPERSAND) signs |= ENCODED;
  }
  return signs;
}

const [SPACE, PERCENT, AMPERSAND] = [0x20, 0x25, 0x26];

function isDot(text: string, start: number): boolean {
  return text.slice(start, start + 3).toLowerCase() === 'dot';
}

/** What each of the ways has hidden, in order. */
export function disguised(given: string): { readonly index: number; readonly found: string }[] {
  const signs = signsOf(given);
  if (signs === 0) return [];
  const all = disguises.flatMap(({ sign, pattern }) =>
    (signs & sign) !== 0 ? [...allMatches(pattern, given)].map(match => ({ index: match.index, found: match[0] })) : [],
  );
  return all.sort((a, b) => a.index - b.index || b.found.length - a.found.length);
}
