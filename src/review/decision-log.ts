import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Chain } from '../core/chain.ts';
import { CorpusmithError } from '../core/errors.ts';
import { PUBLIC, writeError } from '../engine/local/files.ts';
import {
  after,
  type Beginning,
  type Decision,
  type Queue,
  type Reviewed,
  type RowState,
  readReviewers,
  UNTOUCHED,
} from './decisions.ts';
import { lockReviewer } from './folder.ts';
import type { ReviewPlan } from './plan.ts';

export interface Reviewer {
  readonly reviewer: string;
  readonly queue: Queue;
  /** Of the plan's entries. Default: all for the first reviewer, `SECOND_SHARE` for those who come after. */
  readonly share?: number;
}

const SECOND_SHARE = 0.2;

/** Appends what one reviewer decides to their file, each entry on the disk before it counts. */
export class DecisionLog {
  readonly beginning: Beginning;
  readonly file: string;
  /** A last line that was cut off in the writing was removed. */
  readonly wasTorn: boolean;
  readonly #path: string;
  readonly #fd: number;
  #chain: Chain;
  readonly #rows: Map<number, RowState>;
  readonly #unlock: () => void;

  /**
   * Opens the file of a reviewer, or begins one: under the lock of the folder, so that two do not begin the same. Throws
   * `E_REVIEWER_BUSY` when they are at it elsewhere, and `E_REVIEW` when they began with another share.
   */
  constructor(folder: string, plan: ReviewPlan, { reviewer, queue, share }: Reviewer) {
    const all = readReviewers(folder, plan);
    const mine = all.find(one => one.reviewer === reviewer && one.queue === queue);
    if (mine !== undefined && share !== undefined && share !== mine.share)
      throw new CorpusmithError('E_REVIEW', {
        place: join(folder, mine.file),
        detail: `${reviewer} began with a share of ${mine.share}, which cannot change on the way`,
      });
    this.file = mine?.file ?? nextFile(all);
    this.#path = join(folder, this.file);
    this.#unlock = lockReviewer(this.#path, reviewer);
    try {
      // Read again: until the lock was taken another process may have written.
      const now = readReviewers(folder, plan).find(one => one.file === this.file);
      this.#fd = openSync(this.#path, 'a', PUBLIC);
      this.wasTorn = fstatSync(this.#fd).size > (now?.whole ?? 0);
      if (this.wasTorn) ftruncateSync(this.#fd, now?.whole ?? 0);
      this.#chain = new Chain(now?.end);
      this.#rows = new Map(now?.rows);
      this.beginning = now ?? {
        plan: plan.seal,
        reviewer,
        queue,
        share: share ?? (all.some(one => one.queue === queue) ? SECOND_SHARE : 1),
        started: new Date().toISOString(),
      };
      if (now === undefined) this.#append(this.beginning);
    } catch (error) {
      this.#unlock();
      throw error;
    }
  }

  row(row: number): RowState {
    return this.#rows.get(row) ?? UNTOUCHED;
  }

  add(decision: Decision): RowState {
    this.#append({ ...decision, at: new Date().toISOString() });
    const state = after(this.row(decision.row), decision);
    this.#rows.set(decision.row, state);
    return state;
  }

  close(): void {
    closeSync(this.#fd);
    this.#unlock();
  }

  #append(entry: object): void {
    const before = this.#chain.end;
    const { size } = fstatSync(this.#fd);
    try {
      const bytes = Buffer.from(this.#chain.line(entry));
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
      fsyncSync(this.#fd);
    } catch (error) {
      // What is not wholly there must not be in the way of what comes next.
      ftruncateSync(this.#fd, size);
      this.#chain = new Chain(before);
      throw writeError(error, this.#path);
    }
  }
}

function nextFile(all: readonly Reviewed[]): string {
  return `${1 + Math.max(0, ...all.map(({ file }) => Number.parseInt(file, 10)))}.jsonl`;
}
