import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChainCheck, type ChainEnd } from '../core/chain.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { ReviewPlan } from './plan.ts';

/** What a reviewer says of a stretch of text: not redacted, redacted without need, redacted as what it is not. */
export const MARKS = ['missed', 'wrong', 'type'] as const;
/** What a marked stretch is. */
export const MARK_ENTITIES = ['PERSON', 'EMAIL', 'PHONE', 'ADDRESS', 'ID_NUMBER', 'OTHER'] as const;
export const QUEUES = ['sample', 'risk'] as const;

/** UTF-16 offsets in the text of a part as it was shown. */
export interface Mark {
  readonly part: number;
  readonly start: number;
  readonly end: number;
  readonly kind: (typeof MARKS)[number];
  readonly entity?: (typeof MARK_ENTITIES)[number];
}

export type Queue = (typeof QUEUES)[number];

/** The first entry of a reviewer's file. */
export interface Beginning {
  /** Seal of the plan. */
  readonly plan: string;
  readonly reviewer: string;
  readonly queue: Queue;
  /** Of the entries of the plan that this reviewer reads. */
  readonly share: number;
  /** ISO 8601. */
  readonly started: string;
}

/** What is decided of a row: its index in the queue of the plan. `unmark` is the index of one of its marks. */
export type Decision = { readonly row: number } & (
  | { readonly mark: Mark }
  | { readonly unmark: number }
  | { readonly done: true }
);

export interface RowState {
  /** In order of marking; undefined where a mark was taken back. */
  readonly marks: readonly (Mark | undefined)[];
  readonly done: boolean;
}

export const UNTOUCHED: RowState = { marks: [], done: false };

/** All that a reviewer's file says. */
export interface Reviewed extends Beginning {
  /** `1.jsonl`. */
  readonly file: string;
  readonly end: ChainEnd;
  readonly rows: ReadonlyMap<number, RowState>;
  /** Bytes up to the end of the last whole line. */
  readonly whole: number;
}

export function after(state: RowState, decision: Decision): RowState {
  if ('mark' in decision) return { ...state, marks: [...state.marks, decision.mark] };
  if ('unmark' in decision)
    return { ...state, marks: state.marks.map((mark, i) => (i === decision.unmark ? undefined : mark)) };
  return { ...state, done: true };
}

export function marksOf(state: RowState): readonly Mark[] {
  return state.marks.filter(mark => mark !== undefined);
}

/** The files of all reviewers of a plan, in the order in which they began. */
export function readReviewers(folder: string, plan: ReviewPlan): readonly Reviewed[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(name => /^\d+\.jsonl$/.test(name))
    .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .flatMap(file => readReviewer(folder, file, plan) ?? []);
}

/**
 * Reads a reviewer's file; a last line that was cut off in the writing is left out. Undefined when it holds no whole line.
 * Throws `E_REVIEW` when it was altered, or belongs to another plan.
 */
function readReviewer(folder: string, file: string, plan: ReviewPlan): Reviewed | undefined {
  const path = join(folder, file);
  const bytes = readFileSync(path);
  const whole = bytes.lastIndexOf(10) + 1;
  const lines = bytes.subarray(0, whole).toString().split('\n').slice(0, -1);
  const chain = new ChainCheck();
  const [first] = lines.slice(0, 1).map(line => chain.read<Beginning>(line));
  const decisions = lines.slice(1).flatMap(line => chain.read<Decision>(line) ?? []);
  if (chain.broken !== undefined) {
    const { line, problem } = chain.broken;
    throw new CorpusmithError('E_REVIEW', { place: `${path}:${line}`, detail: `it was altered: ${problem}` });
  }
  if (first === undefined) return undefined;
  const { plan: seal, reviewer, queue, share, started } = first;
  if (seal !== plan.seal) throw new CorpusmithError('E_REVIEW', { place: path, detail: 'it belongs to another plan' });
  const rows = new Map<number, RowState>();
  for (const decision of decisions) rows.set(decision.row, after(rows.get(decision.row) ?? UNTOUCHED, decision));
  return { plan: seal, reviewer, queue, share, started, file, end: chain.end, rows, whole };
}
