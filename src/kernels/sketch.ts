import { SketchMemory } from './sketch-memory.ts';
import { type Collected, SmallestHashes } from './smallest.ts';

/** Slots of a signature. */
export const SLOTS = 128;

/**
 * Sets larger than this keep their smallest hashes only, which estimate the Jaccard similarity without bias and, at this
 * size, to a few thousandths (Broder 1997, "On the resemblance and containment of documents").
 */
export const MOST_SHINGLES = 1 << 16;

/** Hashes that the kernel has room for at once. */
const BATCH = 1 << 16;

/** Bytes. The memory of an instance never shrinks, so one that has grown beyond this is given up after the text. */
const MOST_MEMORY = 1 << 24;

export interface ShingleShape {
  /** `auto`: characters where more than half of the letters and digits are of scripts that put no blanks between words. */
  readonly by: 'auto' | 'words' | 'characters';
  /** Words to a shingle, 1 to 16. A word is a run of letters, marks and digits. */
  readonly words: number;
  /** Characters to a shingle, 1 to 64; only those of words count. */
  readonly characters: number;
  /** `mask`: all digits are equal. */
  readonly digits: 'keep' | 'mask';
}

export interface Sketched {
  /**
   * 64-bit hash of the folded text as two words, high first: equal for texts that differ in Unicode form, case and blanks
   * only, and in digits where they are masked. Of n texts two others are equal with a probability of n^2 / 2^65.
   */
  readonly identity: Uint32Array;
  /**
   * Hash of each shingle in the order of the text, repeats included; of more than `MOST_SHINGLES` the distinct ones,
   * ascending, and where `cut` the `MOST_SHINGLES` smallest of them. A text of fewer words than a shingle is one shingle,
   * and a text without any word has none.
   */
  readonly hashes: Uint32Array;
  readonly cut: boolean;
  /** `SLOTS` words, of all shingles even where `hashes` are cut; all 0xffffffff for a text without any word. */
  readonly signature: Uint32Array;
}

/**
 * MinHash sketches of texts. The share of slots in which two signatures agree estimates the Jaccard similarity of their
 * sets of shingles, with a standard deviation of at most sqrt(j (1 - j) / 128); the least of each slot of two signatures
 * is that of the union. One sketcher takes any number of texts; its memory is bounded by the longest text. What it returns
 * are copies.
 */
export class Sketcher {
  readonly #shape: ShingleShape;
  readonly #batch: number;
  #memory: SketchMemory | undefined;

  /** `batch`: hashes that are worked on at once, up to 65,536; no result depends on it. */
  constructor(shape: ShingleShape, batch = BATCH) {
    this.#shape = shape;
    this.#batch = batch;
  }

  sketch(text: string): Sketched {
    const memory = this.#ready();
    const { kernel } = memory;
    memory.begin(text);
    let collected = this.#pass(kernel.shingleWords);
    if (collected === undefined) {
      memory.beginFolded(text);
      collected = this.#pass(kernel.shingleWords)!;
    }
    if (this.#shape.by === 'characters' || (this.#shape.by === 'auto' && kernel.isUnspaced() === 1)) {
      kernel.beginCharacters();
      collected = this.#pass(kernel.shingleCharacters)!;
    }
    const identity = memory.copy(kernel.identity, 2);
    const signature = memory.copy(kernel.signature, SLOTS);
    if (memory.size > MOST_MEMORY) this.#memory = undefined;
    return { identity, hashes: collected.hashes, cut: collected.cut, signature };
  }

  /** Signature of a set of hashes; repeats do no harm. */
  signatureOf(hashes: Uint32Array): Uint32Array {
    const memory = this.#ready();
    const { kernel } = memory;
    kernel.clearSignature();
    for (let at = 0; at < hashes.length; at += this.#batch) {
      const batch = hashes.subarray(at, at + this.#batch);
      memory.set(kernel.hashes, batch);
      kernel.merge(batch.length);
    }
    return memory.copy(kernel.signature, SLOTS);
  }

  /**
   * One 64-bit key for each band of rows as two words, high first. The band's number is part of it. `bands` * `rows` is at
   * most `SLOTS`, else a `RangeError`.
   */
  bandKeys(signature: Uint32Array, bands: number, rows: number): Uint32Array {
    if (bands * rows > SLOTS) throw new RangeError(`${bands} bands of ${rows} rows are more than ${SLOTS} slots`);
    const memory = this.#ready();
    const { kernel } = memory;
    memory.set(kernel.signature, signature);
    kernel.bandKeys(bands, rows);
    return memory.copy(kernel.keys, 2 * bands);
  }

  /** One pass over the text, batch by batch; nothing where it turns out that the text must be folded first. */
  #pass(next: () => number): Collected | undefined {
    const memory = this.#ready();
    const { kernel } = memory;
    let smallest: SmallestHashes | undefined;
    while (true) {
      const count = next();
      if (count < 0) return undefined;
      kernel.merge(count);
      const isLast = count < this.#batch;
      if (isLast && smallest === undefined) return { hashes: memory.copy(kernel.hashes, count), cut: false };
      smallest ??= new SmallestHashes(MOST_SHINGLES);
      smallest.add(memory.view(kernel.hashes, count));
      if (isLast) return smallest.collected();
    }
  }

  #ready(): SketchMemory {
    if (this.#memory === undefined) {
      const { words, characters, digits } = this.#shape;
      this.#memory = new SketchMemory(digits === 'mask');
      this.#memory.kernel.configure(words, characters, digits === 'mask' ? 1 : 0, this.#batch);
    }
    return this.#memory;
  }
}
