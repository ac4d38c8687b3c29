import type { Part } from '../../core/document.ts';
import type { SplitName } from '../../core/facts.ts';
import type { Scratch, Store, Written, WrittenRow } from '../../core/stage.ts';
import type { TextSketches } from '../../minhash/likeness.ts';
import { readSketch, SHINGLES, TextSketcher } from '../../minhash/sketch.ts';
import { SPLITS, TRAIN } from './assign.ts';
import type { SplitOptions } from './options.ts';
import { isIdle } from './references.ts';

/** Bytes in memory for where one thing of a store begins, with room to grow. */
const BYTES_PER_START = 16;
/** Bytes in memory for each row: its marks, and where its sketch, its keys and its name begin. */
const BYTES_PER_ROW = 4 + 3 * BYTES_PER_START;

/** Bits of a row in memory: its split, whether it is of a reference, its source. */
const [SPLIT_BITS, REFERENCE, SOURCE_SHIFT] = [3, 4, 3];

interface Stores {
  readonly sketches: Store;
  readonly keys: Store;
  readonly names: Store;
  /** Answers of held-out rows, each behind the index of its row. */
  readonly answers: Store;
}

/** What written rows are compared by, on disk: rows of the dataset, then rows of references, by their index. */
export class Rows {
  readonly texts: TextSketches;
  /** Rows of the dataset. */
  readonly written: number;
  readonly #marks: Uint32Array;
  readonly #stores: Stores;

  private constructor(marks: Uint32Array, written: number, stores: Stores) {
    this.#marks = marks;
    this.written = written;
    this.#stores = stores;
    this.texts = textsIn(this, stores.sketches);
  }

  static async read(all: Written, scratch: Scratch, chosen: SplitOptions): Promise<Rows> {
    const [sketches, keys, names, answers] = [scratch.store(), scratch.store(), scratch.store(), scratch.store()];
    const sketcher = new TextSketcher(SHINGLES);
    let marks = new Uint32Array(1024);
    let written = 0;
    for await (const { row, isReference } of rowsOf(all, chosen)) {
      const index = sketches.count;
      if (index === marks.length) marks = twiceAsLong(marks);
      marks[index] =
        SPLITS.indexOf(row.split) | (isReference ? REFERENCE : 0) | ((isReference ? 0 : row.source) << SOURCE_SHIFT);
      sketches.append(sketcher.sketch(row.id, textOf(row.parts), 0));
      keys.append(row.note);
      names.append(Buffer.from(JSON.stringify([row.place, row.id])));
      if (row.split !== SPLITS[TRAIN]) for (const text of answersOf(row.parts)) answers.append(packAnswer(index, text));
      if (!isReference) written++;
    }
    scratch.reserve(sketches.count * BYTES_PER_ROW + answers.count * BYTES_PER_START);
    return new Rows(marks.slice(0, sketches.count), written, { sketches, keys, names, answers });
  }

  get count(): number {
    return this.#marks.length;
  }

  splitOf(index: number): number {
    return this.#marks[index]! & SPLIT_BITS;
  }

  isReference(index: number): boolean {
    return (this.#marks[index]! & REFERENCE) !== 0;
  }

  sourceOf(index: number): number {
    return this.#marks[index]! >>> SOURCE_SHIFT;
  }

  isHeldOut(index: number): boolean {
    return this.splitOf(index) !== TRAIN;
  }

  /** Whether what the two have in common would be a leak: they are in two splits, and not both were there before. */
  areApart(a: number, b: number): boolean {
    return this.splitOf(a) !== this.splitOf(b) && !(this.isReference(a) && this.isReference(b));
  }

  keysOf(index: number): Uint8Array {
    return this.#stores.keys.at(index);
  }

  nameOf(index: number): { readonly split: SplitName; readonly place: string; readonly id: string } {
    const [place, id] = JSON.parse(Buffer.from(this.#stores.names.at(index)).toString()) as [string, string];
    return { split: SPLITS[this.splitOf(index)]!, place, id };
  }

  /** Answers of all held-out rows. */
  get answers(): number {
    return this.#stores.answers.count;
  }

  answerAt(number: number): { readonly row: number; readonly text: string } {
    const bytes = Buffer.from(this.#stores.answers.at(number));
    return { row: bytes.readUInt32LE(0), text: bytes.toString('utf8', 4) };
  }

  /** Rows of a split, those of references included. */
  countOf(split: SplitName): number {
    let count = 0;
    for (let index = 0; index < this.count; index++) if (SPLITS[this.splitOf(index)] === split) count++;
    return count;
  }
}

/** All rows that matter, in the order of their indexes. */
export async function* rowsOf(
  all: Written,
  chosen: SplitOptions,
): AsyncGenerator<{ readonly row: WrittenRow; readonly isReference: boolean }> {
  for await (const row of all) yield { row, isReference: false };
  for await (const row of all.references) if (!isIdle(row, chosen)) yield { row, isReference: true };
}

export function textOf(parts: readonly Part[]): string {
  return parts.map(part => part.text).join('\n\n');
}

/** What a model is to learn to say. Of prose all of it. */
function answersOf(parts: readonly Part[]): readonly string[] {
  const answers = parts.filter(part => part.role === 'assistant');
  return (answers.length > 0 ? answers : parts.filter(part => part.role === 'document')).map(part => part.text);
}

function packAnswer(row: number, text: string): Uint8Array {
  const bytes = Buffer.allocUnsafe(4 + Buffer.byteLength(text));
  bytes.writeUInt32LE(row);
  bytes.write(text, 4);
  return bytes;
}

function textsIn(rows: Rows, sketches: Store): TextSketches {
  const counts: number[] = [];
  for (let index = 0; index < rows.written; index++) {
    const source = rows.sourceOf(index);
    while (counts.length <= source) counts.push(0);
    counts[source]!++;
  }
  const references = counts.push(rows.count - rows.written) - 1;
  const at = (index: number) => readSketch(sketches.at(index));
  return {
    count: rows.count,
    counts,
    at: async index => at(index),
    async *[Symbol.asyncIterator]() {
      for (let index = 0; index < rows.count; index++) {
        yield { index, source: rows.isReference(index) ? references : rows.sourceOf(index), sketch: at(index) };
      }
    },
  };
}

function twiceAsLong(words: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * words.length);
  longer.set(words);
  return longer;
}
