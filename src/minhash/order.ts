/** Bits that one pass sorts by. */
const BITS = 16;

/**
 * The indexes 0 .. count-1 in ascending order of their keys, the most significant key first, then of themselves: a stable
 * radix sort from the least significant digit (Knuth, "The Art of Computer Programming", 5.2.5). Linear, no comparisons.
 */
export function ascending(count: number, ...keys: readonly Uint32Array[]): Uint32Array {
  let order = Uint32Array.from({ length: count }, (_, i) => i);
  let sorted = new Uint32Array(count);
  const starts = new Uint32Array((1 << BITS) + 1);
  for (const key of keys.toReversed()) {
    for (const shift of [0, BITS]) {
      starts.fill(0);
      for (let i = 0; i < count; i++) starts[((key[i]! >>> shift) & 0xffff) + 1]!++;
      if (isOneDigit(starts, count)) continue;
      for (let digit = 1; digit < starts.length; digit++) starts[digit]! += starts[digit - 1]!;
      for (let i = 0; i < count; i++) {
        const index = order[i]!;
        sorted[starts[(key[index]! >>> shift) & 0xffff]!++] = index;
      }
      [order, sorted] = [sorted, order];
    }
  }
  return order;
}

/** Whether all keys have the same digit, so that the pass would change nothing. */
function isOneDigit(counts: Uint32Array, count: number): boolean {
  return counts.includes(count);
}
