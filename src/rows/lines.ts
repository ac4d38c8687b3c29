const [LINE_FEED, CARRIAGE_RETURN] = [10, 13];

/** Longest line that is looked at, in bytes. */
export const LONGEST = 64e6;

/** A line of a file as it stands there, without its line feed. */
export interface RawLine {
  /** From 1; blank lines count. */
  readonly number: number;
  /** Undefined for a line of more than `LONGEST` bytes. */
  readonly bytes: Buffer | undefined;
}

/** Lines of a stream, byte for byte: what stands before their line feeds. */
export async function* rawLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawLine> {
  let [number, size] = [0, 0];
  let pieces: Buffer[] = [];
  const add = (piece: Buffer) => {
    size += piece.length;
    if (size > LONGEST) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  };
  const take = (): RawLine => {
    const bytes = size > LONGEST ? undefined : pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    [pieces, size] = [[], 0];
    return { number: ++number, bytes };
  };
  for await (const { buffer, byteOffset, byteLength } of chunks) {
    const chunk = Buffer.from(buffer, byteOffset, byteLength);
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      add(chunk.subarray(from, at));
      yield take();
      from = at + 1;
    }
    add(chunk.subarray(from));
  }
  if (size > 0) yield take();
}

/** Without a carriage return at its end. */
export function withoutReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}

/** Without a byte order mark at its beginning. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
