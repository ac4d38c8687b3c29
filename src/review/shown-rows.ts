import { join } from 'node:path';
import { type Dataset, linesOf } from '../audit/dataset.ts';
import type { Part } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { Row } from '../define.ts';
import { copyHash, type Place, plantedCopy, wantedEntities } from './controls.ts';
import type { Queue } from './decisions.ts';
import { checkRow } from './frame.ts';
import type { PlannedRow, ReviewPlan } from './plan.ts';

/** A row as a reviewer sees it. */
export interface ShownRow {
  readonly parts: readonly Part[];
  /** `train.jsonl:12`. */
  readonly place: string;
  /** Of a control: where the planted value stands. */
  readonly planted?: readonly Place[];
}

/** All rows of a plan, by queue, in its order. */
export type ShownRows = Readonly<Record<Queue, readonly ShownRow[]>>;

/** Reads the rows of a plan, and plants into those that are controls. Throws `E_ALTERED` where a row is not the planned one. */
export async function shownRows(dataset: Dataset, plan: ReviewPlan, signal: AbortSignal): Promise<ShownRows> {
  const parts = await partsOf(dataset, [...plan.entries, ...plan.risk], signal);
  const entities = wantedEntities(dataset);
  const plain = (row: PlannedRow) => ({ parts: parts.get(row.id)!, place: placeOf(dataset, row) });
  const sample = plan.entries.map(entry => {
    const row = plain(entry);
    if (entry.kind !== 'control') return row;
    const copy = plantedCopy({ ...entry, parts: row.parts }, plan.seed, entities);
    if (copy !== undefined && copyHash(copy.parts) === entry.copy) return { ...row, ...copy };
    throw new CorpusmithError('E_REVIEW', {
      place: row.place,
      detail: 'it was planned by another version of corpusmith, which makes other controls; go on with that one',
    });
  });
  return { sample, risk: plan.risk.map(plain) };
}

/** The parts of rows by id; a row is read once, however often it is planned. */
async function partsOf(
  dataset: Dataset,
  rows: readonly PlannedRow[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Part[]>> {
  const format = dataset.catalog.formats.get(dataset.facts.dataset.format)!;
  const parts = new Map<string, readonly Part[]>();
  for (const split of dataset.facts.dataset.splits) {
    const wanted = new Map(rows.filter(row => row.split === split.name).map(row => [row.line, row]));
    let line = 0;
    if (wanted.size === 0) continue;
    for await (const text of linesOf(dataset, split)) {
      if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
      const row = wanted.get(++line);
      if (row === undefined) continue;
      checkRow({ text, sha256: row.sha256 }, `${split.file}:${line}`);
      parts.set(row.id, format.parts(JSON.parse(text) as Row));
    }
  }
  const missing = rows.find(({ id }) => !parts.has(id));
  if (missing === undefined) return parts;
  const place = join(dataset.folder, placeOf(dataset, missing));
  throw new CorpusmithError('E_ALTERED', { place, detail: 'the row is not there any more' });
}

function placeOf({ facts }: Dataset, { split, line }: PlannedRow): string {
  return `${facts.dataset.splits.find(({ name }) => name === split)!.file}:${line}`;
}
