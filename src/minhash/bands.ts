import { mix } from './shingles.ts';
import { SLOTS } from './signature.ts';

/** Bands of rows: two documents are candidates when all rows of one band agree. */
export interface Bands {
  readonly bands: number;
  readonly rows: number;
}

/** The chance that a pair just at the threshold becomes a candidate. */
const RECALL = 0.95;

/** Chance that two documents of this Jaccard similarity share a band: the S-curve 1 - (1 - j^rows)^bands. */
export function candidateChance(similarity: number, { bands, rows }: Bands): number {
  return 1 - (1 - similarity ** rows) ** bands;
}

/**
 * The most rows, hence the fewest needless candidates, with which a pair at the threshold is found with a chance of at
 * least 0.95 (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4).
 */
export function bandsFor(similarity: number): Bands {
  for (let rows = SLOTS; rows > 1; rows--) {
    const shape = { rows, bands: Math.floor(SLOTS / rows) };
    if (candidateChance(similarity, shape) >= RECALL) return shape;
  }
  return { rows: 1, bands: SLOTS };
}

/** One 64-bit key for each band, as two 32-bit halves. The band's number is part of it: bands never collide. */
export function bandKeys(signature: Uint32Array, { bands, rows }: Bands): Uint32Array {
  const keys = new Uint32Array(2 * bands);
  for (let band = 0; band < bands; band++) {
    let [high, low] = [mix(band + 1), mix(~band)];
    for (let row = 0; row < rows; row++) {
      const value = signature[band * rows + row]!;
      high = mix(Math.imul(high, 31) + value);
      low = mix((Math.imul(low, 37) + value) ^ 0x5bd1e995);
    }
    keys[2 * band] = high;
    keys[2 * band + 1] = low;
  }
  return keys;
}
