import { decodeStream, peekText } from './encoding.ts';

/** A line without its line end; or one that is longer than a record may be, or no text. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly fail: 'E_TOO_LARGE' | 'E_ENCODING' };

const NEWLINE = 10;

/**
 * Lines of a stream of bytes, holding at most `maxBytes` of one. UTF-8 line by line, so that one line in another encoding does
 * not spoil the others; UTF-16 by its byte order mark. LF and CRLF end a line.
 */
export async function* lines(chunks: AsyncIterable<Uint8Array>, maxBytes: number, first = 1): AsyncGenerator<Line> {
  const iterator = chunks[Symbol.asyncIterator]();
  const start = await iterator.next();
  if (start.done) return;
  const rest = prepend(start.value, iterator);
  const bytes = isWide(start.value) ? encoded(decodeStream(rest)) : rest;
  yield* linesOf(bytes, maxBytes, first);
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number, first: number): AsyncGenerator<Line> {
  let number = first;
  let held: Buffer[] = [];
  let size = 0;
  const take = (piece: Buffer) => {
    size += piece.length;
    // Of a line that is too long only its length is remembered.
    if (size > maxBytes) held = [];
    else held.push(piece);
  };
  const line = (): Line => {
    const text = size > maxBytes ? undefined : textOf(held.length === 1 ? held[0]! : Buffer.concat(held), number === 1);
    const fail = size > maxBytes ? 'E_TOO_LARGE' : 'E_ENCODING';
    [held, size] = [[], 0];
    return text === undefined ? { number: number++, fail } : { number: number++, text };
  };
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, at));
      yield line();
      from = at + 1;
    }
    // The rest is copied: a stream may use its buffer again.
    if (from < chunk.length) take(Buffer.from(chunk.subarray(from)));
  }
  if (size > 0) yield line();
}

/** Undefined when the line is no text. */
function textOf(bytes: Buffer, isFirst: boolean): string | undefined {
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
  const content = bytes.subarray(0, end);
  const text = content.toString('utf8');
  if (text.includes('\ufffd')) return peekText(content);
  return isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
}

function isWide(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
}

async function* prepend(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}
