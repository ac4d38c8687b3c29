// How good the tagger is on held-out templates, and what its margins are worth.
import { Decoder } from '../../src/tagger/decode.ts';
import type { Gazetteer } from '../../src/tagger/gazetteer.ts';
import { TYPES } from '../../src/tagger/labels.ts';
import { describeLines } from '../../src/tagger/lines.ts';
import { STEPS, stepOf } from '../../src/tagger/model.ts';
import { spansOf } from '../../src/tagger/spans.ts';
import { CAPACITY, Tokens } from '../../src/tagger/tokens.ts';
import type { Example } from './fill.ts';
import type { Learned } from './learn.ts';

export interface Measured {
  /** See `Model.chances`. */
  readonly chances: Uint8Array;
  /** By type: spans of the examples, spans found, found exactly, and found in part. */
  readonly counts: readonly { readonly type: string; gold: number; found: number; exact: number; partly: number }[];
}

export function measure(learned: Learned, lists: Gazetteer, examples: readonly Example[]): Measured {
  const tokens = new Tokens(lists);
  const decoder = new Decoder(CAPACITY);
  const right = new Float64Array(TYPES.length * STEPS);
  const all = new Float64Array(TYPES.length * STEPS);
  const counts = TYPES.map(type => ({ type, gold: 0, found: 0, exact: 0, partly: 0 }));
  for (const { text, spans, taken } of examples) {
    tokens.read(text, 0, taken, 0);
    describeLines(tokens);
    decoder.emit(tokens, learned);
    decoder.decode(tokens, learned);
    for (const { type } of spans) counts[TYPES.indexOf(type)]!.gold++;
    for (const { type, from, to, margin } of spansOf(tokens, decoder, learned)) {
      const [start, end] = [tokens.start[from]!, tokens.end[to - 1]!];
      const met = spans.find(span => span.type === TYPES[type] && span.start < end && start < span.end);
      const at = type * STEPS + stepOf(margin);
      all[at]!++;
      counts[type]!.found++;
      if (met === undefined) continue;
      right[at]!++;
      counts[type]!.partly++;
      if (met.start === start && met.end === end) counts[type]!.exact++;
    }
  }
  return { chances: Uint8Array.from(TYPES.flatMap((_, type) => rising(right, all, type))), counts };
}

/** Isotonic regression by pooling adjacent violators, in 255ths; each step begins with one span that is right by half. */
function rising(right: Float64Array, all: Float64Array, type: number): readonly number[] {
  const pools: { right: number; all: number; steps: number }[] = [];
  for (let step = 0; step < STEPS; step++) {
    const at = type * STEPS + step;
    let pool = { right: right[at]! + 0.5, all: all[at]! + 1, steps: 1 };
    while (pools.length > 0 && pools.at(-1)!.right * pool.all >= pool.right * pools.at(-1)!.all) {
      const last = pools.pop()!;
      pool = { right: last.right + pool.right, all: last.all + pool.all, steps: last.steps + pool.steps };
    }
    pools.push(pool);
  }
  return pools.flatMap(pool => Array<number>(pool.steps).fill(Math.max(1, Math.round((255 * pool.right) / pool.all))));
}
