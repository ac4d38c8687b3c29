// node scale-program.ts DOCUMENTS MEMORY: clusters so many documents, whose sketches are made up as they are asked for.
// One in ten is a copy of an earlier one with some shingles replaced.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskScratch } from '../../src/engine/local/scratch.ts';
import { Sketcher } from '../../src/kernels/sketch.ts';
import { cluster } from '../../src/minhash/clusters.ts';
import type { TextSketches } from '../../src/minhash/likeness.ts';
import { SHINGLES, type TextSketch } from '../../src/minhash/sketch.ts';

/** Shingles of a document: a ticket of sixty words. */
const LENGTH = 56;
const COPIES = 10;
/** One in so many shingles of a copy is new: a similarity of about 0.87. */
const REPLACED = 14;

const [documents, memory] = process.argv.slice(2).map(Number) as [number, number];
const sketcher = new Sketcher(SHINGLES);

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function sketchOf(index: number): TextSketch {
  const isCopy = index % COPIES === COPIES - 1;
  const original = isCopy ? index - COPIES + 1 : index;
  const hashes = new Uint32Array(LENGTH);
  for (let i = 0; i < LENGTH; i++) {
    const seed = isCopy && i % REPLACED === 0 ? index : original;
    hashes[i] = mix(Math.imul(seed, 0x9e3779b1) + mix(i + seed));
  }
  const identity = Uint32Array.of(mix(index ^ 0x5bd1e995), mix(index + 0x7f4a7c15));
  let shingles: TextSketch['shingles'] | undefined;
  return {
    rank: LENGTH,
    tie: mix(index),
    identity,
    // A run reads it from a file; here it is made when it is asked for.
    get signature() {
      return sketcher.signatureOf(hashes);
    },
    hashes,
    get shingles() {
      shingles ??= { hashes: hashes.toSorted(), cut: false };
      return shingles;
    },
  };
}

const sketches: TextSketches = {
  count: documents,
  counts: [documents, 0],
  at: async index => sketchOf(index),
  async *[Symbol.asyncIterator]() {
    for (let index = 0; index < documents; index++) yield { index, source: 0, sketch: sketchOf(index) };
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
