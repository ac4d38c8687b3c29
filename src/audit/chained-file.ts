import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Break, ChainCheck, type ChainEnd, type Link } from '../core/chain.ts';
import { CorpusmithError } from '../core/errors.ts';
import { workLines } from '../engine/local/work-lines.ts';

/** A chained file as it was read: where it ends, and where it breaks. */
export interface ReadChain {
  readonly end: ChainEnd;
  readonly broken: Break | undefined;
}

/** Reads a chained file line by line; `hear` gets each link up to the first break. */
export async function readChain<T>(
  path: string,
  hear: (link: Link<T>, line: number) => void,
  signal: AbortSignal,
): Promise<ReadChain> {
  const check = new ChainCheck();
  let line = 0;
  for await (const text of workLines(path)) {
    if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
    line++;
    const link = check.read<T>(text);
    if (link === undefined) break;
    hear(link, line);
  }
  const cutOff = endsInLineFeed(path) ? undefined : { line: line + 1, problem: 'the line is cut off' };
  return { end: check.end, broken: check.broken ?? cutOff };
}

/** A last line without its line feed is not read, since nobody knows whether it is whole. */
function endsInLineFeed(path: string): boolean {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const last = Buffer.alloc(1);
    return size === 0 || (readSync(fd, last, 0, 1, size - 1) === 1 && last[0] === 10);
  } finally {
    closeSync(fd);
  }
}

export function isSameEnd(a: ChainEnd, b: ChainEnd): boolean {
  return a.entries === b.entries && a.head === b.head;
}
