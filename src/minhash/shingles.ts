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
 * Counts what is in both sets and in one of them; hashes ascend, no two equal, and those beyond `limit` do not count. Exact
 * up to collisions of hashes; with the limit of two sets an unbiased sample where one was cut (Broder 1997, "On the
 * resemblance and containment of documents").
 */
export function overlap(a: Uint32Array, b: Uint32Array, limit = Infinity): Overlap {
  const endA = endOf(a, limit);
  const endB = endOf(b, limit);
  let shared = 0;
  for (let i = 0, j = 0; i < endA && j < endB; ) {
    // Two statements: to destructure an array here makes the loop four times slower.
    const left = a[i]!;
    const right = b[j]!;
    if (left === right) shared++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return { shared, onlyA: endA - shared, onlyB: endB - shared };
}

/** The last hash that both sets are known to: beyond the last one of a set that was cut it is not known what it holds. */
export function limitOf(a: Shingles, b: Shingles): number {
  return Math.min(a.cut ? a.hashes.at(-1)! : Infinity, b.cut ? b.hashes.at(-1)! : Infinity);
}

/** How many of these are within the limit. */
function endOf(hashes: Uint32Array, limit: number): number {
  let end = hashes.length;
  while (end > 0 && hashes[end - 1]! > limit) end--;
  return end;
}

/** |A and B| / |A or B|. Two empty sets: 0. */
export function jaccard(a: Shingles, b: Shingles): number {
  return similarityOf(overlap(a.hashes, b.hashes, limitOf(a, b)));
}

/** |A and B| / |A|: how much of A is in B. Of an empty set: 0. */
export function containment(a: Shingles, b: Shingles): number {
  return containmentOf(overlap(a.hashes, b.hashes, limitOf(a, b)));
}

export function similarityOf({ shared, onlyA, onlyB }: Overlap): number {
  return shared === 0 ? 0 : shared / (shared + onlyA + onlyB);
}

export function containmentOf({ shared, onlyA }: Overlap): number {
  return shared === 0 ? 0 : shared / (shared + onlyA);
}
