import type { Scratch } from '../../core/stage.ts';
import { Buckets } from '../../minhash/buckets.ts';
import type { Likeness } from '../../minhash/likeness.ts';
import { similarPairs } from '../../minhash/similar.ts';
import type { Templates } from '../../minhash/templates.ts';
import { eachKey } from './keys.ts';
import type { Leaks } from './leaks.ts';
import type { Rows } from './rows.ts';

/** Rows of other splits with the same text. */
export async function findEqual(rows: Rows, scratch: Scratch, leaks: Leaks): Promise<void> {
  const buckets = Buckets.open(scratch, rows.count);
  for await (const { index, sketch } of rows.texts) buckets.add(sketch.identity[0]!, sketch.identity[1]!, index);
  for (const shared of buckets.shared()) addShared('exact', shared, rows, leaks);
  buckets.close();
}

/** Rows of other splits with the same value of a label, or the same parent. */
export function findShared(rows: Rows, scratch: Scratch, leaks: Leaks): void {
  const buckets = Buckets.open(scratch, rows.written * 3);
  for (let index = 0; index < rows.written; index++) {
    eachKey(rows.keysOf(index), (high, low) => buckets.add(high, low, index));
  }
  for (const shared of buckets.shared()) addShared('keys', shared, rows, leaks);
  buckets.close();
}

/** Each row that is more held out than the least held-out one leaks to that. */
function addShared(kind: 'exact' | 'keys', shared: Uint32Array, rows: Rows, leaks: Leaks): void {
  let [least, leastWritten] = [-1, -1];
  for (const row of shared) {
    if (least === -1 || rows.splitOf(row) < rows.splitOf(least)) least = row;
    if (rows.isReference(row)) continue;
    if (leastWritten === -1 || rows.splitOf(row) < rows.splitOf(leastWritten)) leastWritten = row;
  }
  for (const row of shared) {
    const other = rows.isReference(row) ? leastWritten : least;
    if (other !== -1 && rows.splitOf(row) > rows.splitOf(other)) leaks.add(kind, row, other, 1);
  }
}

/** Rows of other splits that are similar, found by the index over all rows. Equal ones are known already. */
export async function findSimilar(
  rows: Rows,
  scratch: Scratch,
  likeness: Likeness,
  templates: Templates,
  leaks: Leaks,
): Promise<void> {
  const isKnown = (a: number, b: number) => !rows.areApart(a, b);
  for await (const { a, b, similarity } of similarPairs(rows.texts, scratch, likeness, isKnown, templates)) {
    if (similarity < 1 || !(await areEqual(rows, a, b))) leaks.add('near', a, b, similarity);
  }
}

export async function areEqual({ texts }: Rows, a: number, b: number): Promise<boolean> {
  const [x, y] = [(await texts.at(a)).identity, (await texts.at(b)).identity];
  return x[0] === y[0] && x[1] === y[1];
}
