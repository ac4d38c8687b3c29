import type { ShingleShape } from '../../src/kernels/sketch.ts';
import type { Shingles } from '../../src/minhash/shingles.ts';
import { readSketch, SHINGLES, TextSketcher } from '../../src/minhash/sketch.ts';

const sketcher = new TextSketcher(SHINGLES);

/** The shingles of a text, as sketches hold them. */
export function shinglesOf(text: string, shape?: ShingleShape): Shingles {
  const by = shape === undefined ? sketcher : new TextSketcher(shape);
  return readSketch(by.sketch('id', text, 0)).shingles;
}
