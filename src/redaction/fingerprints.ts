import type { Range } from '../define.ts';

/** How a value that was replaced is recognised where it still stands: hashes of its words, and nothing to read it from. */
export interface Fingerprint {
  /** Hash of the first word, of all words, and how many there are. */
  readonly first: number;
  readonly all: number;
  readonly words: number;
  /** One word of letters, such as a given name: it may be an ordinary word elsewhere. */
  readonly isWord: boolean;
}

/** Shorter values are parts of too much else. */
const SHORTEST = 4;
const word = /[\p{L}\p{N}\p{M}]+/gu;

/** The fingerprint of a value under a salt; none for one that is too short to mean anything. */
export function fingerprintOf(value: string, salt: string): Fingerprint | undefined {
  const words = (value.match(word) ?? []).map(found => found.toLowerCase());
  if (words.join('').length < SHORTEST) return undefined;
  const hashes = words.map(found => hashWord(found, salt));
  return {
    first: hashes[0]!,
    all: hashes.reduce(combine),
    words: words.length,
    isWord: words.length === 1 && !/\p{N}/u.test(value),
  };
}

/** Whether a value that stands in a text is one, and not an ordinary word or words in lower case. */
export function isTelling({ isWord, start }: Range & Fingerprint, text: string): boolean {
  return !isWord && /^[\p{Lu}\p{N}]/u.test(text.slice(start, start + 2));
}

/** Where values of these fingerprints stand in a text, in upper and lower case, whatever is between their words. */
export function* standing<P extends Fingerprint>(
  text: string,
  prints: readonly P[],
  salt: string,
): Generator<Range & P> {
  if (prints.length === 0) return;
  const byFirst = Map.groupBy(prints, ({ first }) => first);
  const words = [...text.matchAll(word)].map(({ 0: found, index }) => ({
    hash: hashWord(found.toLowerCase(), salt),
    start: index,
    end: index + found.length,
  }));
  for (const [i, { hash, start }] of words.entries()) {
    for (const print of byFirst.get(hash) ?? []) {
      const run = words.slice(i, i + print.words);
      if (run.length < print.words || run.map(one => one.hash).reduce(combine) !== print.all) continue;
      yield { ...print, start, end: run.at(-1)!.end };
    }
  }
}

/** FNV-1a over UTF-16 units, twice from different beginnings: 53 bits, which two words of a document never share. */
function hashWord(text: string, salt: string): number {
  let [low, high] = [0x811c9dc5, 0x9dc5811c];
  for (const part of [salt, text]) {
    for (let i = 0; i < part.length; i++) {
      const unit = part.charCodeAt(i);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ (unit + i), 0x01000193);
    }
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

function combine(hash: number, next: number): number {
  const [low, high] = [hash % 2 ** 32, Math.floor(hash / 2 ** 32)];
  const mixed = Math.imul(low ^ (next % 2 ** 32), 0x01000193) >>> 0;
  return ((Math.imul(high, 31) + Math.floor(next / 2 ** 32)) & 0x1fffff) * 2 ** 32 + mixed;
}
