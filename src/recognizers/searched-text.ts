import type { Person } from '../core/document.ts';
import type { NumberRange, Range, RecognizerDefinition, SearchedText } from '../define.ts';
import { wholeNumber } from './context.ts';

/** Kinds of characters, by UTF-16 unit. */
const [DIGIT, LETTER, SEPARATOR, SIGN, OTHER] = [1, 2, 3, 4, 5];
const KINDS = new Uint8Array(1 << 16).fill(OTHER);
const letters = /[\p{L}\p{M}]/u;
for (let code = 128; code < KINDS.length; code++) if (letters.test(String.fromCharCode(code))) KINDS[code] = LETTER;
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/\d/.test(char)) KINDS[code] = DIGIT;
  else if (letters.test(char)) KINDS[code] = LETTER;
  else if (/[\s.\-/(),]/.test(char)) KINDS[code] = SEPARATOR;
  else if (/[_:+=~%]/.test(char)) KINDS[code] = SIGN;
}
// No-break spaces and hyphens, thin spaces and dashes: they separate the groups of a number too.
for (const code of [0xa0, 0x2009, 0x2010, 0x2011, 0x2012, 0x2013, 0x202f]) KINDS[code] = SEPARATOR;

/** Whether a character may be part of a key: ASCII letters, digits and signs, by UTF-16 unit. */
const IN_TOKEN = KINDS.map((kind, code) =>
  code < 128 && (kind === LETTER || kind === DIGIT || kind === SIGN || '-./'.includes(String.fromCharCode(code)))
    ? 1
    : 0,
);
const LINE_FEED = 10;

/** Characters without a digit after which a number has ended: four letters of a bank code, or a few separators. */
const LONGEST_GAP = 4;
/** Fewest digits of a number; fewer are enough after as many letters as a tax number may begin with. */
const [FEWEST_DIGITS, FEWEST_AFTER_LETTERS, LETTERS] = [5, 4, 5];
/** How far a stretch with a number reaches over it, and at most to reach white space. */
const [MARGIN, TO_WHITE_SPACE] = [6, 64];
/** Shortest run that is a token. */
const TOKEN = 16;

/** Phrases by their words, the last one first. */
class Phrases {
  /** Whose phrase ends here. */
  readonly recognizers: string[] = [];
  readonly before = new Map<string, Phrases>();

  /** Where the phrases go on with `word`; made if there is nothing yet. */
  grow(word: string): Phrases {
    let next = this.before.get(word);
    if (next === undefined) {
      next = new Phrases();
      this.before.set(word, next);
    }
    return next;
  }
}

/** The words of some recognizers. Built once for a set of them. */
export class Lexicon {
  readonly #phrases = new Phrases();
  /** Whether there is any last word with these low bits of its hash: nearly all words of a text end here. */
  readonly #filter = new Uint8Array(1 << 15);
  readonly #shapes: readonly NonNullable<RecognizerDefinition['shape']>[];
  /** By the least score that is of use. */
  readonly #anyShape = new Map<number, RegExp>();

  constructor(recognizers: readonly RecognizerDefinition[]) {
    this.#shapes = recognizers.flatMap(({ shape }) => shape ?? []);
    for (const { name, words = [] } of recognizers) for (const phrase of new Set(words)) this.#add(phrase, name);
  }

  /** Adds to `cues` the phrases that end with the word from `start` to `end`, of which this is the hash. */
  look(hash: number, text: string, start: number, end: number, cues: Map<string, Range[]>): void {
    if (this.#filter[hash & (this.#filter.length - 1)] === 0) return;
    let phrases = this.#phrases.before.get(text.slice(start, end).toLowerCase());
    for (let from = start; phrases !== undefined; ) {
      for (const recognizer of phrases.recognizers) {
        const ranges = cues.get(recognizer);
        if (ranges === undefined) cues.set(recognizer, [{ start: from, end }]);
        else ranges.push({ start: from, end });
      }
      if (phrases.before.size === 0) return;
      const wordEnd = endOfWordBefore(text, from);
      from = startOfWord(text, wordEnd);
      phrases = phrases.before.get(text.slice(from, wordEnd).toLowerCase());
    }
  }

  /** Finds any shape of a finding that scores as much. */
  anyShape(minScore: number): RegExp {
    let pattern = this.#anyShape.get(minScore);
    if (pattern === undefined) {
      const shapes = this.#shapes.filter(({ score }) => score >= minScore).map(shape => shape.pattern);
      pattern = new RegExp(shapes.length === 0 ? '(?!)' : wholeNumber(anyOf(shapes)), 'iu');
      this.#anyShape.set(minScore, pattern);
    }
    return pattern;
  }

  #add(phrase: string, recognizer: string): void {
    // Letters are what is looked for: `cvv2` is met as `cvv`.
    const words = phrase.match(/[\p{L}\p{M}]+/gu)!.reverse();
    const last = words[0]!;
    let phrases = this.#phrases;
    for (const word of words) phrases = phrases.grow(word);
    if (!phrases.recognizers.includes(recognizer)) phrases.recognizers.push(recognizer);
    // Letters beyond ASCII are not folded as they pass: a word is met as it is written small, large or with a capital.
    const spellings = [last, last.toUpperCase(), last[0]!.toUpperCase() + last.slice(1)];
    for (const hash of spellings.map(hashOf)) this.#filter[hash & (this.#filter.length - 1)] = 1;
  }
}

