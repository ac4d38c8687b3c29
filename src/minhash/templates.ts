import type { Scratch } from '../core/stage.ts';
import type { TemplateRule, TextSketches } from './likeness.ts';

/**
 * Documents of a source that are looked at: with so many, the share of documents that hold a shingle is known to a third
 * of a percent (95 % of the time, at a share of 2 %).
 */
const SAMPLE = 10_000;
/** Partitions of the shingles of one source: each is counted by itself, within the cache of a core. */
const PARTITIONS = 256;

/** Shingles that belong to templates: forms, macros, signatures, disclaimers. */
export class Templates {
  /** Open addressing; 0 is a free slot, and never a member. */
  readonly #slots: Uint32Array;
  readonly size: number;

  constructor(hashes: readonly number[]) {
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * hashes.length + 2)));
    let size = 0;
    for (const hash of hashes) {
      if (hash === 0 || this.has(hash)) continue;
      let slot = hash & (this.#slots.length - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
      this.#slots[slot] = hash;
      size++;
    }
    this.size = size;
  }

  has(hash: number): boolean {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot]!;
      if (found === hash) return hash !== 0;
      if (found === 0) return false;
    }
  }

  /** How many of these are template. */
  among(hashes: Uint32Array): number {
    if (this.size === 0) return 0;
    let among = 0;
    for (let i = 0; i < hashes.length; i++) if (this.has(hashes[i]!)) among++;
    return among;
  }

  /** Those of these that are not template, in their order: the same array where none is. */
  ownOf(hashes: Uint32Array): Uint32Array {
    const template = this.among(hashes);
    if (template === 0) return hashes;
    const own = new Uint32Array(hashes.length - template);
    for (let i = 0, length = 0; length < own.length; i++) if (!this.has(hashes[i]!)) own[length++] = hashes[i]!;
    return own;
  }
}

/**
 * Finds the shingles of templates. Counts in how many documents of each source a shingle occurs, over a sample of them that
 * their ids choose, so that it depends neither on their order nor on the memory at hand. What is template in one source is
 * template everywhere. `documents` are those of each source that take part: were others counted, so few of them might be in
 * the sample that one of them would make a share.
 *
 * Hashes of shingles have 32 bits: among a billion different ones each shares its hash with a quarter of another, which
 * is nothing against a share of documents.
 */
export async function findTemplates(
  sketches: TextSketches,
  scratch: Scratch,
  { templateShare, templateDocuments }: TemplateRule,
  takesPart: (index: number) => boolean,
  documents: readonly number[] = sketches.counts,
): Promise<Templates> {
  if (templateShare >= 1 || sketches.count < templateDocuments) return new Templates([]);
  const sampled = new Float64Array(documents.length);
  const shingles = scratch.partitions(documents.length * PARTITIONS, 2);
  for await (const { index, source, sketch } of sketches) {
    if (!takesPart(index) || sketch.tie >= (2 ** 32 * SAMPLE) / documents[source]!) continue;
    sampled[source]!++;
    for (const hash of sketch.hashes) shingles.append(source * PARTITIONS + (hash % PARTITIONS), hash, index);
  }
  const found: number[] = [];
  const counter = new DocumentCounter();
  for (let partition = 0; partition < shingles.count; partition++) {
    const source = Math.floor(partition / PARTITIONS);
    const least = Math.max(
      Math.floor(templateShare * sampled[source]!) + 1,
      Math.ceil((templateDocuments * Math.min(documents[source]!, SAMPLE)) / documents[source]!),
    );
    for (const hash of counter.frequent(shingles.read(partition), least)) found.push(hash);
  }
  shingles.close();
  return new Templates(found);
}

/** Counts in how many documents a hash occurs: open addressing, and the last document that was counted for each hash. */
class DocumentCounter {
  #hashes = new Uint32Array(0);
  #counts = new Uint32Array(0);
  #last = new Uint32Array(0);

  /** The hashes in at least so many documents; records are a hash and a document, those of a document together. */
  *frequent(records: Uint32Array, least: number): Generator<number> {
    if (records.length / 2 < least) return;
    const size = 2 ** Math.ceil(Math.log2(records.length));
    if (this.#hashes.length < size) {
      [this.#hashes, this.#counts, this.#last] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
    } else this.#counts.fill(0, 0, size);
    const [hashes, counts, last, mask] = [this.#hashes, this.#counts, this.#last, size - 1];
    for (let at = 0; at < records.length; at += 2) {
      const hash = records[at]!;
      const document = records[at + 1]!;
      // The low bits have chosen the partition.
      let slot = (hash >>> 8) & mask;
      while (counts[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & mask;
      if (counts[slot] !== 0 && last[slot] === document) continue;
      hashes[slot] = hash;
      last[slot] = document;
      counts[slot]!++;
    }
    for (let slot = 0; slot < size; slot++) if (counts[slot]! >= least) yield hashes[slot]!;
  }
}
