import type { SplitFacts } from '../core/facts.ts';
import type { Found, Tally } from '../rows/problems.ts';

/** What has been handed to one runner. */
export interface Exported {
  readonly trainer: string;
  readonly format: string;
  readonly folder: string;
  readonly splits: readonly SplitFacts[];
  /** Rows that do not fit the runner. */
  readonly leftOut: number;
  /** Why, by code. A row may have several reasons. */
  readonly reasons: Tally['counts'];
  /** What is wrong with the files as a whole. */
  readonly problems: readonly (Found & { readonly file: string })[];
  readonly command: string;
}
