import { join } from 'node:path';
import type { Story } from '../engine/local/story.ts';
import { workLines } from '../engine/local/work-lines.ts';

/** What became of the documents of a run, by id: the SHA-256 of the row, or what took the document out. */
export interface Fates {
  /** By id of the document that was written. */
  readonly rows: ReadonlyMap<string, string>;
  /** `dedupe: near-duplicate`, `read: E_BROKEN`, by id of the document that was dropped or failed. */
  readonly losses: ReadonlyMap<string, string>;
  /** Ids of all documents. */
  readonly known: ReadonlySet<string>;
}

/** Reads the ledger of a finished dataset. It is held in memory: some 300 bytes for a document, no text. */
export async function readFates(folder: string): Promise<Fates> {
  const rows = new Map<string, string>();
  const losses = new Map<string, string>();
  const known = new Set<string>();
  for await (const line of workLines(join(folder, 'ledger.jsonl'))) {
    const { id, events } = JSON.parse(line) as Story;
    known.add(id);
    const last = events.at(-1);
    if (last?.row !== undefined) rows.set(id, last.row);
    const reason = last?.drop ?? last?.fail;
    if (reason !== undefined) losses.set(id, `${last!.stage}: ${reason}`);
  }
  return { rows, losses, known };
}
