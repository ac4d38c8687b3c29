import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { defineSink } from '../define.ts';

/** Bytes that are gathered before they are handed on. */
const CHUNK = 64 << 10;

/** Offset of the operating system in a gzip header (RFC 1952, 2.3), and the value that names none. */
const SYSTEM_AT = 9;
const NO_SYSTEM = 255;

const options = z.strictObject({
  gzip: z.boolean().default(false).describe('Compress the files (`.jsonl.gz`).'),
});

type JsonlOptions = z.infer<typeof options>;

/** JSON Lines: UTF-8, one row a line, each ended by a line feed. The same rows give the same bytes, compressed too. */
export const jsonl = defineSink<JsonlOptions>({
  name: 'jsonl',
  summary: 'JSON Lines, optionally compressed with gzip',
  options,
  extension: ({ gzip }) => (gzip ? '.jsonl.gz' : '.jsonl'),
  encode: (lines, { gzip }) => (gzip ? compress(join(lines)) : join(lines)),
  decode: (chunks, { gzip }) => linesOf(gzip ? decompress(chunks) : chunks),
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

async function* compress(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gzip = createGzip({ level: 6 });
  // A failure of the rows destroys the compressor with it, so the loop below throws it.
  pipeline(Readable.from(chunks), gzip, () => {});
  let at = 0;
  for await (const chunk of gzip as AsyncIterable<Buffer>) {
    // zlib writes no time, but it writes the operating system.
    if (at <= SYSTEM_AT && SYSTEM_AT < at + chunk.length) chunk[SYSTEM_AT - at] = NO_SYSTEM;
    at += chunk.length;
    yield chunk;
  }
}

async function* decompress(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip();
  pipeline(Readable.from(chunks), gunzip, () => {});
  yield* gunzip as AsyncIterable<Buffer>;
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
