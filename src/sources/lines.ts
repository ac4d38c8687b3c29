import { decodeStream, peekText } from './encoding.ts';

/** A line without its line end; or one that is longer than a record may be, or no text. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly fail: 'E_TOO_LARGE' | 'E_ENCODING' };

const NEWLINE = 10;
/** What a decoder puts in the place of bytes that are not UTF-8. */
const REPLACED = '\ufffd';

/**
 * Lines of a stream of bytes, holding at most `maxBytes` of one. UTF-8 line by line, so that one line in another encoding does
 * not spoil the others; UTF-16 and UTF-32 by their byte order mark or zero bytes. LF and CRLF end a line. The first has the
 * number `first`.
 */
export async function* lines(chunks: AsyncIterable<Uint8Array>, maxBytes: number, first = 1): AsyncGenerator<Line> {
  const iterator = chunks[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  let size = 0;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    start.push(next.value);
    size += next.value.length;
    if (size >= 2) break;
  }
  const head = start.length === 1 ? start[0]! : Buffer.concat(start);
  const bytes = prepend(head, iterator);
  yield* linesOf(isWide(head) ? utf8Of(decodeStream(bytes)) : bytes, maxBytes, first);
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number, first: number): AsyncGenerator<Line> {
  const line = new LineBuffer(maxBytes, first);
  for await (const bytes of chunks) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let from = 0;
    let end = chunk.indexOf(NEWLINE);
    if (end >= 0) {
      line.add(chunk.subarray(0, end));
      yield line.take();
      from = end + 1;
      end = chunk.lastIndexOf(NEWLINE);
      // Lines that are in the chunk as a whole are decoded together, unless one of them needs a closer look.
      const text = end > from && end - from <= maxBytes ? chunk.toString('utf8', from, end) : REPLACED;
      if (!text.includes(REPLACED)) {
        for (const one of text.split('\n')) yield { number: line.number++, text: withoutReturn(one) };
        from = end + 1;
      }
    }
    for (end = chunk.indexOf(NEWLINE, from); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      line.add(chunk.subarray(from, end));
      yield line.take();
      from = end + 1;
    }
    if (from < chunk.length) line.add(chunk.subarray(from));
  }
  if (!line.isEmpty) yield line.take();
}

/** The line in work, whose bytes may come in several chunks. */
class LineBuffer {
  number: number;
  readonly #maxBytes: number;
  #pieces: Buffer[] = [];
  #size = 0;

  constructor(maxBytes: number, first: number) {
    this.#maxBytes = maxBytes;
    this.number = first;
  }

  get isEmpty(): boolean {
    return this.#size === 0;
  }

  add(piece: Buffer): void {
    this.#size += piece.length;
    // Of a line that is too long only its length is remembered.
    if (this.#size > this.#maxBytes) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  take(): Line {
    const isTooLong = this.#size > this.#maxBytes;
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    const number = this.number++;
    [this.#pieces, this.#size] = [[], 0];
    if (isTooLong) return { number, fail: 'E_TOO_LARGE' };
    const text = textOf(bytes);
    if (text === undefined) return { number, fail: 'E_ENCODING' };
    return { number, text: withoutReturn(number === 1 && text.startsWith('\ufeff') ? text.slice(1) : text) };
  }
}

/** Undefined when the line is no text. */
function textOf(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  return text.includes(REPLACED) ? peekText(bytes) : text;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Text of two or four bytes a character: by its mark, or because one of its first two bytes is zero. */
export function isWide([a, b]: Uint8Array): boolean {
  return (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || b === 0;
}

async function* prepend(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* utf8Of(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let half = '';
  for await (const text of texts) {
    const whole = half + text;
    // The halves of a character beyond U+FFFF stay together.
    half = /[\ud800-\udbff]$/.test(whole) ? whole.slice(-1) : '';
    yield Buffer.from(whole.slice(0, whole.length - half.length));
  }
  if (half !== '') yield Buffer.from(half);
}
