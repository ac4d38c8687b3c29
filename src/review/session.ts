import { z } from 'zod';
import { placeholderRanges } from '../redaction/placeholders.ts';
import type { DecisionLog } from './decision-log.ts';
import { type Decision, MARK_ENTITIES, MARKS, type Mark, marksOf } from './decisions.ts';
import type { ReviewPlan } from './plan.ts';
import { sharedEntries } from './share.ts';
import type { ShownRow, ShownRows } from './shown-rows.ts';

const index = z.int().min(0).max(1e9);
const markSchema = z.strictObject({
  part: index,
  start: index,
  end: index,
  kind: z.enum(MARKS),
  entity: z.enum(MARK_ENTITIES).optional(),
});
const actionSchema = z.union([
  z.strictObject({ mark: markSchema }),
  z.strictObject({ unmark: index }),
  z.strictObject({ done: z.literal(true) }),
]);

/** What the page shows of a row: nothing that tells a control from another. */
export interface RowView {
  readonly place: string;
  readonly parts: readonly {
    readonly role: string;
    readonly text: string;
    /** Stretches that stand for what was replaced. */
    readonly replaced: readonly (readonly [start: number, end: number])[];
  }[];
  readonly done: boolean;
  /** In order of marking; null where a mark was taken back. */
  readonly marks: readonly (Mark | null)[];
}

/** One reviewer at their rows, which are numbered from 0 in the order in which they are shown. */
export class Session {
  readonly #log: DecisionLog;
  readonly #rows: readonly number[];
  readonly #shown: readonly ShownRow[];
  readonly #onDone: () => void;

  /** `onDone` is called when a row is done. */
  constructor(plan: ReviewPlan, log: DecisionLog, shown: ShownRows, onDone: () => void) {
    const { queue, share } = log.beginning;
    this.#log = log;
    this.#rows = sharedEntries(plan, queue, share);
    this.#shown = shown[queue];
    this.#onDone = onDone;
  }

  /** Of each row, whether it is done and how many marks it has. */
  get rows(): readonly { readonly done: boolean; readonly marks: number }[] {
    return this.#rows.map(row => {
      const state = this.#log.row(row);
      return { done: state.done, marks: marksOf(state).length };
    });
  }

  get done(): number {
    return this.rows.filter(({ done }) => done).length;
  }

  /** Undefined where there is no such row. */
  view(number: number): RowView | undefined {
    const row = this.#rows[number];
    if (row === undefined) return undefined;
    const { place, parts } = this.#shown[row]!;
    const { done, marks } = this.#log.row(row);
    return {
      place,
      parts: parts.map(({ role, text }) => ({
        role,
        text,
        replaced: placeholderRanges(text).map(({ start, end }) => [start, end] as const),
      })),
      done,
      marks: marks.map(mark => mark ?? null),
    };
  }

  /** Writes a decision down. What is said twice, as by a page that got no answer, is written once. Undefined when it is none. */
  decide(number: number, action: unknown): RowView | undefined {
    const row = this.#rows[number];
    const { data } = actionSchema.safeParse(action);
    if (row === undefined || data === undefined) return undefined;
    if ('mark' in data && !this.#isIn(row, data.mark)) return undefined;
    const decision = { row, ...data } as Decision;
    if (!this.#isSaid(decision)) {
      this.#log.add(decision);
      if ('done' in decision) this.#onDone();
    }
    return this.view(number);
  }

  #isIn(row: number, { part, start, end }: { part: number; start: number; end: number }): boolean {
    return start < end && end <= (this.#shown[row]!.parts[part]?.text.length ?? -1);
  }

  #isSaid(decision: Decision): boolean {
    const state = this.#log.row(decision.row);
    if ('done' in decision) return state.done;
    if ('unmark' in decision) return state.marks[decision.unmark] === undefined;
    const { part, start, end, kind, entity } = decision.mark;
    return marksOf(state).some(
      mark =>
        mark.part === part && mark.start === start && mark.end === end && mark.kind === kind && mark.entity === entity,
    );
  }
}
