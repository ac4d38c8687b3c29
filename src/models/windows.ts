import type { Range } from '../define.ts';

/** Pieces `from` to `to`, of which those from `start` to `end` are farther from its edges than in any other window. */
export interface Window extends Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a row of `count` pieces into windows of `most` that overlap by `overlap`, which is less. What is taken from a window
 * has half the overlap as context on either side, but at the ends of the row; what is taken from all of them is the row.
 */
export function windowsOf(count: number, most: number, overlap: number): readonly Window[] {
  const windows: Window[] = [];
  if (count === 0) return windows;
  for (let from = 0; ; from += most - overlap) {
    const to = Math.min(from + most, count);
    const start = from === 0 ? 0 : from + Math.floor(overlap / 2);
    const isLast = to === count;
    windows.push({ from, to, start, end: isLast ? count : to - Math.ceil(overlap / 2) });
    if (isLast) return windows;
  }
}
