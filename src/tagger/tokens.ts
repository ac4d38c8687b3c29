import { characters, DIGIT, LINE_BREAK, LOWER, MARK, PAIR, SPACE, SYMBOL, UPPER } from './characters.ts';
import type { Gazetteer } from './gazetteer.ts';

/** A stretch that rules have found already: it stands as one token. */
export interface Taken {
  readonly start: number;
  readonly end: number;
}

// Kinds of tokens, by their look.
export const LOWER_WORD = 1;
export const CAPITALISED = 2;
export const CAPITALS = 3;
export const INITIAL = 4;
export const MIXED_CASE = 5;
/** Digits, by how many: house numbers have 1 to 4, postcodes 4 to 6. */
export const DIGITS_1 = 6;
export const LETTERS_AND_DIGITS = 11;
export const COMMA = 12;
export const STOP = 13;
export const OTHER_SYMBOL = 14;
export const TAKEN = 15;

// What stands before a token.
export const NOTHING = 0;
export const BLANK = 1;
export const NEW_LINE = 2;
export const EMPTY_LINE = 3;

/** Rows that repeat a token or two are met in documents: dots, rules, tables. */
export const PERIOD = 2;

/** How many tokens are read at once. */
export const CAPACITY = 4096;

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
const APOSTROPHE = 0x27;
const HYPHEN = 0x2d;

/** Tokens of a stretch of text as columns of numbers; one object serves many texts. */
export class Tokens {
  count = 0;
  readonly start = new Int32Array(CAPACITY);
  readonly end = new Int32Array(CAPACITY);
  /** FNV-1a of the folded word; of its first three units, and of its last two, three and four. */
  readonly word = new Int32Array(CAPACITY);
  readonly prefix3 = new Int32Array(CAPACITY);
  readonly suffix2 = new Int32Array(CAPACITY);
  readonly suffix3 = new Int32Array(CAPACITY);
  readonly suffix4 = new Int32Array(CAPACITY);
  /** Hash of the word's letters as X, x and d, with long runs cut short. */
  readonly shape = new Int32Array(CAPACITY);
  readonly kind = new Uint8Array(CAPACITY);
  readonly gap = new Uint8Array(CAPACITY);
  readonly gazetteer = new Uint8Array(CAPACITY);
  /** How the line is written (see `lines.ts`), and the word that it begins with. */
  readonly line = new Uint8Array(CAPACITY);
  readonly lineWord = new Int32Array(CAPACITY);
  readonly lineWordBefore = new Int32Array(CAPACITY);

  readonly #classes = characters().classes;
  readonly #folded = characters().folded;
  readonly #lists: Gazetteer;

  constructor(lists: Gazetteer) {
    this.#lists = lists;
  }

  /**
   * Reads tokens from `from` until the text ends or the columns are full, and then up to the last line break if there is
   * one in their second half. Returns where to read on.
   */
  read(text: string, from: number, taken: readonly Taken[], firstTaken: number): number {
    this.count = 0;
    let at = from;
    let next = firstTaken;
    let gap = from === 0 ? EMPTY_LINE : NEW_LINE;
    while (at < text.length) {
      while (next < taken.length && taken[next]!.end <= at) next++;
      const stop = next < taken.length ? taken[next]!.start : text.length;
      const unit = text.charCodeAt(at);
      const kind = this.#classes[unit]!;
      if (at < stop && (kind === SPACE || kind === LINE_BREAK)) {
        if (kind === SPACE) gap = Math.max(gap, BLANK);
        else if (unit !== 0x0d || text.charCodeAt(at + 1) !== 0x0a) gap = gap < NEW_LINE ? NEW_LINE : EMPTY_LINE;
        at++;
        continue;
      }
      if (this.count === CAPACITY) return this.#cut();
      const i = this.count++;
      this.start[i] = at;
      this.gap[i] = gap;
      gap = NOTHING;
      if (at >= stop) at = this.#readTaken(text, i, taken[next]!);
      else if (kind === LOWER || kind === UPPER || kind === DIGIT) at = this.#readWord(text, i, stop);
      else at = this.#readSymbol(text, i, kind, stop);
      this.end[i] = at;
    }
    return at;
  }

  /** Is token `i` the same as the one `PERIOD` before it, to all features? */
  isRepeated(i: number): boolean {
    const { word, shape, kind, gazetteer, gap, line, lineWord, lineWordBefore } = this;
    const before = i - PERIOD;
    return (
      before >= 0 &&
      word[i] === word[before] &&
      shape[i] === shape[before] &&
      kind[i] === kind[before] &&
      gazetteer[i] === gazetteer[before] &&
      gap[i] === gap[before] &&
      line[i] === line[before] &&
      lineWord[i] === lineWord[before] &&
      lineWordBefore[i] === lineWordBefore[before]
    );
  }

