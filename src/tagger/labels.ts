export type TagType = 'PERSON' | 'ADDRESS' | 'LOCATION' | 'ORGANIZATION';

export const TYPES: readonly TagType[] = ['PERSON', 'ADDRESS', 'LOCATION', 'ORGANIZATION'];

// Labels of tokens (BIO): 0 is outside, then for each type the beginning and the inside of a span.
export const OUTSIDE = 0;
export const LABELS = 1 + 2 * TYPES.length;

export function beginOf(type: number): number {
  return 1 + 2 * type;
}

export function insideOf(type: number): number {
  return 2 + 2 * type;
}

/** The position in `TYPES` of what a label marks. */
export function typeOf(label: number): number {
  return (label - 1) >> 1;
}

export function isInside(label: number): boolean {
  return label !== OUTSIDE && label % 2 === 0;
}
