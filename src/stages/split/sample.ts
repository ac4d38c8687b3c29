import type { Scratch } from '../../core/stage.ts';
import { Comparer, LITTLE } from '../../minhash/compare.ts';
import { isSimilar, type Likeness } from '../../minhash/likeness.ts';
import type { TextSketch } from '../../minhash/sketch.ts';
import type { Templates } from '../../minhash/templates.ts';
import { HashNumbers } from '../hashes.ts';
import { TRAIN } from './assign.ts';
import type { Leaks } from './leaks.ts';
import { areEqual } from './overlap.ts';
import type { Rows } from './rows.ts';

/** Held-out rows that are compared with every row of train. */
const SAMPLE = 1000;
/** Shingles of all of them together: a row that would be beyond is not compared. Does not depend on the memory at hand. */
const MOST_SHINGLES = 1 << 22;
/** Share of the memory for the shingles of those that are compared at once, and bytes of one. */
const [SHARE, BYTES_PER_SHINGLE] = [1 / 8, 40];
/** A set of fewer hashes is never cut. To look would sort it. */
const LARGE = 1 << 16;

export interface Sampled {
  readonly heldOut: number;
  readonly train: number;
  /** Rows of the sample that are similar to one of train, and that the index gave no pair for. */
  readonly missed: number;
}

/**
 * Similar rows by exact counting, with no signatures between: up to 1,000 held-out rows, chosen by hashes of their ids,
 * against every row of train. An inverted index of the sample's shingles counts what a row of train has in common with
 * each of them, at least; what may be near enough is compared in full. The rows are taken in batches that the memory can
 * hold, and train is read once for each.
 */
export async function sampleSimilar(
  rows: Rows,
  scratch: Scratch,
  likeness: Likeness,
  templates: Templates,
  leaks: Leaks,
): Promise<Sampled> {
  const comparer = new Comparer(rows.texts, scratch, templates);
  const chosen = await fitting(await sampleOf(rows), rows);
  let [train, missed] = [0, 0];
  for (let from = 0; from < chosen.length; ) {
    const sample = await SampleIndex.of(chosen.slice(from), rows, scratch, templates);
    from += sample.rows.length;
    train = 0;
    for await (const { index, sketch } of rows.texts) {
      if (rows.splitOf(index) !== TRAIN) continue;
      train++;
      for (const number of sample.near(sketch, likeness)) {
        const { row } = sample.rows[number]!;
        if (!rows.areApart(row, index)) continue;
        const comparison = await comparer.compare(row, index);
        if (!isSimilar(comparison, likeness)) continue;
        if (comparison.similarity === 1 && (await areEqual(rows, row, index))) continue;
        if (!leaks.has('near', row)) missed++;
        leaks.add('near', row, index, comparison.similarity);
      }
    }
  }
  return { heldOut: chosen.length, train, missed };
}

/** Of these rows those that have shingles, as many as may be compared. */
async function fitting(chosen: readonly number[], rows: Rows): Promise<readonly number[]> {
  const fit: number[] = [];
  let room = MOST_SHINGLES;
  for (const row of chosen) {
    const { hashes } = (await rows.texts.at(row)).shingles;
    if (hashes.length === 0 || hashes.length > room) continue;
    room -= hashes.length;
    fit.push(row);
  }
  return fit;
}

interface SampleRow {
  readonly row: number;
  /** By number, those of its shingles that are counted: what is no template, or all where that is too little to tell. */
  readonly counted: Uint32Array;
  readonly isLittle: boolean;
  readonly isCut: boolean;
}

/** Which rows of the sample hold a shingle. */
class SampleIndex {
  readonly rows: readonly SampleRow[];
  readonly #templates: Templates;
  readonly #numbers: HashNumbers;
  /** Rows of the sample in which shingle s is counted: those at `offsets[s]` to `offsets[s + 1]`. */
  readonly #offsets: Uint32Array;
  readonly #holders: Uint32Array;
  /** By row of the sample: counted shingles in common with the row that is being read. */
  readonly #shared: Uint32Array;

