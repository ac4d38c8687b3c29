import { closeSync, openSync, readSync } from 'node:fs';
import { CorpusmithError } from '../../core/errors.ts';
import type { Sketch, Sketches } from '../../core/stage.ts';
import { AtomicFile } from './files.ts';
import type { ReferenceInput, SketchInput } from './shard.ts';
import { workBytes } from './work-lines.ts';

/**
 * A sketch file: records of `u16 id length, u32 sketch length, id, sketch` (little-endian), then for each record its offset
 * as u64, so that one can be read again by its position.
 */
const HEAD = 6;
const OFFSET = 8;

export class SketchWriter {
  readonly file: AtomicFile;
  #offsets = new BigUint64Array(1024);
  #count = 0;

  constructor(path: string) {
    this.file = new AtomicFile(path);
  }

  append(id: string, sketch: Uint8Array): void {
    if (this.#count === this.#offsets.length) {
      const grown = new BigUint64Array(2 * this.#count);
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
    this.#offsets[this.#count++] = BigInt(this.file.bytes);
    const name = Buffer.from(id);
    const head = Buffer.allocUnsafe(HEAD + name.length);
    head.writeUInt16LE(name.length, 0);
    head.writeUInt32LE(sketch.length, 2);
    head.set(name, HEAD);
    this.file.write(head);
    // Copied, since a stage may use its buffer again before the file is written; `slice` of a Buffer would not copy.
    this.file.write(new Uint8Array(sketch));
  }

  close(): void {
    const table = this.#offsets.subarray(0, this.#count);
    this.file.write(new Uint8Array(table.buffer, 0, table.byteLength));
    this.file.close();
  }
}

/** All sketches of a barrier, in source order, then those of references. At most `OPEN` files are held open. */
export class SketchReader implements Sketches {
  readonly count: number;
  readonly sources: readonly string[];
  readonly counts: readonly number[];
  readonly references: Sketches['references'];
  /** Files of documents, then files of references. */
  readonly #inputs: readonly (SketchInput | ReferenceInput)[];
  /** Index of the first sketch of each input. */
  readonly #firsts: Float64Array;
  readonly #documentFiles: number;
  readonly #open = new Map<number, number>();
  static readonly OPEN = 64;

  constructor(inputs: readonly SketchInput[], references: readonly ReferenceInput[], sources: readonly string[]) {
    this.sources = sources;
    this.#inputs = [...inputs, ...references];
    this.#documentFiles = inputs.length;
    this.#firsts = new Float64Array(this.#inputs.length);
    const counts = sources.map(() => 0);
    let count = 0;
    for (const [i, input] of this.#inputs.entries()) {
      this.#firsts[i] = count;
      count += input.count;
      if ('source' in input) counts[input.source]! += input.count;
    }
    this.counts = counts;
    this.count = counts.reduce((sum, of) => sum + of, 0);
    const [first, end] = [inputs.length, this.#inputs.length];
    const inputsFrom = this.#sketches.bind(this);
    this.references = { count: count - this.count, [Symbol.asyncIterator]: () => inputsFrom(first, end) };
  }

  [Symbol.asyncIterator](): AsyncGenerator<Sketch> {
    return this.#sketches(0, this.#documentFiles);
  }

  async *#sketches(from: number, to: number): AsyncGenerator<Sketch> {
    for (let i = from; i < to; i++) yield* this.input(i);
  }

  /** The sketches of one input. */
  async *input(i: number): AsyncGenerator<Sketch> {
    const { path, count } = this.#inputs[i]!;
    let rest: Buffer[] = [];
    /** Bytes of `rest`, and how many it takes to go on. */
    let [waiting, needed] = [0, HEAD];
    let read = 0;
    if (count === 0) return;
    for await (const chunk of workBytes(path)) {
      rest.push(chunk);
      waiting += chunk.length;
      if (waiting < needed) continue;
      const data: Buffer = rest.length === 1 ? chunk : Buffer.concat(rest);
      let at = 0;
      while (read < count && at + HEAD <= data.length) {
        const record = recordAt(data, at);
        if (record === undefined) break;
        yield this.#sketch(i, this.#firsts[i]! + read, record);
        at = record.end;
        read++;
      }
      if (read === count) return;
      rest = [data.subarray(at)];
      waiting = data.length - at;
      needed = waiting < HEAD ? HEAD : recordBytes(data, at);
    }
    throw new CorpusmithError('E_FAULT', { place: path, detail: 'sketches are missing' });
  }

  async at(index: number): Promise<Sketch> {
    const i = this.#inputOf(index);
    const { bytes, count } = this.#inputs[i]!;
    const fd = this.#descriptor(i);
    const position = index - this.#firsts[i]!;
    const table = bytes - OFFSET * count;
    const offsets = Buffer.allocUnsafe(2 * OFFSET);
    const got = readSync(fd, offsets, 0, 2 * OFFSET, table + OFFSET * position);
    const start = Number(offsets.readBigUInt64LE(0));
    const end = position + 1 < count && got === 2 * OFFSET ? Number(offsets.readBigUInt64LE(OFFSET)) : table;
    const data = Buffer.allocUnsafe(end - start);
    readSync(fd, data, 0, data.length, start);
    return this.#sketch(i, index, recordAt(data, 0)!);
  }

  close(): void {
    for (const fd of this.#open.values()) closeSync(fd);
    this.#open.clear();
  }

  #sketch(i: number, index: number, { id, bytes }: { id: string; bytes: Uint8Array }): Sketch {
    const input = this.#inputs[i]!;
    if ('source' in input) return { index, source: input.source, id, bytes };
    return { index, source: this.sources.length, id, bytes, reference: input.reference };
  }

  #descriptor(i: number): number {
    const known = this.#open.get(i);
    if (known !== undefined) return known;
    if (this.#open.size >= SketchReader.OPEN) {
      const [oldest, fd] = this.#open.entries().next().value!;
      closeSync(fd);
      this.#open.delete(oldest);
    }
    const fd = openSync(this.#inputs[i]!.path, 'r');
    this.#open.set(i, fd);
    return fd;
  }

  #inputOf(index: number): number {
    let [low, high] = [0, this.#inputs.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#firsts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    while (this.#inputs[low]!.count === 0) low--;
    return low;
  }
}

/** Of the record that begins here: its head must be there. */
function recordBytes(data: Buffer, at: number): number {
  return HEAD + data.readUInt16LE(at) + data.readUInt32LE(at + 2);
}

function recordAt(data: Buffer, at: number): { id: string; bytes: Uint8Array; end: number } | undefined {
  const idLength = data.readUInt16LE(at);
  const end = at + recordBytes(data, at);
  if (end > data.length) return undefined;
  const id = data.toString('utf8', at + HEAD, at + HEAD + idLength);
  return { id, bytes: data.subarray(at + HEAD + idLength, end), end };
}
