import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';
import type { Partitions, Scratch, Store } from '../../core/stage.ts';
import { writeError } from './files.ts';

/** Share of a run's memory that a barrier may use: the rest is for the program itself. */
export const BARRIER_SHARE = 3 / 4;
/** Share of a barrier's memory that must be left for what is gathered and sorted. */
const LEAST = 1 / 4;
/** Largest list of records that is gathered before it counts as full. */
const LARGEST_BLOCK = 64 << 10;
/** Share of the memory that one set of partitions, or a store, may hold. */
const SHARE = 1 / 4;
/** Bytes of a store that are written at once. */
const GATHER = 256 << 10;

/** Where a global stage puts what does not fit into memory: files under a folder that is removed after the barrier. */
export class DiskScratch implements Scratch {
  memory: number;
  readonly #budget: number;
  readonly #folder: string;
  readonly #open = new Set<SpillFile>();
  #files = 0;

  constructor(folder: string, memory: number) {
    this.#folder = folder;
    this.#budget = memory;
    this.memory = memory;
    rmSync(folder, { recursive: true, force: true });
  }

  reserve(bytes: number): void {
    const left = this.memory - bytes;
    if (left < this.#budget * LEAST) {
      const megabytes = Math.ceil((this.#budget - left) / (1 - LEAST) / BARRIER_SHARE / (1 << 20));
      throw new CorpusmithError('E_MEMORY', { detail: `it takes about --memory ${megabytes}MB` });
    }
    this.memory = left;
  }

  partitions(count: number, words: 1 | 2 | 3 | 4): Partitions {
    return new DiskPartitions(count, words, this.memory * SHARE, this.#spill());
  }

  store(): Store {
    return new DiskStore(this.#spill());
  }

  /** Closes and deletes everything. */
  remove(): void {
    for (const file of this.#open) file.close();
    this.#open.clear();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #spill(): SpillFile {
    const file = new SpillFile(join(this.#folder, String(this.#files++)));
    this.#open.add(file);
    return file;
  }
}

/** A file that grows at its end and is read anywhere. Made when something is first written to it. */
class SpillFile {
  bytes = 0;
  readonly #path: string;
  #fd: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Returns where it begins. */
  append(data: Uint8Array): number {
    const start = this.bytes;
    try {
      this.#fd ??= openNew(this.#path);
      for (let at = 0; at < data.length; ) at += writeSync(this.#fd, data, at, data.length - at, start + at);
    } catch (error) {
      throw writeError(error, this.#path);
    }
    this.bytes += data.length;
    return start;
  }

  read(into: Uint8Array, start: number): void {
    for (let at = 0; at < into.length; ) {
      const got = readSync(this.#fd!, into, at, into.length - at, start + at);
      if (got === 0) throw writeError(new Error('cut short'), this.#path);
      at += got;
    }
  }

  close(): void {
    if (this.#fd === undefined) return;
    ftruncateSync(this.#fd);
    closeSync(this.#fd);
    this.#fd = undefined;
  }
}

function openNew(path: string): number {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  return openSync(path, 'w+', 0o600);
}

/** Each partition is a list of blocks, which lie in memory or in one file that all partitions share. */
class DiskPartitions implements Partitions {
  readonly count: number;
  readonly #words: number;
  readonly #file: SpillFile;
  /** Bytes of full blocks that may stay in memory. */
  readonly #mayHold: number;
  readonly #blockWords: number;
  /** The block that is being filled, by partition, and how many words of it are. */
  readonly #current: (Uint32Array | undefined)[];
  readonly #filled: Uint32Array;
  /** Full blocks in order: as they are, or where they begin in the file. */
  #full: (Uint32Array | number)[][];
  #held = 0;
  #read = new Uint32Array(0);

  constructor(count: number, words: number, memory: number, file: SpillFile) {
    this.count = count;
    this.#words = words;
    this.#file = file;
    // Half for blocks that are being filled, half for those that are full.
    this.#mayHold = memory / 2;
    const bytes = Math.min(LARGEST_BLOCK, memory / 2 / count);
    this.#blockWords = Math.max(1, Math.floor(bytes / 4 / words)) * words;
    this.#current = new Array(count);
    this.#filled = new Uint32Array(count);
    this.#full = Array.from({ length: count }, () => []);
  }

  append(partition: number, a: number, b = 0, c = 0, d = 0): void {
    let block = this.#current[partition];
    let at = this.#filled[partition]!;
    if (block === undefined || at === this.#blockWords) {
      block = this.#next(partition, block);
      at = 0;
    }
    const words = this.#words;
    block[at] = a;
    if (words > 1) block[at + 1] = b;
    if (words > 2) block[at + 2] = c;
    if (words > 3) block[at + 3] = d;
    this.#filled[partition] = at + words;
  }

  read(partition: number): Uint32Array {
    const full = this.#full[partition]!;
    const last = this.#current[partition]?.subarray(0, this.#filled[partition]!) ?? new Uint32Array(0);
    const length = full.length * this.#blockWords + last.length;
    if (this.#read.length < length) this.#read = new Uint32Array(length);
    let at = 0;
    for (const block of full) {
      const place = this.#read.subarray(at, at + this.#blockWords);
      if (typeof block === 'number') this.#file.read(bytesOf(place), block);
      else place.set(block);
      at += this.#blockWords;
    }
    this.#read.set(last, at);
    return this.#read.subarray(0, length);
  }

  get spilled(): number {
    return this.#file.bytes;
  }

  close(): void {
    this.#file.close();
    this.#full = [];
    this.#current.length = 0;
    this.#read = new Uint32Array(0);
  }

  /** An empty block for the partition, after its full one has been put away. */
  #next(partition: number, full: Uint32Array | undefined): Uint32Array {
    let empty: Uint32Array | undefined;
    if (full !== undefined) {
      if (this.#held + full.byteLength <= this.#mayHold) {
        this.#held += full.byteLength;
        this.#full[partition]!.push(full);
      } else {
        this.#full[partition]!.push(this.#file.append(bytesOf(full)));
        empty = full;
      }
    }
    return (this.#current[partition] = empty ?? new Uint32Array(this.#blockWords));
  }
}

class DiskStore implements Store {
  readonly #file: SpillFile;
  /** Where each byte string begins. */
  #starts = new Float64Array(1024);
  #count = 0;
  #waiting = new Uint8Array(GATHER);
  #used = 0;
  /** Read ahead of those who ask for one after the other: bytes of the file, from where, and what was asked for last. */
  #block = new Uint8Array(0);
  #from = 0;
  #last = -1;

  constructor(file: SpillFile) {
    this.#file = file;
  }

  get count(): number {
    return this.#count;
  }

  append(bytes: Uint8Array): void {
    if (this.#count + 1 >= this.#starts.length) {
      const grown = new Float64Array(2 * this.#starts.length);
      grown.set(this.#starts);
      this.#starts = grown;
    }
    if (this.#used + bytes.length > GATHER) this.#flush();
    if (bytes.length > GATHER) this.#file.append(bytes);
    else {
      this.#waiting.set(bytes, this.#used);
      this.#used += bytes.length;
    }
    this.#starts[++this.#count] = this.#file.bytes + this.#used;
  }

  at(index: number): Uint8Array {
    const [start, end] = [this.#starts[index]!, this.#starts[index + 1]!];
    if (end > this.#file.bytes) this.#flush();
    const follows = index === this.#last + 1;
    this.#last = index;
    const isThere = () => start >= this.#from && end <= this.#from + this.#block.length;
    if (follows && !isThere() && end - start <= GATHER) this.#readAhead(start);
    if (isThere()) return this.#block.slice(start - this.#from, end - this.#from);
    const bytes = new Uint8Array(end - start);
    this.#file.read(bytes, start);
    return bytes;
  }

  close(): void {
    this.#file.close();
  }

  #readAhead(from: number): void {
    this.#block = new Uint8Array(Math.min(GATHER, this.#file.bytes - from));
    if (this.#block.length > 0) this.#file.read(this.#block, from);
    this.#from = from;
  }

  #flush(): void {
    if (this.#used > 0) this.#file.append(this.#waiting.subarray(0, this.#used));
    this.#used = 0;
  }
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
