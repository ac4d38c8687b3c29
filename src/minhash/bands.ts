import { SLOTS } from '../kernels/sketch.ts';

/** Bands of rows: two documents are candidates when all rows of one band agree. */
export interface Bands {
  readonly bands: number;
  readonly rows: number;
}

/** Chance that two documents of this Jaccard similarity share a band: the S-curve 1 - (1 - j^rows)^bands. */
export function candidateChance(similarity: number, { bands, rows }: Bands): number {
  return 1 - (1 - similarity ** rows) ** bands;
}

/**
 * The most rows, hence the fewest needless candidates, with which a pair at the threshold is found with at least this
 * chance (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4).
 */
export function bandsFor(similarity: number, recall: number): Bands {
  for (let rows = SLOTS; rows > 1; rows--) {
    const shape = { rows, bands: Math.floor(SLOTS / rows) };
    if (candidateChance(similarity, shape) >= recall) return shape;
  }
  return { rows: 1, bands: SLOTS };
}
