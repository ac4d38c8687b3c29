import { pipeline, Readable, type Transform } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { defineSink } from '../define.ts';
import { createZstdCompress, createZstdDecompress, hasZstd, ZSTD_NEEDS } from './zstd.ts';

/** Bytes that are gathered before they are handed on. */
const CHUNK = 64 << 10;

/** Offset of the operating system in a gzip header (RFC 1952, 2.3), and the value that names none. */
const SYSTEM_AT = 9;
const NO_SYSTEM = 255;

const options = z
  .strictObject({
    gzip: z.boolean().default(false).describe('Compress the files with gzip (`.jsonl.gz`).'),
    zstd: z
      .boolean()
      .default(false)
      .refine(wanted => !wanted || hasZstd, ZSTD_NEEDS)
      .describe('Compress the files with zstd (`.jsonl.zst`): smaller and faster. Needs Node.js 22.15 or newer.'),
  })
  .refine(({ gzip, zstd }) => !(gzip && zstd), { path: ['zstd'], message: 'choose gzip or zstd, not both' });

type JsonlOptions = z.infer<typeof options>;

/** JSON Lines: UTF-8, one row a line, each ended by a line feed. The same rows give the same bytes, compressed too. */
export const jsonl = defineSink<JsonlOptions>({
  name: 'jsonl',
  summary: 'JSON Lines, optionally compressed with gzip or zstd',
  options,
  extension: ({ gzip, zstd }) => `.jsonl${gzip ? '.gz' : zstd ? '.zst' : ''}`,
  encode: (lines, { gzip, zstd }) => {
    if (gzip) return withoutSystem(through(join(lines), createGzip({ level: 6 })));
    return zstd ? through(join(lines), createZstdCompress()) : join(lines);
  },
  decode: (chunks, { gzip, zstd }) => {
    if (gzip) return linesOf(through(chunks, createGunzip()));
    return linesOf(zstd ? through(chunks, createZstdDecompress()) : chunks);
  },
});

async function* join(lines: AsyncIterable<string>): AsyncIterable<Uint8Array> {
  let gathered = '';
  for await (const line of lines) {
    gathered += `${line}\n`;
    if (gathered.length < CHUNK) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  if (gathered !== '') yield Buffer.from(gathered);
}

async function* through(chunks: AsyncIterable<Uint8Array>, codec: Transform): AsyncGenerator<Buffer> {
  // A failure of the chunks destroys the codec with it, so the loop below throws it.
  pipeline(Readable.from(chunks), codec, () => {});
  yield* codec as AsyncIterable<Buffer>;
}

/** zlib writes no time into the header of gzip, but it writes the operating system. */
async function* withoutSystem(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const chunk of chunks) {
    if (at <= SYSTEM_AT && SYSTEM_AT < at + chunk.length) chunk[SYSTEM_AT - at] = NO_SYSTEM;
    at += chunk.length;
    yield chunk;
  }
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder();
  // Of a line over many chunks, in pieces: to join and look through it again with every chunk would take the square of it.
  let rest: string[] = [];
  for await (const chunk of chunks) {
    const [end, ...lines] = decoder.decode(chunk, { stream: true }).split('\n');
    rest.push(end!);
    if (lines.length === 0) continue;
    yield rest.join('');
    rest = [lines.pop()!];
    yield* lines;
  }
  const last = rest.join('');
  if (last !== '') yield last;
}
