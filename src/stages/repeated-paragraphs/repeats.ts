import type { Scratch, Sketch, Sketches } from '../../core/stage.ts';
import { type Hash64, HashNumbers, stepHigh, stepLow, wordsOf } from '../hashes.ts';

export type Within = 'corpus' | 'source';

/** Words of a sketch for each paragraph: its hash, and its length in characters. */
export const WORDS = 3;
/** Bytes that a partition needs for each of its records while it is gone through: the record, its hash, what is counted. */
const RECORD_BYTES = 64;
/** In place of a paragraph's number: the record says how many more there were of this hash. */
const MORE = 0xffffffff;
const MOST_SHOWN = 10;

export interface Repeats {
  readonly paragraphs: number;
  /** Numbers of the paragraphs that occurred before; all are numbered in the order of documents. */
  readonly repeated: Bits;
  /** Documents with such paragraphs. */
  readonly documents: number;
  readonly most: readonly { readonly id: string; readonly characters: number; readonly count: number }[];
}

/** A paragraph that occurred more than once. */
interface Repeated extends Hash64 {
  readonly count: number;
  /** Number of its first occurrence, and index of the document that holds it. */
  readonly first: number;
  readonly document: number;
}

/**
 * Finds the paragraphs that occurred before, in two passes over the sketches.
 *
 * Records go to partitions by their hash, so that each partition holds all occurrences of its paragraphs in source order
 * and is gone through by itself. What must stay in memory for the whole corpus is one bit for each long paragraph: 25 MB
 * for ten million documents of twenty. A number has 32 bits, enough for 340 GB of paragraphs of 80 characters.
 */
export async function findRepeats(sketches: Sketches, scratch: Scratch, within: Within): Promise<Repeats> {
  let paragraphs = 0;
  for await (const { bytes } of sketches) paragraphs += bytes.length / 4 / WORDS;
  scratch.reserve(Math.ceil((paragraphs + sketches.count) / 8));
  const repeated = new Bits(paragraphs);
  const documents = new Bits(sketches.count);
  const mark = (paragraph: number, document: number) => {
    repeated.add(paragraph);
    documents.add(document);
  };
  const partitions = scratch.partitions(Math.max(1, Math.ceil((paragraphs * RECORD_BYTES * 2) / scratch.memory)), 4);
  const recent = new Recent(({ high, low }, paragraph, document) =>
    partitions.append(high % partitions.count, high, low, paragraph, document),
  );
  let paragraph = 0;
  for await (const sketch of sketches) {
    for (const hash of hashesOf(sketch, within)) {
      if (recent.has(hash, paragraph, sketch.index)) mark(paragraph, sketch.index);
      paragraph++;
    }
  }
  recent.close();
  let most: Repeated[] = [];
  const numbers = new HashNumbers();
  for (let partition = 0; partition < partitions.count; partition++) {
    const least = most.length < MOST_SHOWN ? 2 : most.at(-1)!.count;
    const found = repeatedIn(partitions.read(partition), numbers, least, mark);
    most = [...most, ...found].sort((a, b) => b.count - a.count || a.first - b.first).slice(0, MOST_SHOWN);
  }
  partitions.close();
  const shown = await Promise.all(most.map(entry => describe(entry, sketches, within)));
  return { paragraphs, repeated, documents: documents.size, most: shown };
}

/** Marks all but the first occurrence of each hash, and gives the hashes with at least so many. */
function repeatedIn(
  records: Uint32Array,
  numbers: HashNumbers,
  least: number,
  mark: (paragraph: number, document: number) => void,
): Repeated[] {
  numbers.clear();
  const rows = records.length / 4;
  const [counts, firsts] = [new Uint32Array(rows), new Uint32Array(rows)];
  for (let at = 0; at < records.length; at += 4) {
    const known = numbers.size;
    const number = numbers.add(records[at]!, records[at + 1]!);
    const paragraph = records[at + 2]!;
    if (paragraph === MORE) counts[number]! += records[at + 3]!;
    else {
      if (number === known) firsts[number] = at;
      else mark(paragraph, records[at + 3]!);
      counts[number]!++;
    }
  }
  const found: Repeated[] = [];
  for (let number = 0; number < numbers.size; number++) {
    const [count, at] = [counts[number]!, firsts[number]!];
    if (count < least) continue;
    const [high, low] = [records[at]!, records[at + 1]!];
    found.push({ high, low, count, first: records[at + 2]!, document: records[at + 3]! });
  }
  return found;
}

async function describe({ high, low, count, document }: Repeated, sketches: Sketches, within: Within) {
  const sketch = await sketches.at(document);
  const position = [...hashesOf(sketch, within)].findIndex(hash => hash.high === high && hash.low === low);
  return { id: sketch.id, characters: wordsOf(sketch)[WORDS * position + 2]!, count };
}

/** The hashes of a document's paragraphs; within a source, the same paragraph of another source has another one. */
function* hashesOf(sketch: Sketch, within: Within): Iterable<Hash64> {
  const words = wordsOf(sketch);
  for (let i = 0; i < words.length; i += WORDS) {
    const [high, low] = [words[i]!, words[i + 1]!];
    if (within === 'corpus') yield { high, low };
    else yield { high: stepHigh(high, sketch.source) >>> 0, low: stepLow(low, sketch.source) >>> 0 };
  }
}

/**
 * Remembers hashes that came lately, one in each slot, and makes a record only of those that it does not know: a paragraph
 * that stands in millions of documents would fill a partition otherwise. Between two occurrences of a hash that makes up
 * one in n of all, n others come, and each takes its slot with a chance of 1 in 65,536. So no hash has many more
 * records than one in 65,536 of all paragraphs.
 */
class Recent {
  readonly #record: (hash: Hash64, paragraph: number, document: number) => void;
  readonly #hashes = new Uint32Array(2 << 16);
  /** Occurrences since the hash took its slot. */
  readonly #counts = new Uint32Array(1 << 16);

  constructor(record: (hash: Hash64, paragraph: number, document: number) => void) {
    this.#record = record;
  }

  /** Whether it is known to have occurred before. */
  has(hash: Hash64, paragraph: number, document: number): boolean {
    const slot = hash.low & 0xffff;
    if (this.#counts[slot]! > 0 && this.#hashes[2 * slot] === hash.high && this.#hashes[2 * slot + 1] === hash.low) {
      this.#counts[slot]!++;
      return true;
    }
    this.#clear(slot);
    this.#hashes[2 * slot] = hash.high;
    this.#hashes[2 * slot + 1] = hash.low;
    this.#counts[slot] = 1;
    this.#record(hash, paragraph, document);
    return false;
  }

  close(): void {
    for (let slot = 0; slot < this.#counts.length; slot++) this.#clear(slot);
  }

  #clear(slot: number): void {
    const more = this.#counts[slot]! - 1;
    if (more > 0) this.#record({ high: this.#hashes[2 * slot]!, low: this.#hashes[2 * slot + 1]! }, MORE, more);
    this.#counts[slot] = 0;
  }
}

/** A set of numbers below a limit. */
export class Bits {
  #size = 0;
  readonly #bits: Uint8Array;

  constructor(limit: number) {
    this.#bits = new Uint8Array(Math.ceil(limit / 8));
  }

  get size(): number {
    return this.#size;
  }

  add(number: number): void {
    if (this.has(number)) return;
    this.#bits[Math.floor(number / 8)]! |= 1 << (number % 8);
    this.#size++;
  }

  has(number: number): boolean {
    return ((this.#bits[Math.floor(number / 8)]! >> (number % 8)) & 1) === 1;
  }
}
