import { interval, upperBound } from '../core/binomial.ts';
import { overlap } from './controls.ts';
import { type Mark, marksOf, type RowState } from './decisions.ts';
import type { PlanEntry, ReviewPlan } from './plan.ts';
import type { ShownRow } from './shown-rows.ts';

/** An entry of the plan with what those who have read it through say of it. */
export interface Judged {
  readonly entry: PlanEntry;
  readonly done: boolean;
  readonly marks: readonly Mark[];
  /** Of a control: a mark lies on the planted value. */
  readonly found: boolean;
}

/** What was found in rows that were drawn by chance. Share and bound are there once all of them have been read. */
export interface Estimate {
  readonly planned: number;
  readonly done: number;
  /** Rows with at least one mark of the kind. */
  readonly missed: number;
  readonly wrong: number;
  readonly type: number;
  /** Of rows with a missed value, and its one-sided upper bound with 95 % confidence. */
  readonly share?: number;
  readonly bound?: number;
}

/** Rows with a planted value, and in how many of them it was marked. */
export interface Sensitivity {
  readonly planned: number;
  readonly done: number;
  readonly found: number;
  readonly share?: number;
  /** Two-sided, 95 %. */
  readonly interval?: readonly [low: number, high: number];
}

/** An estimate for the whole dataset, with what is known of those who read. */
export interface Corrected extends Estimate {
  readonly controls: Sensitivity;
  /** Rows of the dataset that hold a missed value, at most, by the bound. */
  readonly rowsAtMost?: number;
  /** The bound divided by the sensitivity, and the rows by that. */
  readonly corrected?: number;
  readonly correctedRowsAtMost?: number;
}

export function judge(entry: PlanEntry, states: readonly RowState[], { planted = [] }: ShownRow): Judged {
  const done = states.filter(state => state.done);
  const marks = done.flatMap(marksOf);
  const found = marks.some(mark => planted.some(value => overlap(mark, value)));
  return { entry, done: done.length > 0, marks, found };
}

/** `judged`: rows that were drawn from so many. Where all of them were read nothing is left to chance. */
export function estimateOf(judged: readonly Judged[], of: number): Estimate {
  const [planned, read] = [judged.length, judged.filter(({ done }) => done)];
  const having = (kind: Mark['kind']) => read.filter(({ marks }) => marks.some(mark => mark.kind === kind)).length;
  const [done, missed] = [read.length, having('missed')];
  const counts = { planned, done, missed, wrong: having('wrong'), type: having('type') };
  if (done < planned || done === 0) return counts;
  const share = missed / done;
  return { ...counts, share, bound: done === of ? share : upperBound(missed, done) };
}

/** The estimate by the sample, and the sensitivity by the controls, of entries of a plan. */
export function correctedOf(judged: readonly Judged[], { frame }: ReviewPlan): Corrected {
  const estimate = estimateOf(
    judged.filter(({ entry }) => entry.kind === 'sample'),
    frame,
  );
  const controls = sensitivityOf(judged.filter(({ entry }) => entry.kind === 'control'));
  const { bound } = estimate;
  if (bound === undefined) return { ...estimate, controls };
  const bounded = { ...estimate, controls, rowsAtMost: Math.ceil(bound * frame) };
  if (controls.share === undefined) return bounded;
  const corrected = controls.found === 0 ? 1 : Math.min(1, bound / controls.share);
  return { ...bounded, corrected, correctedRowsAtMost: Math.ceil(corrected * frame) };
}

function sensitivityOf(judged: readonly Judged[]): Sensitivity {
  const planned = judged.length;
  const done = judged.filter(one => one.done).length;
  const found = judged.filter(one => one.found).length;
  if (done < planned || done === 0) return { planned, done, found };
  return { planned, done, found, share: found / done, interval: interval(found, done) };
}
