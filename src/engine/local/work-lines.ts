import { createReadStream, readFileSync, statSync } from 'node:fs';

/** Files up to this size are read at once: most shards are small, and a stream costs more than reading them. */
const SMALL = 1 << 20;
const NEWLINE = 10;

/** Bytes of one of our own work files. */
export async function* workBytes(path: string): AsyncGenerator<Buffer> {
  if (statSync(path).size <= SMALL) yield readFileSync(path);
  else yield* createReadStream(path, { highWaterMark: SMALL }) as AsyncIterable<Buffer>;
}

/** Lines of one of our own work files, without their line feeds. The file ends with a line feed. */
export async function* workLines(path: string): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of workBytes(path)) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const piece = chunk.subarray(from, at);
      yield rest.length === 0 ? piece.toString() : Buffer.concat([...rest, piece]).toString();
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
}
