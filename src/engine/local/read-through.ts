import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { CorpusmithError } from '../../core/errors.ts';

const CHUNK = 1 << 20;
const NEWLINE = 10;

/** Where a large file of lines may be cut: the offset after a line feed, and the number of the line that begins there. */
export interface Cut {
  readonly at: number;
  readonly line: number;
}

export interface ReadThrough {
  readonly bytes: number;
  readonly sha256: string;
  readonly cuts: readonly Cut[];
}

/** Reads a file once from end to end: its hash and, when `every` is given, a place to cut after each so many bytes. */
export async function readThrough(path: string, uri: string, every: number | undefined, signal: AbortSignal) {
  const hash = createHash('sha256');
  const cuts: Cut[] = [];
  const buffer = Buffer.allocUnsafe(CHUNK);
  let [bytes, line, wanted] = [0, 1, every ?? Infinity];
  const file = await openInput(path, uri);
  try {
    for (;;) {
      if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
      const { bytesRead } = await file.read(buffer, 0, CHUNK, bytes);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      hash.update(chunk);
      for (let at = every === undefined ? -1 : chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
        line++;
        if (bytes + at + 1 < wanted) continue;
        cuts.push({ at: bytes + at + 1, line });
        wanted = bytes + at + 1 + every!;
      }
      bytes += bytesRead;
    }
  } catch (error) {
    if (error instanceof CorpusmithError) throw error;
    throw unreadable(error, uri);
  } finally {
    await file.close();
  }
  const result: ReadThrough = { bytes, sha256: hash.digest('hex'), cuts: cuts.filter(cut => cut.at < bytes) };
  return result;
}

/** The first bytes of a file, for detection. */
export async function readHead(path: string, uri: string, length: number): Promise<Uint8Array> {
  const file = await openInput(path, uri);
  try {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw unreadable(error, uri);
  } finally {
    await file.close();
  }
}

/** Opens an input file; `E_UNREADABLE` with the system's reason when that fails. */
export async function openInput(path: string, uri: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw unreadable(error, uri);
  }
}

function unreadable(error: unknown, uri: string): CorpusmithError {
  const detail = (error as NodeJS.ErrnoException).code ?? 'unknown system error';
  return new CorpusmithError('E_UNREADABLE', { place: uri, detail });
}
