import { mix } from './shingles.ts';

/** Slots of a signature. */
export const SLOTS = 128;

/**
 * A signature of 128 hashes of a set: the share of slots in which two signatures agree estimates the Jaccard similarity
 * of the sets. All zeros for an empty set.
 *
 * Fast Similarity Sketching (Dahlgaard, Knudsen, Thorup 2017, arxiv.org/abs/1704.04370). Each round throws every element
 * into a slot by chance, and a slot keeps the least of what falls into it in the first round that reaches it. Small sets
 * may leave slots empty for long, so from round 128 on all elements go into slot 0, 1, 2 ... The work ends when no slot
 * is empty, after one or two rounds for a set that is large: linear in the set, where 128 permutations are 128 times that.
 */
export function signatureOf(hashes: Uint32Array): Uint32Array {
  const signature = new Uint32Array(SLOTS);
  if (hashes.length === 0) return signature;
  const filledIn = new Int16Array(SLOTS).fill(-1);
  let empty = SLOTS;
  for (let round = 0; empty > 0; round++) {
    const seed = mix(round + 1);
    for (const hash of hashes) {
      const thrown = mix(hash ^ seed);
      const slot = round < SLOTS ? thrown % SLOTS : round - SLOTS;
      const value = mix(thrown ^ 0x9e3779b9);
      if (filledIn[slot] === -1) {
        filledIn[slot] = round;
        signature[slot] = value;
        empty--;
      } else if (filledIn[slot] === round && value < signature[slot]!) signature[slot] = value;
    }
  }
  return signature;
}

/** Estimate of the Jaccard similarity; its standard deviation is at most sqrt(j (1 - j) / 128). */
export function estimate(a: Uint32Array, b: Uint32Array): number {
  let equal = 0;
  for (let i = 0; i < SLOTS; i++) if (a[i] === b[i]) equal++;
  return equal / SLOTS;
}
