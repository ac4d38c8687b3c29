// node scale-program.ts DOCUMENTS MEMORY: clusters so many documents, whose sketches are made up as they are asked for.
// One in ten is a copy of an earlier one with some shingles replaced.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskScratch } from '../../src/engine/local/scratch.ts';
import { SLOTS } from '../../src/kernels/sketch.ts';
import { cluster } from '../../src/minhash/clusters.ts';
import type { TextSketches } from '../../src/minhash/likeness.ts';
import type { TextSketch } from '../../src/minhash/sketch.ts';

/** Shingles of a document: a ticket of sixty words. */
const LENGTH = 56;
const COPIES = 10;
/** One in so many shingles of a copy is new: a similarity of about 0.87. */
const REPLACED = 14;

/** One in so many slots of its signature is another: as it would be by its shingles. */
const OTHER_SLOTS = 8;

const [documents, memory] = process.argv.slice(2).map(Number) as [number, number];

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A run reads its sketches from files; these cost as little, and nothing until they are looked at. */
class MadeUpSketch implements TextSketch {
  readonly rank = LENGTH;
  readonly #index: number;
  readonly #original: number;

  constructor(index: number) {
    this.#index = index;
    this.#original = index % COPIES === COPIES - 1 ? index - COPIES + 1 : index;
  }

  get tie(): number {
    return mix(this.#index);
  }

  get identity(): Uint32Array {
    return Uint32Array.of(mix(this.#index ^ 0x5bd1e995), mix(this.#index + 0x7f4a7c15));
  }

  get signature(): Uint32Array {
    return this.#make(SLOTS, slot => mix(this.#index + slot * 0x632be5ab) % OTHER_SLOTS === 0);
  }

  get hashes(): Uint32Array {
    return this.#make(LENGTH, i => i % REPLACED === 0);
  }

  get shingles(): TextSketch['shingles'] {
    return { hashes: this.hashes.sort(), cut: false };
  }

  /** The numbers of the original, but for those that a copy has of its own. */
  #make(length: number, isOwn: (i: number) => boolean): Uint32Array {
    const made = new Uint32Array(length);
    const isCopy = this.#original !== this.#index;
    for (let i = 0; i < length; i++) {
      const seed = isCopy && isOwn(i) ? this.#index : this.#original;
      made[i] = mix(Math.imul(seed, 0x9e3779b1) + mix(i + seed));
    }
    return made;
  }
}

const sketches: TextSketches = {
  count: documents,
  counts: [documents, 0],
  at: async index => new MadeUpSketch(index),
  async *[Symbol.asyncIterator]() {
    for (let index = 0; index < documents; index++) yield { index, source: 0, sketch: new MadeUpSketch(index) };
  },
};

const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
const scratch = new DiskScratch(folder, memory);
const likeness = { similarity: 0.8, recall: 0.95, own: 0.5, templateShare: 0.02, templateDocuments: 20 };
const began = performance.now();
const { keepers } = await cluster(sketches, scratch, { likeness, containment: undefined, inOrder: false, documents });
const seconds = (performance.now() - began) / 1000;
scratch.remove();
rmSync(folder, { recursive: true, force: true });
const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const dropped = keepers.reduce((sum, keeper) => sum + (keeper === -1 ? 0 : 1), 0);
const planted = Math.floor(documents / COPIES);
process.stdout.write(JSON.stringify({ seconds, peakBytes: Number(kilobytes) * 1024, dropped, planted }));
