import { EMPTY, finish, stepHigh, stepLow } from './hashes.ts';

/** Scripts that put no blanks between words: every character counts as a word of its own. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u;
/** Soft hyphens, joiners and zero-width blanks: they do not show, so that they neither belong to a word nor end one. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
const LETTER = /[\p{L}\p{M}\p{N}]/u;

const [BETWEEN, WITHIN, ALONE, NOTHING] = [1, 2, 3, 4] as const;

/** By code point: what it is to words, 0 until it is first met. */
const kinds = new Uint8Array(0x110000);

function kindOf(point: number): number {
  const known = kinds[point]!;
  if (known !== 0) return known;
  const character = String.fromCodePoint(point);
  const kind = UNSEEN.test(character)
    ? NOTHING
    : !LETTER.test(character)
      ? BETWEEN
      : UNSPACED.test(character)
        ? ALONE
        : WITHIN;
  kinds[point] = kind;
  return kind;
}

/** Odd bases of a polynomial over 32-bit integers, one for each lane. */
const [BASE_HIGH, BASE_LOW] = [0x2c1b3c6d, 0x297a2d39];

/**
 * The words of a text in such a form that any run of them has its 64-bit hash at once. Words are runs of letters, marks and
 * digits after NFKC and lower-casing; whatever stands between them does not count, line breaks included, so that no
 * wrapping and no punctuation hides anything.
 *
 * A run's hash is the polynomial of the hashes of its words, computed from two prefixes as Karp and Rabin do ("Efficient
 * randomized pattern-matching algorithms", 1987).
 */
export class Words {
  #count = 0;
  /** Polynomials of the first 0, 1, 2 ... words. */
  #high = new Int32Array(1024);
  #low = new Int32Array(1024);
  readonly #powersHigh = [1];
  readonly #powersLow = [1];

  get count(): number {
    return this.#count;
  }

  /** Forgets the text before, and takes another one in. */
  read(text: string): void {
    this.#count = 0;
    const folded = text.normalize('NFKC').toLowerCase();
    let { high, low } = EMPTY;
    let last: number = BETWEEN;
    for (let i = 0; i < folded.length; i++) {
      let point = folded.charCodeAt(i);
      if (point >= 0xd800 && point < 0xdc00) {
        point = folded.codePointAt(i)!;
        if (point > 0xffff) i++;
      }
      const kind = kindOf(point);
      if (kind === NOTHING) continue;
      if (last !== BETWEEN && (last === ALONE || kind !== WITHIN)) {
        this.#push(finish(high), finish(low));
        ({ high, low } = EMPTY);
      }
      last = kind;
      if (kind === BETWEEN) continue;
      high = stepHigh(high, point);
      low = stepLow(low, point);
    }
    if (last !== BETWEEN) this.#push(finish(high), finish(low));
  }

  /** One lane of the hash of `width` words from word `at` on. */
  high(at: number, width: number): number {
    return finish(this.#high[at + width]! - Math.imul(this.#high[at]!, power(this.#powersHigh, BASE_HIGH, width)));
  }

  low(at: number, width: number): number {
    return finish(this.#low[at + width]! - Math.imul(this.#low[at]!, power(this.#powersLow, BASE_LOW, width)));
  }

  #push(high: number, low: number): void {
    const count = this.#count++;
    if (count + 1 === this.#high.length) {
      this.#high = twiceAsLong(this.#high);
      this.#low = twiceAsLong(this.#low);
    }
    this.#high[count + 1] = Math.imul(this.#high[count]!, BASE_HIGH) + high;
    this.#low[count + 1] = Math.imul(this.#low[count]!, BASE_LOW) + low;
  }
}

function power(known: number[], base: number, exponent: number): number {
  while (known.length <= exponent) known.push(Math.imul(known.at(-1)!, base));
  return known[exponent]!;
}

function twiceAsLong(words: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * words.length);
  longer.set(words);
  return longer;
}