  private constructor(rows: readonly SampleRow[], numbers: HashNumbers, templates: Templates) {
    this.rows = rows;
    this.#templates = templates;
    this.#numbers = numbers;
    const offsets = new Uint32Array(numbers.size + 1);
    for (const { counted } of rows) for (const shingle of counted) offsets[shingle + 1]!++;
    for (let shingle = 0; shingle < numbers.size; shingle++) offsets[shingle + 1]! += offsets[shingle]!;
    this.#offsets = offsets;
    this.#holders = new Uint32Array(offsets.at(-1)!);
    const next = offsets.slice();
    for (const [i, { counted }] of rows.entries()) for (const shingle of counted) this.#holders[next[shingle]!++] = i;
    this.#shared = new Uint32Array(rows.length);
  }

  /** Of the first of these, as many as the memory can hold, but one at least. */
  static async of(chosen: readonly number[], rows: Rows, scratch: Scratch, templates: Templates): Promise<SampleIndex> {
    const sample: SampleRow[] = [];
    const numbers = new HashNumbers();
    let room = (scratch.memory * SHARE) / BYTES_PER_SHINGLE;
    for (const row of chosen) {
      const { hashes, cut } = (await rows.texts.at(row)).shingles;
      if (sample.length > 0 && hashes.length > room) break;
      room -= hashes.length;
      const own = templates.ownOf(hashes);
      const isLittle = own.length <= LITTLE;
      const counted = (isLittle ? hashes : own).map(hash => numbers.add(0, hash));
      sample.push({ row, counted, isLittle, isCut: cut });
    }
    return new SampleIndex(sample, numbers, templates);
  }

  /** Rows of the sample that may be near enough to this one: no other is. */
  near(sketch: TextSketch, likeness: Likeness): readonly number[] {
    const touched: number[] = [];
    for (const hash of sketch.hashes) {
      const shingle = this.#numbers.numberOf(0, hash);
      if (shingle < 0) continue;
      for (let i = this.#offsets[shingle]!; i < this.#offsets[shingle + 1]!; i++) {
        const number = this.#holders[i]!;
        if (this.#shared[number]!++ === 0) touched.push(number);
      }
    }
    const found = touched.filter(number => this.#mayBeNear(number, sketch, likeness));
    for (const number of touched) this.#shared[number] = 0;
    return found;
  }

  /** By |A and B| / |A or B| <= |A and B| / |A| and <= |A| / |B|, of the whole or of what is no template. */
  #mayBeNear(number: number, sketch: TextSketch, { similarity, own }: Likeness): boolean {
    const { counted, isLittle, isCut } = this.rows[number]!;
    // Of sets that were cut not all is counted.
    if (isCut || (sketch.hashes.length >= LARGE && sketch.shingles.cut)) return true;
    const share = this.#shared[number]! / counted.length;
    const least = Math.min(own, similarity);
    if (!isLittle) return share >= least;
    if (share < similarity) return false;
    const { hashes } = sketch.shingles;
    return hashes.length - this.#templates.among(hashes) <= LITTLE / least;
  }
}

/** The held-out rows whose ids have the smallest hashes. */
async function sampleOf(rows: Rows): Promise<readonly number[]> {
  let smallest: (readonly [tie: number, row: number])[] = [];
  let limit = Infinity;
  const cutOff = () => {
    smallest = smallest.sort(([a, x], [b, y]) => a - b || x - y).slice(0, SAMPLE);
    if (smallest.length === SAMPLE) limit = smallest.at(-1)![0];
  };
  for await (const { index, sketch } of rows.texts) {
    if (!rows.isHeldOut(index) || sketch.tie > limit) continue;
    smallest.push([sketch.tie, index]);
    if (smallest.length === 2 * SAMPLE) cutOff();
  }
  cutOff();
  return smallest.map(([, row]) => row);
}
