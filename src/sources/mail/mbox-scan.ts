import { CorpusmithError } from '../../core/errors.ts';
import { joined } from '../decoders.ts';
import { SEPARATOR } from './detect.ts';
import { latin1, MAX_HEADER_BYTES } from './headers.ts';

/** Where a message stands in its mailbox, without the separator, and its beginning with all headers. */
export interface Scanned {
  readonly start: number;
  readonly end: number;
  readonly head: Uint8Array;
}

/** Bytes of a line that decide whether it parts two messages. */
const LINE = 500;

/** A line that is longer is looked at in pieces. */
const LONG = 1 << 20;

/**
 * Finds the messages of an mbox: each begins behind a `From ` line, at the start or below a blank line. `Content-Length`
 * (mboxcl) is not believed, since what moves mailboxes about changes line breaks. Holds the headers of one message.
 *
 * Throws `E_WRONG_FORMAT` when the file does not begin with a separator.
 */
export async function* scanMbox(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Scanned> {
  const scanner = new Scanner();
  for await (const chunk of chunks) yield* scanner.take(chunk);
  yield* scanner.finish();
}

class Scanner {
  #rest: Uint8Array = new Uint8Array();
  /** Offset of the first byte of `#rest` in the file. */
  #at = 0;
  #start = -1;
  #head: Uint8Array[] = [];
  #headSize = 0;
  #blank = true;
  #found: Scanned[] = [];

  take(chunk: Uint8Array): Scanned[] {
    const bytes = this.#rest.length === 0 ? chunk : joined([this.#rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, from)) {
      this.#line(bytes.subarray(from, end + 1), this.#at + from);
      from = end + 1;
    }
    if (bytes.length - from > LONG) {
      this.#line(bytes.subarray(from), this.#at + from);
      from = bytes.length;
    }
    this.#at += from;
    this.#rest = bytes.slice(from);
    return this.#drain();
  }

  finish(): Scanned[] {
    if (this.#rest.length > 0) this.#line(this.#rest, this.#at);
    this.#close(this.#at + this.#rest.length);
    return this.#drain();
  }

  #line(bytes: Uint8Array, at: number): void {
    const blank = bytes.length <= 2 && (bytes[0] === 0x0a || (bytes[0] === 0x0d && bytes[1] === 0x0a));
    if (this.#blank && bytes[0] === 0x46 && SEPARATOR.test(latin1(bytes.subarray(0, LINE)))) {
      this.#close(at);
      this.#start = at + bytes.length;
    } else if (this.#start < 0) {
      if (!blank) throw new CorpusmithError('E_WRONG_FORMAT');
    } else if (this.#headSize < MAX_HEADER_BYTES) {
      this.#head.push(bytes.slice());
      // Behind the blank line nothing more is wanted.
      this.#headSize = blank ? MAX_HEADER_BYTES : this.#headSize + bytes.length;
    }
    this.#blank = blank;
  }

  #close(end: number): void {
    if (this.#start >= 0) this.#found.push({ start: this.#start, end, head: joined(this.#head) });
    [this.#head, this.#headSize] = [[], 0];
  }

  #drain(): Scanned[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }
}
