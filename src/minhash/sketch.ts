import { sha256 } from '../core/hash.ts';
import { type Bands, bandKeys } from './bands.ts';
import { fold, type Shingles, shinglesOf } from './shingles.ts';
import { signatureOf } from './signature.ts';

/**
 * What is kept of a document to compare it with all others.
 *
 * In bytes, native order: three 64-bit floats (`rank`, `tie`, 1 where the shingles were cut), then 32-bit words: two of
 * `text`, two for each band, then the shingles. The signature itself is not kept: once it is cut into bands, candidates
 * are compared by their shingles.
 */
export interface TextSketch {
  /** Greater stays before lesser. */
  readonly rank: number;
  /** Lesser stays before greater where ranks are equal: 48 bits of a hash of the document's id. */
  readonly tie: number;
  /** 64 bits of a hash of the folded text. */
  readonly text: Uint32Array;
  /** One 64-bit key for each band; of no use without shingles. */
  readonly keys: Uint32Array;
  readonly shingles: Shingles;
}

const FLOATS = 3;

export function sketchText(id: string, text: string, rank: number, shape: Bands): Uint8Array {
  const folded = fold(text);
  const { hashes, cut } = shinglesOf(folded);
  const keys = bandKeys(signatureOf(hashes), shape);
  const words = new Uint32Array(2 * FLOATS + 2 + keys.length + hashes.length);
  const floats = new Float64Array(words.buffer, 0, FLOATS);
  floats.set([rank, Number.parseInt(sha256(id).slice(0, 12), 16), cut ? 1 : 0]);
  const textHash = sha256(folded);
  words[2 * FLOATS] = Number.parseInt(textHash.slice(0, 8), 16);
  words[2 * FLOATS + 1] = Number.parseInt(textHash.slice(8, 16), 16);
  words.set(keys, 2 * FLOATS + 2);
  words.set(hashes, 2 * FLOATS + 2 + keys.length);
  return new Uint8Array(words.buffer);
}

export function readSketch(bytes: Uint8Array, { bands }: Bands): TextSketch {
  // A copy, because bytes that were read need not be aligned.
  const words = new Uint32Array(Uint8Array.from(bytes).buffer);
  const [rank = 0, tie = 0, cut] = new Float64Array(words.buffer, 0, FLOATS);
  const keysAt = 2 * FLOATS + 2;
  return {
    rank,
    tie,
    text: words.subarray(2 * FLOATS, keysAt),
    keys: words.subarray(keysAt, keysAt + 2 * bands),
    shingles: { hashes: words.subarray(keysAt + 2 * bands), cut: cut === 1 },
  };
}
