import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';

/** Work files hold raw text: the owner's eyes only. */
export const PRIVATE = 0o600;
/** What a finished run hands over. */
export const PUBLIC = 0o644;
/** Bytes that are gathered before they are written. */
const GATHER = 256 * 1024;

/** Says what a system error means for the run. Names the file, never its content. */
export function writeError(error: unknown, path: string): CorpusmithError {
  if (error instanceof CorpusmithError) return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new CorpusmithError('E_DISK_FULL', { place: path });
  return new CorpusmithError('E_WRITE', { place: path, detail: code ?? 'unknown system error' });
}

/**
 * A file that exists under its name only when it is complete: written to `*.partial`, renamed by `close`. Writes are
 * gathered and synchronous: a worker has nothing else to do, and backpressure comes by itself.
 */
export class AtomicFile {
  readonly path: string;
  bytes = 0;
  #fd: number | undefined;
  #waiting: Uint8Array[] = [];
  #size = 0;

  constructor(path: string, mode: number = PRIVATE) {
    this.path = path;
    this.#fd = guard(path, () => openInFolder(`${path}.partial`, mode));
  }

  write(data: string | Uint8Array): void {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    this.bytes += bytes.length;
    this.#waiting.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= GATHER) this.#flush();
  }

  /** Completes the file: it now exists under its name. */
  close(): void {
    this.#flush();
    guard(this.path, () => {
      closeSync(this.#fd!);
      this.#fd = undefined;
      renameSync(`${this.path}.partial`, this.path);
    });
  }

  /** Leaves nothing behind. Does nothing after `close`. */
  discard(): void {
    if (this.#fd === undefined) return;
    closeSync(this.#fd);
    this.#fd = undefined;
    rmSync(`${this.path}.partial`, { force: true });
  }

  #flush(): void {
    if (this.#size === 0) return;
    const bytes = this.#waiting.length === 1 ? this.#waiting[0]! : Buffer.concat(this.#waiting);
    [this.#waiting, this.#size] = [[], 0];
    guard(this.path, () => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd!, bytes, at);
    });
  }
}

function openInFolder(path: string, mode: number): number {
  try {
    return openSync(path, 'w', mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return openSync(path, 'w', mode);
  }
}

export function writeAtomically(path: string, data: string | Uint8Array, mode?: number): void {
  const file = new AtomicFile(path, mode);
  try {
    file.write(data);
    file.close();
  } finally {
    file.discard();
  }
}

/** Content of one of our own small files; undefined when it is not there or not JSON. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

function guard<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw writeError(error, path);
  }
}
