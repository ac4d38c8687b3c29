import { allMatches } from '../recognizers/context.ts';

/** A text as it is meant, with the way back to the one that was given. */
export interface PlainText {
  readonly text: string;
  /** Where in the given text what begins here begins, and what ends here ends. */
  start(index: number): number;
  end(index: number): number;
}

/** Characters that nobody sees: soft hyphens, joiners, marks of direction, byte order marks. */
const invisible = '\\u00ad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufeff';
/** Full-width and mathematical letters and digits, and those in circles. */
const styled = '\\uff01-\\uff5e\\u3000\\u24b6-\\u24e9\\u{1d400}-\\u{1d7ff}';
const foreignDigits = '[\\p{Nd}--[0-9]]';
const entity =
  '&(?:#(?:0{0,4}[1-9]\\d{1,4}|x0{0,3}[1-9a-f][0-9a-f]{1,3})|commat|period|nbsp|hyphen|dash|lowbar|colon|plus|num);';
const percent = '%(?:40|2[bde]|5f|3\\d|[46][1-9a-f]|[57][\\da])';

/** Cyrillic and Greek letters that look like Latin ones, in this order. */
const twins = 'аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινα';
const latin = 'aeopcyxijsdhqwABEKMHOPCTYXIJSABEZHIKMNOPTYXoiva';
const homoglyphs = `(?<=[a-z0-9@])[${twins}]+|[${twins}]+(?=[a-z@])`;

/** Seven single characters or more, each with a blank behind it. */
const spaced = '(?<![^\\s\\(:=])(?:[\\p{L}\\p{N}+\\(@._\\-] ){6,80}[\\p{L}\\p{N}@._\\)\\-](?![^\\s.,;!?\\)])';

/** Digits in words, in English, German, French, Spanish, Italian, Dutch and Portuguese, and what repeats the next one. */
const spelledDigits: ReadonlyMap<string, string> = new Map(
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
const repeats: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['doppel', 2],
  ['triple', 3],
]);
const digitWord = `(?:${[...spelledDigits.keys(), ...repeats.keys()].sort((a, b) => b.length - a.length).join('|')})`;
const spelled = `(?<![\\p{L}\\p{N}])${digitWord}(?:[ ,.\\-]{1,2}${digitWord}){6,40}(?![\\p{L}\\p{N}])`;

const domain = 'com|org|net|edu|gov|de|fr|es|it|nl|pt|uk|io|eu|ch|at|be|us|ca|info|biz|me|br|in|au';
const spelledAt = `(?<![\\p{L}\\p{N}])[a-z0-9._+\\-]{2,40} at [a-z0-9\\-]{2,40}(?: dot [a-z0-9\\-]{2,40}){0,2} dot (?:${domain})(?![\\p{L}\\p{N}])`;

/** Ways to hide, and of each what a text without it has not: most texts are done after these. */
const disguises = [
  { sign: /[^\x00-\x7f]/, pattern: new RegExp(`[${invisible}${styled}${foreignDigits}]+`, 'gv') },
  { sign: /[\u0370-\u052f]/, pattern: new RegExp(homoglyphs, 'gi') },
  { sign: /&[#a-z]|%[2-7]/i, pattern: new RegExp([entity, percent].join('|'), 'gi') },
  { sign: /(?: [^ ]){3} /, pattern: new RegExp(spaced, 'giv') },
  { sign: /[a-z]/i, pattern: new RegExp(spelled, 'giv') },
  { sign: / dot /i, pattern: new RegExp(spelledAt, 'giv') },
];
const entities: ReadonlyMap<string, string> = new Map(
  Object.entries({
    commat: '@',
    period: '.',
    nbsp: ' ',
    hyphen: '-',
    dash: '-',
    lowbar: '_',
    colon: ':',
    plus: '+',
    num: '#',
  }),
);

/**
 * Takes away what hides a value from a reader who goes by characters: invisible characters, letters and digits of other
 * scripts and styles, HTML entities, percent signs, blanks between single characters, digits and signs in words. What was
 * changed is found as a whole: a finding that begins or ends within it takes all of it.
 */
export function plainText(given: string): PlainText {
  /** Of each change: where it begins and ends in the given text, and in the plain one. */
  const changes: (readonly [start: number, end: number, plainStart: number, plainEnd: number])[] = [];
  let text = '';
  let from = 0;
  for (const { index, found } of disguised(given)) {
    const plain = undisguised(found);
    if (index < from || plain === found) continue;
    text += given.slice(from, index);
    from = index + found.length;
    changes.push([index, from, text.length, text.length + plain.length]);
    text += plain;
  }
  if (changes.length === 0) return { text: given, start: index => index, end: index => index };
  text += given.slice(from);
  /** The last change that begins before the plain index. */
  const before = (index: number) => {
    let [low, high] = [0, changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (changes[middle]![2] < index) low = middle + 1;
      else high = middle;
    }
    return changes[low - 1];
  };
  return {
    text,
    start(index) {
      // What begins right at a change begins where the change does.
      const change = before(index + 1);
      if (change === undefined) return index;
      const [start, end, , plainEnd] = change;
      return index < plainEnd ? start : end + index - plainEnd;
    },
    end(index) {
      const change = before(index);
      if (change === undefined) return index;
      const [, end, , plainEnd] = change;
      return index <= plainEnd ? end : end + index - plainEnd;
    },
  };
}

/** What each of the ways has hidden, in order. */
function disguised(given: string): { readonly index: number; readonly found: string }[] {
  const all = disguises.flatMap(({ sign, pattern }) =>
    sign.test(given) ? [...allMatches(pattern, given)].map(match => ({ index: match.index, found: match[0] })) : [],
  );
  return all.sort((a, b) => a.index - b.index || b.found.length - a.found.length);
}

function undisguised(found: string): string {
  const first = found[0]!;
  if (first === '&') return decodedEntity(found.slice(1, -1).toLowerCase());
  if (first === '%') return String.fromCharCode(Number.parseInt(found.slice(1), 16));
  if (/ /.test(found)) return withoutSpelling(found);
  return [...found].map(plainCharacter).join('');
}

function decodedEntity(name: string): string {
  if (!name.startsWith('#')) return entities.get(name)!;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code < 32 ? '&' : String.fromCodePoint(code);
}

function plainCharacter(char: string): string {
  const twin = twins.indexOf(char);
  if (twin >= 0) return latin[twin]!;
  if (/\p{Cf}|\u034f|\u180e/u.test(char)) return '';
  const usual = char.normalize('NFKC');
  return /\p{Nd}/u.test(usual) ? String(digitOf(usual)) : usual;
}

/** The digits of a script follow each other from zero, and none stands right before them. */
function digitOf(char: string): number {
  const code = char.codePointAt(0)!;
  let zero = code;
  while (zero > code - 10 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (code - zero) % 10;
}

function withoutSpelling(found: string): string {
  if (/^.(?: .)+$/u.test(found)) return found.replaceAll(' ', '');
  if (/ at /i.test(found)) return found.replace(/ at /i, '@').replaceAll(/ dot /gi, '.');
  let digits = '';
  let times = 1;
  for (const word of found.toLowerCase().split(/[ ,.-]+/)) {
    const repeated = repeats.get(word);
    if (repeated === undefined) digits += spelledDigits.get(word)!.repeat(times);
    times = repeated ?? 1;
  }
  return digits;
}
