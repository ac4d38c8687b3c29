import { kappa } from '../core/binomial.ts';
import type { ChainEnd } from '../core/chain.ts';
import { type Mark, marksOf, type Queue, type Reviewed, type RowState, UNTOUCHED } from './decisions.ts';
import { type Corrected, correctedOf, type Estimate, estimateOf, type Judged, judge } from './estimate.ts';
import type { ReviewPlan } from './plan.ts';
import { sharedEntries } from './share.ts';
import type { ShownRow, ShownRows } from './shown-rows.ts';

export interface ReviewResult {
  readonly schema: 'corpusmith/review-result/1';
  readonly dataset: string;
  /** Seals of the plan, and of the manifest of the run. */
  readonly plan: string;
  readonly manifest: string;
  /** Rows of the dataset. */
  readonly frame: number;
  /** Every entry of the plan has been read by somebody. */
  readonly complete: boolean;
  /** Of all reviewers: a row holds a missed value when one of them says so. */
  readonly combined: Corrected;
  readonly reviewers: readonly ReviewerResult[];
  /** Each bound by itself: that all of them hold at once is less certain. */
  readonly strata: readonly StratumResult[];
  readonly agreement: readonly AgreementResult[];
  readonly risk: RiskResult;
}

export interface ReviewerResult {
  readonly reviewer: string;
  readonly queue: Queue;
  /** Of the plan's entries. */
  readonly share: number;
  readonly started: string;
  readonly file: string;
  readonly end: ChainEnd;
  /** Where they read the sample. */
  readonly estimate?: Corrected;
}

export interface StratumResult extends Estimate {
  readonly name: string;
  readonly rows: number;
}

/** Of two reviewers, over the rows that both have read, controls left out. */
export interface AgreementResult {
  readonly reviewers: readonly [string, string];
  readonly rows: number;
  /** Rows of which both say, or neither, that something was missed. */
  readonly same: number;
  /** Cohen's; not there where both said the same of everything. */
  readonly kappa?: number;
}

/** Rows that were read because something may be wrong with them. They say nothing of all the others. */
export interface RiskResult {
  readonly planned: number;
  readonly done: number;
  readonly missed: number;
  readonly marked: readonly MarkedRow[];
}

/** Where a row stands, and how many marks of each kind it has. */
export type MarkedRow = Readonly<Record<Mark['kind'], number>> & { readonly place: string };

/** What the reviewers of a plan have found so far. `shown` are its rows as they saw them. */
export function resultOf(plan: ReviewPlan, reviewers: readonly Reviewed[], shown: ShownRows): ReviewResult {
  const readers = reviewers.filter(({ queue }) => queue === 'sample');
  const judged = (by: readonly Reviewed[], share: number) =>
    sharedEntries(plan, 'sample', share).map(i => judge(plan.entries[i]!, statesOf(by, i), shown.sample[i]!));
  const all = judged(readers, 1);
  return {
    schema: 'corpusmith/review-result/1',
    dataset: plan.dataset,
    plan: plan.seal,
    manifest: plan.manifest,
    frame: plan.frame,
    complete: all.every(({ done }) => done),
    combined: correctedOf(all, plan),
    reviewers: reviewers.map(one => {
      const { reviewer, queue, share, started, file, end } = one;
      const estimate = queue === 'sample' ? { estimate: correctedOf(judged([one], share), plan) } : {};
      return { reviewer, queue, share, started, file, end, ...estimate };
    }),
    strata: strataOf(all, plan),
    agreement: agreementsOf(readers, plan),
    risk: riskOf(
      reviewers.filter(({ queue }) => queue === 'risk'),
      shown.risk,
    ),
  };
}

function statesOf(reviewers: readonly Reviewed[], row: number): readonly RowState[] {
  return reviewers.map(({ rows }) => rows.get(row) ?? UNTOUCHED);
}

function strataOf(all: readonly Judged[], plan: ReviewPlan): readonly StratumResult[] {
  return plan.strata.map(({ name, rows }, stratum) => {
    const own = all.filter(({ entry }) => entry.stratum === stratum && entry.kind !== 'control');
    return { name, rows, ...estimateOf(own, rows) };
  });
}

function agreementsOf(readers: readonly Reviewed[], plan: ReviewPlan): readonly AgreementResult[] {
  return readers.flatMap((one, i) =>
    readers.slice(i + 1).flatMap(other => {
      const [a, b] = [one, other].map(
        ({ rows }) =>
          (row: number) =>
            hasMissed(rows.get(row) ?? UNTOUCHED),
      );
      const both = plan.entries.flatMap(({ kind }, row) =>
        kind !== 'control' && one.rows.get(row)?.done === true && other.rows.get(row)?.done === true ? [row] : [],
      );
      if (both.length === 0) return [];
      const counts = { both: 0, first: 0, second: 0, neither: 0 };
      for (const row of both) counts[a!(row) ? (b!(row) ? 'both' : 'first') : b!(row) ? 'second' : 'neither']++;
      const beyondChance = kappa(counts);
      return [
        {
          reviewers: [one.reviewer, other.reviewer] as const,
          rows: both.length,
          same: counts.both + counts.neither,
          ...(beyondChance === undefined ? {} : { kappa: beyondChance }),
        },
      ];
    }),
  );
}

function hasMissed(state: RowState): boolean {
  return marksOf(state).some(({ kind }) => kind === 'missed');
}

function riskOf(reviewers: readonly Reviewed[], shown: readonly ShownRow[]): RiskResult {
  const rows = shown.map(({ place }, row) => {
    const done = statesOf(reviewers, row).filter(state => state.done);
    const marks = Map.groupBy(done.flatMap(marksOf), ({ kind }) => kind);
    const number = (kind: Mark['kind']) => marks.get(kind)?.length ?? 0;
    return {
      isDone: done.length > 0,
      marked: { place, missed: number('missed'), wrong: number('wrong'), type: number('type') },
    };
  });
  return {
    planned: rows.length,
    done: rows.filter(({ isDone }) => isDone).length,
    missed: rows.filter(({ marked }) => marked.missed > 0).length,
    marked: rows.map(({ marked }) => marked).filter(({ missed, wrong, type }) => missed + wrong + type > 0),
  };
}
