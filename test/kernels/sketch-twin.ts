// What a sketch is, in plain JavaScript: no batches, no tricks, slow. The kernel must give the same bits.
import { MOST_SHINGLES, type ShingleShape, type Sketched, SLOTS } from '../../src/kernels/sketch.ts';

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const CHARACTER = /[\p{L}\p{M}\p{N}]/gu;
const UNSPACED =
  /(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}])[\p{L}\p{M}\p{N}]/gu;

const MULTIPLIER = 0xff51afd7ed558ccdn;
const FINISHER = 0xc4ceb9fe1a85ec53n;
const BASE = 0x9e3779b97f4a7c15n;
const WORD_SEED = 0x243f6a8885a308d3n;
const SYMBOL_SEED = 0x13198a2e03707344n;
const CHARACTER_SEED = 0xa4093822299f31d0n;
const ROUNDS = 7;

const u64 = (value: bigint) => BigInt.asUintN(64, value);
const utf8 = (text: string) => new TextEncoder().encode(text);

function step(hash: bigint, word: bigint): bigint {
  const h = u64((hash ^ word) * MULTIPLIER);
  return h ^ (h >> 32n);
}

function finish(hash: bigint): bigint {
  const h = u64(hash * FINISHER);
  return h ^ (h >> 29n);
}

export function sketchTwin(text: string, shape: ShingleShape): Sketched {
  const folded = fold(text, shape);
  const words = (folded.match(WORD) ?? []).map(hashWord);
  const shingles = isByCharacters(folded, shape)
    ? shinglesOf((folded.match(CHARACTER) ?? []).map(hashCharacter), shape.characters)
    : shinglesOf(words, shape.words);
  const smallest = [...new Set(shingles)].sort((a, b) => a - b).slice(0, MOST_SHINGLES + 1);
  const cut = smallest.length > MOST_SHINGLES;
  const isLong = shingles.length > MOST_SHINGLES;
  return {
    identity: split([step(chain(WORD_SEED, words), chain(SYMBOL_SEED, symbolsOf(folded)))]),
    hashes: Uint32Array.from(isLong ? smallest.slice(0, MOST_SHINGLES) : shingles),
    cut,
    signature: signatureTwin(shingles),
  };
}

function fold(text: string, { digits }: ShingleShape): string {
  const folded = text.toWellFormed().normalize('NFKC').toLowerCase();
  return digits === 'mask' ? folded.replace(/\p{Nd}/gu, '0') : folded;
}

function isByCharacters(folded: string, { by }: ShingleShape): boolean {
  if (by !== 'auto') return by === 'characters';
  const unspaced = folded.match(UNSPACED)?.length ?? 0;
  return unspaced > (folded.match(CHARACTER)?.length ?? 0) / 2;
}

/** Eight bytes a step, the first the lowest, the last ones filled up with zeros. */
function hashWord(word: string): bigint {
  const bytes = utf8(word);
  let hash = u64(BigInt(bytes.length) * BASE);
  for (let at = 0; at < bytes.length; at += 8) {
    const eight = new Uint8Array(8);
    eight.set(bytes.subarray(at, at + 8));
    hash = step(hash, new DataView(eight.buffer).getBigUint64(0, true));
  }
  return finish(hash);
}

function hashCharacter(character: string): bigint {
  return step(CHARACTER_SEED, BigInt(character.codePointAt(0)!));
}

/** A polynomial in BASE over each run of `width` units, the first with the highest power, made 32 bits. */
function shinglesOf(units: readonly bigint[], width: number): number[] {
  const count = units.length === 0 ? 0 : Math.max(1, units.length - width + 1);
  return Array.from({ length: count }, (_, at) => {
    const sum = units.slice(at, at + width).reduce((hash, unit) => u64(hash * BASE + unit), 0n);
    return Number(u64((sum ^ (sum >> 32n)) * FINISHER) >> 32n);
  });
}

function chain(seed: bigint, values: readonly bigint[]): bigint {
  return values.reduce(step, seed);
}

/**
 * All that is neither word nor white space: each byte of it with the number of words before, and whether it follows white
 * space; and each word that follows such a byte. There is white space around the text.
 */
function symbolsOf(folded: string): bigint[] {
  const symbols: bigint[] = [];
  let words = 0n;
  let before: 'blank' | 'word' | 'symbol' = 'blank';
  for (const [token] of folded.matchAll(/\s+|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)) {
    if (/^\s/u.test(token)) before = 'blank';
    else if (/^[\p{L}\p{M}\p{N}]/u.test(token)) {
      if (before === 'symbol') symbols.push((words << 16n) | 0x200n);
      words++;
      before = 'word';
    } else {
      for (const [i, byte] of utf8(token).entries()) {
        const isAfterBlank = i === 0 && before === 'blank';
        symbols.push((words << 16n) | (isAfterBlank ? 0x100n : 0n) | BigInt(byte));
      }
      before = 'symbol';
    }
  }
  return symbols;
}

/**
 * Round r of seven throws every hash into a slot; a slot keeps the least value of the first round that reached it, with
 * the round in its top three bits. A slot that none reached keeps the least of a hash of its own of all, and 7.
 */
export function signatureTwin(hashes: Iterable<number>): Uint32Array {
  const distinct = [...new Set(hashes)].map(BigInt);
  const thrown = (throwing: number, hash: bigint) => u64(step(u64(BigInt(throwing) * BASE), hash) * FINISHER);
  const signature = new Uint32Array(SLOTS).fill(0xffffffff);
  for (let round = 0; round < ROUNDS; round++) {
    for (const hash of distinct) {
      const bits = thrown(round + 1, hash);
      const slot = Number(bits >> 57n);
      const value = round * 2 ** 29 + Number((bits >> 28n) & 0x1fffffffn);
      signature[slot] = Math.min(signature[slot]!, value);
    }
  }
  const isEmpty = signature.map(value => (value === 0xffffffff ? 1 : 0));
  for (let slot = 0; slot < SLOTS; slot++) {
    if (isEmpty[slot] === 0) continue;
    for (const hash of distinct) {
      const value = 7 * 2 ** 29 + Number(thrown(slot + ROUNDS + 1, hash) >> 35n);
      signature[slot] = Math.min(signature[slot]!, value);
    }
  }
  return signature;
}

export function bandKeysTwin(signature: Uint32Array, bands: number, rows: number): Uint32Array {
  const keys = Array.from({ length: bands }, (_, band) => {
    const values = [...signature.slice(band * rows, (band + 1) * rows)].map(BigInt);
    return finish(chain(u64(BigInt(band + 1) * BASE), values));
  });
  return split(keys);
}

/** Two words for each 64 bits, high first. */
function split(values: readonly bigint[]): Uint32Array {
  return Uint32Array.from(values.flatMap(value => [Number(value >> 32n), Number(value & 0xffffffffn)]));
}
