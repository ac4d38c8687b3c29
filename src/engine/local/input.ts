import { createReadStream } from 'node:fs';
import { CorpusmithError } from '../../core/errors.ts';
import type { InputFile } from '../../core/source.ts';
import { openInput } from './read-through.ts';
import type { FileRef } from './shard.ts';

/** Bytes [start, end) of a file; the whole of it when not given. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Opens a discovered file for a source. `onRead` hears how many bytes have been read. */
export function inputFile(
  ref: FileRef,
  limit: number,
  range: Range | undefined,
  onRead: (bytes: number) => void,
): InputFile {
  const slice = async (start: number, end: number): Promise<Uint8Array> => {
    const wanted = Math.max(0, Math.min(end, ref.bytes) - start);
    if (wanted > limit) throw new CorpusmithError('E_TOO_LARGE', { place: ref.uri });
    const file = await openInput(ref.path, ref.uri);
    try {
      const buffer = Buffer.allocUnsafe(wanted);
      let filled = 0;
      while (filled < wanted) {
        const { bytesRead } = await file.read(buffer, filled, wanted - filled, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      onRead(filled);
      return buffer.subarray(0, filled);
    } finally {
      await file.close();
    }
  };
  return {
    uri: ref.uri,
    bytes: ref.bytes,
    sha256: ref.sha256,
    read: () => slice(0, ref.bytes),
    slice,
    async *stream() {
      if (ref.bytes === 0) return;
      const { start, end } = range ?? { start: 0, end: ref.bytes };
      const file = await openInput(ref.path, ref.uri);
      for await (const chunk of createReadStream('', { fd: file, start, end: end - 1, highWaterMark: 1 << 18 })) {
        onRead((chunk as Buffer).length);
        yield chunk as Buffer;
      }
    },
  };
}
