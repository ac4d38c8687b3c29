import { sha256 } from '../core/hash.ts';
import { type ShingleShape, Sketcher, SLOTS } from '../kernels/sketch.ts';
import { distinct, type Shingles } from './shingles.ts';

export type { ShingleShape } from '../kernels/sketch.ts';

/** The common choice for near-duplicates of prose (Lee et al. 2022, arxiv.org/abs/2107.06499): word 5-grams. */
export const SHINGLES: ShingleShape = { by: 'auto', words: 5, characters: 5, digits: 'keep' };

/** Goes up with whatever makes another sketch of the same text: index folders are made of them. */
export const SKETCH_VERSION = 1;

/** What is kept of a document to compare it with all others. */
export interface TextSketch {
  /** Greater stays before lesser. */
  readonly rank: number;
  /** Lesser stays before greater where ranks are equal: 32 bits of a hash of the document's id. */
  readonly tie: number;
  /** 64 bits of a hash of the folded text, high word first. */
  readonly identity: Uint32Array;
  readonly signature: Uint32Array;
  /** Hashes of the shingles as they come, repeats included; of a very long text each once. */
  readonly hashes: Uint32Array;
  readonly shingles: Shingles;
}

/** Words before the shingles: `rank` as a float, `tie`, 1 where the shingles were cut, `identity`, the signature. */
const [TIE, CUT, IDENTITY, SIGNATURE] = [2, 3, 4, 6];
const HEAD = SIGNATURE + SLOTS;

/** Bytes of a sketch besides four for each shingle. */
export const BYTES_PER_SKETCH = 4 * HEAD;

/** Makes sketches of texts, all with the same kind of shingles. */
export class TextSketcher {
  readonly #sketcher: Sketcher;

  constructor(shape: ShingleShape) {
    this.#sketcher = new Sketcher(shape);
  }

  /** 32-bit words in native order: a head, then the hash of each shingle as the kernel gives them. */
  sketch(id: string, text: string, rank: number): Uint8Array {
    const { identity, hashes, cut, signature } = this.#sketcher.sketch(text);
    const words = new Uint32Array(HEAD + hashes.length);
    new Float64Array(words.buffer, 0, 1)[0] = rank;
    words[TIE] = Number.parseInt(sha256(id).slice(0, 8), 16);
    words[CUT] = cut ? 1 : 0;
    words.set(identity, IDENTITY);
    words.set(signature, SIGNATURE);
    words.set(hashes, HEAD);
    return new Uint8Array(words.buffer);
  }
}

/** Views into a sketch, made when they are asked for: most passes over all sketches look at one of them only. */
export function readSketch(bytes: Uint8Array): TextSketch {
  // Bytes that were read need not be aligned; a copy is.
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new SketchView(new Uint32Array(buffer, byteOffset, byteLength / 4));
}

class SketchView implements TextSketch {
  readonly #words: Uint32Array;
  #shingles: Shingles | undefined;

  constructor(words: Uint32Array) {
    this.#words = words;
  }

  get rank(): number {
    return new Float64Array(this.#words.slice(0, TIE).buffer)[0]!;
  }

  get tie(): number {
    return this.#words[TIE]!;
  }

  get identity(): Uint32Array {
    return this.#words.subarray(IDENTITY, SIGNATURE);
  }

  get signature(): Uint32Array {
    return this.#words.subarray(SIGNATURE, HEAD);
  }

  get hashes(): Uint32Array {
    return this.#words.subarray(HEAD);
  }

  /** Put in order when they are first asked for. */
  get shingles(): Shingles {
    if (this.#shingles === undefined) {
      const cut = this.#words[CUT] === 1;
      this.#shingles = { hashes: cut ? this.hashes.slice() : distinct(this.hashes), cut };
    }
    return this.#shingles;
  }
}
