import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Partitions, Scratch } from '../../core/stage.ts';
import { writeError } from './files.ts';

const LARGEST_BUFFER = 64 * 1024;

/** Partitions of a global stage on disk, under a folder that is removed after the barrier. */
export class DiskScratch implements Scratch {
  readonly memory: number;
  readonly #folder: string;
  readonly #open: number[] = [];
  #sets = 0;

  constructor(folder: string, memory: number) {
    this.#folder = folder;
    this.memory = memory;
    rmSync(folder, { recursive: true, force: true });
  }

  async partitions(count: number, recordBytes: number): Promise<Partitions> {
    const folder = join(this.#folder, String(this.#sets++));
    const size = Math.max(recordBytes, Math.min(LARGEST_BUFFER, Math.floor(this.memory / 8 / count)));
    const buffers: (Buffer | undefined)[] = new Array(count);
    const filled = new Uint32Array(count);
    const files: (number | undefined)[] = new Array(count);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw writeError(error, folder);
    }
    const flush = (partition: number) => {
      const path = join(folder, String(partition));
      try {
        files[partition] ??= this.#remember(openSync(path, 'w', 0o600));
        const bytes = buffers[partition]!.subarray(0, filled[partition]!);
        for (let at = 0; at < bytes.length; ) at += writeSync(files[partition]!, bytes, at);
      } catch (error) {
        throw writeError(error, path);
      }
      filled[partition] = 0;
    };
    return {
      append: (partition, record) => {
        const buffer = (buffers[partition] ??= Buffer.allocUnsafe(size));
        if (filled[partition]! + record.length > size) flush(partition);
        buffer.set(record, filled[partition]!);
        filled[partition]! += record.length;
      },
      read: async partition => {
        const held = buffers[partition]?.subarray(0, filled[partition]!) ?? Buffer.alloc(0);
        if (files[partition] === undefined) return new Uint8Array(held);
        flush(partition);
        return new Uint8Array(readFileSync(join(folder, String(partition))));
      },
    };
  }

  /** Closes and deletes everything. */
  remove(): void {
    for (const fd of this.#open) closeSync(fd);
    this.#open.length = 0;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #remember(fd: number): number {
    this.#open.push(fd);
    return fd;
  }
}
