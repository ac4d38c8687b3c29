// Content as a stream that is cut anywhere, as a file system or a socket may cut it.
import fc from 'fast-check';

/** A file whose stream comes in pieces of the sizes given, over and over. */
export function inPieces(content: string | Uint8Array, sizes: readonly number[]) {
  const data = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    async *stream() {
      for (let at = 0, i = 0; at < data.length; i++) {
        const size = sizes[i % sizes.length]!;
        yield data.subarray(at, at + size);
        at += size;
      }
    },
  };
}

export const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
