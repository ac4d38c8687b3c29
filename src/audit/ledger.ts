import { join } from 'node:path';
import { CorpusmithError } from '../core/errors.ts';
import type { SplitFacts } from '../core/facts.ts';
import type { Event, Story } from '../engine/local/story.ts';
import { workLines } from '../engine/local/work-lines.ts';

/** The life of every document. Rows stand in their split's file in the order in which it tells of them. */
export const LEDGER = 'ledger.jsonl';

/** The last event of a document that became a row. */
export type Written = Event & { readonly split: SplitFacts['name'] };

export interface LedgerLine {
  /** From 1. */
  readonly at: number;
  readonly text: string;
  /** Undefined where no row is told of: most lines are of what went before, and parsing is what takes the time. */
  readonly row?: { readonly story: Story; readonly written: Written };
}

/** All lines of the ledger in a folder. Throws a `SyntaxError` where one that tells of a row is no JSON. */
export async function* ledgerLines(folder: string, signal: AbortSignal): AsyncGenerator<LedgerLine> {
  let at = 0;
  for await (const text of workLines(join(folder, LEDGER))) {
    at++;
    if (at % 1024 === 0 && signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
    const story = text.includes('"split":') ? (JSON.parse(text) as Story) : undefined;
    const last = story?.events?.at(-1);
    if (last?.split === undefined) yield { at, text };
    else yield { at, text, row: { story: story!, written: last as Written } };
  }
}