/** One pattern for all of them. Their groups are numbered on, and what refers to these as well. */
function anyOf(patterns: readonly string[]): string {
  let groups = 0;
  const all = patterns.map(pattern => {
    const before = groups;
    groups += pattern.match(/(?<!\\)\((?!\?)/g)?.length ?? 0;
    return pattern.replace(/\\(\d)/g, (_, group: string) => `\\${before + Number(group)}`);
  });
  return all.join('|');
}

/** Signs that may stand between the words of a phrase, and how many. */
const BETWEEN = ' \n\t\r\u00a0.,-_\'’"״°º/';
const MOST_BETWEEN = 3;

/** Where the word before the one at `start` ends; `start` itself if there is none. */
function endOfWordBefore(text: string, start: number): number {
  let end = start;
  while (end > 0 && start - end < MOST_BETWEEN && BETWEEN.includes(text[end - 1]!)) end--;
  return end > 0 && KINDS[text.charCodeAt(end - 1)] === LETTER ? end : start;
}

function startOfWord(text: string, end: number): number {
  let start = end;
  while (start > 0 && KINDS[text.charCodeAt(start - 1)] === LETTER) start--;
  return start;
}

const [SEED, PRIME] = [0x811c9dc5 | 0, 0x01000193];

/** FNV-1a over UTF-16 units, ASCII letters in lower case. */
function hashOf(word: string): number {
  let hash = SEED;
  for (let i = 0; i < word.length; i++) hash = step(hash, word.charCodeAt(i));
  return hash;
}

function step(hash: number, code: number): number {
  return Math.imul(hash ^ (code < 128 ? code | 32 : code), PRIME);
}

/** One pass over a text finds the stretches that can hold a number or a key, and the words of recognizers. */
export class Searched implements SearchedText {
  readonly text: string;
  readonly people: readonly Person[];
  readonly minScore: number;
  readonly numbers: NumberRange[] = [];
  readonly tokens: Range[] = [];
  taken: readonly Range[] = [];
  readonly #cues = new Map<string, Range[]>();
  readonly #lexicon: Lexicon;
  #shaped: readonly NumberRange[] | undefined;

  constructor(text: string, people: readonly Person[], minScore: number, lexicon: Lexicon) {
    this.text = text;
    this.people = people;
    this.minScore = minScore;
    this.#lexicon = lexicon;
    this.#scan(lexicon);
  }

  get shaped(): readonly NumberRange[] {
    this.#shaped ??= this.#withShape();
    return this.#shaped;
  }

  #withShape(): readonly NumberRange[] {
    if (this.numbers.length === 0) return this.numbers;
    const shape = this.#lexicon.anyShape(this.minScore);
    return this.numbers.filter(({ start, end }) => shape.test(this.text.slice(start, end)));
  }

  cues(recognizer: string): readonly Range[] {
    return this.#cues.get(recognizer) ?? [];
  }

  #scan(lexicon: Lexicon): void {
    const { text } = this;
    const { length } = text;
    let hash = SEED;
    let wordStart = -1;
    let wordLength = 0;
    let number = -1;
    let numberEnd = 0;
    let digits = 0;
    let gap = 0;
    let fewest = FEWEST_DIGITS;
    let token = -1;
    let tokenDigits = 0;
    for (let i = 0; i <= length; i++) {
      const code = i < length ? text.charCodeAt(i) : LINE_FEED;
      const kind = KINDS[code]!;

      if (kind === LETTER) {
        if (wordStart < 0) {
          wordStart = i;
          hash = SEED;
        }
        hash = step(hash, code);
      } else if (wordStart >= 0) {
        lexicon.look(hash, text, wordStart, i, this.#cues);
        wordLength = i - wordStart;
        wordStart = -1;
      }

      if (kind === DIGIT) {
        if (number < 0) {
          number = i;
          digits = 0;
          const isAfterLetters = wordLength >= LETTERS && KINDS[text.charCodeAt(i - 1)] === LETTER;
          fewest = isAfterLetters ? FEWEST_AFTER_LETTERS : FEWEST_DIGITS;
        }
        digits++;
        gap = 0;
        numberEnd = i + 1;
      } else if (number >= 0 && (++gap > LONGEST_GAP || kind === OTHER || i === length)) {
        if (digits >= fewest) this.#addNumber(number, numberEnd);
        number = -1;
      }

      if (IN_TOKEN[code] === 1) {
        if (token < 0) {
          token = i;
          tokenDigits = 0;
        }
        if (kind === DIGIT) tokenDigits++;
      } else if (token >= 0) {
        if (i - token >= TOKEN && tokenDigits > 0) this.tokens.push({ start: token, end: i });
        token = -1;
      }
    }
  }

  /** A stretch around a number that ends at white space, or at last as far as any number reaches. */
  #addNumber(from: number, to: number): void {
    const { text } = this;
    const last = this.numbers.at(-1);
    const reached = last?.end ?? 0;
    let start = Math.max(0, from - MARGIN);
    const floor = Math.max(reached, start - TO_WHITE_SPACE);
    while (start > floor && !isWhite(text, start - 1)) start--;
    let end = Math.min(text.length, to + MARGIN);
    const ceiling = Math.min(text.length, end + TO_WHITE_SPACE);
    while (end < ceiling && !isWhite(text, end)) end++;
    let digits = 0;
    for (let i = Math.max(start, reached); i < end; i++) if (KINDS[text.charCodeAt(i)] === DIGIT) digits++;
    if (last === undefined || start > last.end) this.numbers.push({ start, end, digits });
    else this.numbers[this.numbers.length - 1] = { start: last.start, end, digits: last.digits + digits };
  }
}

function isWhite(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 0xa0;
}
