import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, type DatasetRow, rowsOf } from '../audit/dataset.ts';
import { ancestorsOf } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import { sha256 } from '../core/hash.ts';
import { workLines } from '../engine/local/work-lines.ts';
import { withoutPlaceholders } from '../redaction/placeholders.ts';

/** What makes it likelier that something was missed in a row: how many of each. */
export interface Risk {
  /** Findings under the threshold, which stay. */
  readonly lowScore: number;
  /** Hits of the scan of the written files that were explained, numbers left out. */
  readonly postscan: number;
  /** Numbers of six digits or more that are left. */
  readonly digits: number;
}

/** A row of the dataset with what a plan asks of it. */
export interface FrameRow extends DatasetRow {
  /** Characters of all parts. */
  readonly length: number;
  /** Something of it, or of the document that it was made of, was replaced. */
  readonly hasFindings: boolean;
  readonly risk: Risk;
}

/** Six digits or more, also in groups. */
const LONG_NUMBER = /\d(?:[ ./()-]?\d){5,}/g;

/** All rows of a dataset, split by split. Throws `E_ALTERED` where a row is not what the run has written. */
export async function* frameOf(dataset: Dataset, signal: AbortSignal): AsyncGenerator<FrameRow> {
  const { replaced, lowScore } = await findingsOf(dataset.folder);
  const scanned = await scannedOf(dataset.folder);
  for (const split of dataset.facts.dataset.splits) {
    for await (const row of rowsOf(dataset, split, signal)) {
      const place = `${split.file}:${row.line}`;
      checkRow(row, place);
      const ids = [row.id, ...ancestorsOf(row.id)];
      yield {
        ...row,
        length: row.parts.reduce((sum, { text }) => sum + text.length, 0),
        hasFindings: ids.some(id => replaced.has(id)),
        risk: {
          lowScore: ids.reduce((sum, id) => sum + (lowScore.get(id) ?? 0), 0),
          postscan: scanned.get(place) ?? 0,
          digits: row.parts.reduce((sum, { text }) => sum + longNumbers(text), 0),
        },
      };
    }
  }
}

/** Throws `E_ALTERED` when a row is not the one that the ledger or a plan tells of. */
export function checkRow({ text, sha256: expected }: Pick<DatasetRow, 'text' | 'sha256'>, place: string): void {
  if (sha256(text) === expected) return;
  throw new CorpusmithError('E_ALTERED', { place });
}

function longNumbers(text: string): number {
  return withoutPlaceholders(text).match(LONG_NUMBER)?.length ?? 0;
}

interface Findings {
  /** Ids of documents in which something was replaced. */
  readonly replaced: ReadonlySet<string>;
  /** How many were kept for their score, by id. */
  readonly lowScore: ReadonlyMap<string, number>;
}

async function findingsOf(folder: string): Promise<Findings> {
  const replaced = new Set<string>();
  const lowScore = new Map<string, number>();
  for await (const { id, decision } of notes<{ id: string; decision: string }>(join(folder, 'findings.jsonl'))) {
    if (decision === 'replaced') replaced.add(id);
    if (decision === 'low-score') lowScore.set(id, (lowScore.get(id) ?? 0) + 1);
  }
  return { replaced, lowScore };
}

/** Hits of the scans of the written files by place, of each stage that redacts. */
async function scannedOf(folder: string): Promise<ReadonlyMap<string, number>> {
  const hits = new Map<string, number>();
  for (const name of readdirSync(folder).filter(one => /^postscan(?:-\d+)?\.jsonl$/.test(one)))
    for await (const { place, what } of notes<{ place: string; what: string }>(join(folder, name)))
      if (what !== 'digits') hits.set(place, (hits.get(place) ?? 0) + 1);
  return hits;
}

/** The lines of a file that a run leaves only when it redacts. */
async function* notes<T>(path: string): AsyncGenerator<T> {
  if (!existsSync(path)) return;
  for await (const line of workLines(path)) yield JSON.parse(line) as T;
}
