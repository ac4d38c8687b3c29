/** The distinct shingles of a text. */
export interface Shingles {
  /** 32-bit hashes, ascending, no two equal; the smallest ones where `cut`. */
  readonly hashes: Uint32Array;
  /** Whether hashes were left out because the set is over the limit. */
  readonly cut: boolean;
}

/** How much two sets have in common. */
export interface Overlap {
  readonly shared: number;
  readonly onlyA: number;
  readonly onlyB: number;
}

/** Of hashes as they come. */
export function distinct(hashes: Uint32Array): Uint32Array {
  const sorted = Uint32Array.from(hashes).sort();
  let length = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[length++] = sorted[i]!;
  }
  return sorted.subarray(0, length);
}

/**
 * Counts what is in both sets and in one of them; of what `isLeftOut` nothing. Exact up to collisions of hashes; where a
 * set was cut, within the smallest hashes that both know, which is an unbiased sample (Broder 1997, "On the resemblance
 * and containment of documents").
 */
export function overlap(a: Shingles, b: Shingles, isLeftOut?: (hash: number) => boolean): Overlap {
  // Beyond the last hash of a cut set it is not known what the set holds.
  const limit = Math.min(a.cut ? a.hashes.at(-1)! : Infinity, b.cut ? b.hashes.at(-1)! : Infinity);
  const [x, y] = [a.hashes, b.hashes];
  let [i, j, shared, onlyA, onlyB] = [0, 0, 0, 0, 0];
  while (i < x.length || j < y.length) {
    const left = i < x.length ? x[i]! : Infinity;
    const right = j < y.length ? y[j]! : Infinity;
    const hash = left < right ? left : right;
    if (hash > limit) break;
    if (left === hash) i++;
    if (right === hash) j++;
    if (isLeftOut?.(hash)) continue;
    if (left === right) shared++;
    else if (left === hash) onlyA++;
    else onlyB++;
  }
  return { shared, onlyA, onlyB };
}

/** |A and B| / |A or B|. Two empty sets: 0. */
export function jaccard(a: Shingles, b: Shingles): number {
  return similarityOf(overlap(a, b));
}

/** |A and B| / |A|: how much of A is in B. Of an empty set: 0. */
export function containment(a: Shingles, b: Shingles): number {
  return containmentOf(overlap(a, b));
}

export function similarityOf({ shared, onlyA, onlyB }: Overlap): number {
  return shared === 0 ? 0 : shared / (shared + onlyA + onlyB);
}

export function containmentOf({ shared, onlyA }: Overlap): number {
  return shared === 0 ? 0 : shared / (shared + onlyA);
}
