import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ancestorsOf } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { RunFacts, SplitFacts } from '../core/facts.ts';
import { workLines } from '../engine/local/work-lines.ts';
import { recognizers } from '../recognizers/index.ts';
import { DENIED } from '../redaction/denied.ts';
import { subjectRef } from '../redaction/subject-index.ts';
import { entityCounts } from '../reports/redaction-figures.ts';
import type { Dataset } from './dataset.ts';
import { ledgerLines } from './ledger.ts';

/** For the owner's eyes only: by document, references to the values that were found in it. */
export const SUBJECTS = 'subjects.jsonl';

/** A line of the index. `check` is what its key makes of nothing, the same in all. */
interface SubjectLine {
  readonly id: string;
  readonly check: string;
  readonly refs: readonly string[];
}

/** A row of the dataset. */
export interface FoundRow {
  readonly id: string;
  readonly split: SplitFacts['name'];
  /** Of its split's file, from 1. */
  readonly line: number;
  /** ISO 639-1, where it is known. */
  readonly language?: string;
  readonly characters: number;
  readonly tokens?: number;
}

/** Where a person occurs. */
export interface Found {
  /** Ids, in the order of the index. */
  readonly documents: readonly string[];
  /** Of these documents and of all that were made of them, in the order of the ledger. */
  readonly rows: readonly FoundRow[];
}

/**
 * Finds the documents that any of the values was found in, and their rows. Of `keys`, spellings of one key, the one that the
 * index was made with is taken. `E_SUBJECT_INDEX` when the run has written no index, `E_SUBJECT_KEY` when no key fits.
 */
export async function findSubject(
  dataset: Dataset,
  keys: readonly Uint8Array[],
  values: readonly string[],
  signal: AbortSignal,
): Promise<Found> {
  const { folder } = dataset;
  if (!isIndexed(dataset)) throw new CorpusmithError('E_SUBJECT_INDEX', { place: folder });
  // More than one stage may have indexed a document.
  const found = new Set<string>();
  let wanted: ReadonlySet<string> | undefined;
  for await (const line of indexLines(folder)) {
    if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
    const { id, check, refs } = JSON.parse(line) as SubjectLine;
    wanted ??= candidates(dataset, fitting(keys, check, folder), values);
    if (refs.some(ref => wanted!.has(ref))) found.add(id);
  }
  return { documents: [...found], rows: found.size === 0 ? [] : await rowsOfDocuments(folder, found, signal) };
}

/** A run that was given a key and has found nobody writes no index, and that is not the lack of one. */
function isIndexed({ folder, facts }: Dataset): boolean {
  const isGivenKey = ({ options }: RunFacts['stages'][number]) =>
    options.subjectKey !== undefined || options.subjectKeyFile !== undefined;
  return existsSync(join(folder, SUBJECTS)) || facts.stages.some(isGivenKey);
}

async function* indexLines(folder: string): AsyncGenerator<string> {
  if (existsSync(join(folder, SUBJECTS))) yield* workLines(join(folder, SUBJECTS));
}

function fitting(keys: readonly Uint8Array[], check: string, place: string): Uint8Array {
  const key = keys.find(one => checkOf(one) === check);
  if (key === undefined) throw new CorpusmithError('E_SUBJECT_KEY', { place });
  return key;
}

/** What every line of an index that is made with this key bears. */
export function checkOf(key: Uint8Array): string {
  return subjectRef(key, 'check', '');
}

/** What each value would be in the index, whatever it was taken for. */
function candidates({ facts }: Dataset, key: Uint8Array, values: readonly string[]): ReadonlySet<string> {
  const counted = entityCounts(facts).map(([entity]) => entity);
  const entities = new Set([...recognizers.map(({ entity }) => entity), 'PERSON', DENIED, ...counted]);
  return new Set(values.flatMap(value => [...entities].map(entity => subjectRef(key, entity, value))));
}

async function rowsOfDocuments(
  folder: string,
  documents: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<FoundRow[]> {
  const rows: FoundRow[] = [];
  const lines = new Map<string, number>();
  for await (const { row } of ledgerLines(folder, signal)) {
    if (row === undefined) continue;
    const { id } = row.story;
    const { split, language, characters = 0, tokens } = row.written;
    const line = (lines.get(split) ?? 0) + 1;
    lines.set(split, line);
    const known = { ...(language === undefined ? {} : { language }), ...(tokens === undefined ? {} : { tokens }) };
    if (isOf(id, documents)) rows.push({ id, split, line, characters, ...known });
  }
  return rows;
}

/** Whether a document is one of these or was made of one. */
export function isOf(id: string, documents: ReadonlySet<string>): boolean {
  return documents.has(id) || ancestorsOf(id).some(ancestor => documents.has(ancestor));
}