  #cut(): number {
    let last = CAPACITY - 1;
    while (last > CAPACITY / 2 && this.gap[last]! < NEW_LINE) last--;
    if (last === CAPACITY / 2) return this.end[CAPACITY - 1]!;
    this.count = last;
    return this.start[last]!;
  }

  #readTaken(text: string, i: number, span: Taken): number {
    const first = this.#classes[text.charCodeAt(span.start)]!;
    this.#describe(i, first === LOWER || first === UPPER ? 2 : 1, 0, TAKEN);
    return span.end;
  }

  #readSymbol(text: string, i: number, kind: number, stop: number): number {
    const at = this.start[i]!;
    const unit = this.#folded[text.charCodeAt(at)]!;
    const ofKind = unit === 0x2c ? COMMA : unit === 0x2e ? STOP : OTHER_SYMBOL;
    this.#describe(i, Math.imul(BASIS ^ unit, PRIME), 0, ofKind);
    let end = at + (kind === PAIR && at + 1 < stop ? 2 : 1);
    while (end < stop && this.#classes[text.charCodeAt(end)] === MARK) end++;
    return end;
  }

  #describe(i: number, hash: number, bits: number, kind: number): void {
    this.word[i] = this.shape[i] = hash;
    this.prefix3[i] = this.suffix2[i] = this.suffix3[i] = this.suffix4[i] = kind;
    this.gazetteer[i] = bits;
    this.kind[i] = kind;
  }

  #readWord(text: string, i: number, stop: number): number {
    const classes = this.#classes;
    const from = this.start[i]!;
    let at = from;
    let [hash, shape, prefix] = [BASIS, BASIS, 0];
    // The last four units, the last one lowest.
    let [a, b, c, d] = [0, 0, 0, 0];
    let [length, uppers, lowers, digits, run, last] = [0, 0, 0, 0, 0, -1];
    for (; at < stop; at++) {
      const unit = text.charCodeAt(at);
      let kind = classes[unit]!;
      if (kind === MARK) continue;
      if (kind > DIGIT) {
        if (kind !== SYMBOL || !this.#joins(text, from, at, stop)) break;
        kind = SYMBOL;
      } else if (kind < LOWER) break;
      if (kind === UPPER) uppers++;
      else if (kind === LOWER) lowers++;
      else if (kind === DIGIT) digits++;
      run = kind === last ? run + 1 : 1;
      last = kind;
      if (run <= (kind === DIGIT ? 6 : 2)) shape = Math.imul(shape ^ kind, PRIME);
      const plain = this.#folded[unit]!;
      hash = Math.imul(hash ^ plain, PRIME);
      if (++length === 3) prefix = hash;
      d = c;
      c = b;
      b = a;
      a = plain;
    }
    this.word[i] = hash;
    this.shape[i] = shape;
    this.prefix3[i] = length < 3 ? hash : prefix;
    this.suffix2[i] = a | (b << 16);
    this.suffix3[i] = Math.imul(this.suffix2[i]! ^ Math.imul(c, 0x85ebca6b), PRIME);
    this.suffix4[i] = Math.imul(this.suffix3[i]! ^ Math.imul(d, 0xc2b2ae35), PRIME);
    this.gazetteer[i] = digits === 0 ? this.#lists.bits(hash) : 0;
    this.kind[i] = kindOf(uppers, lowers, digits, classes[text.charCodeAt(from)] === UPPER);
    return at;
  }

  /**
   * Does the sign at `at` join two parts of a word? `O'Brien`, `don't`, `Jean-Pierre` and `sign-in` are one word;
   * `Anna's`, `l'avenue` and `Berlin-based` are several.
   */
  #joins(text: string, from: number, at: number, stop: number): boolean {
    if (at + 1 >= stop) return false;
    const classes = this.#classes;
    const after = classes[text.charCodeAt(at + 1)]!;
    const before = classes[text.charCodeAt(at - 1)]!;
    const sign = this.#folded[text.charCodeAt(at)]!;
    if (sign === APOSTROPHE) {
      if (after === UPPER) return at - from === 1 && before === UPPER;
      if (after !== LOWER) return false;
      const behind = at + 2 < stop ? classes[text.charCodeAt(at + 2)]! : SPACE;
      const short = behind !== LOWER || at + 3 >= stop || classes[text.charCodeAt(at + 3)] !== LOWER;
      return short && (behind === LOWER || this.#folded[text.charCodeAt(at + 1)] !== 0x73);
    }
    if (sign !== HYPHEN) return false;
    const capital = classes[text.charCodeAt(from)] === UPPER;
    return before >= LOWER && before <= UPPER && (after === UPPER || (after === LOWER && !capital));
  }
}

function kindOf(uppers: number, lowers: number, digits: number, capital: boolean): number {
  if (digits > 0) return uppers + lowers > 0 ? LETTERS_AND_DIGITS : DIGITS_1 + Math.min(digits, 5) - 1;
  if (uppers === 0) return LOWER_WORD;
  if (lowers === 0) return uppers === 1 ? INITIAL : CAPITALS;
  return capital && uppers === 1 ? CAPITALISED : MIXED_CASE;
}
