import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Part } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { RunFacts, SplitFacts } from '../core/facts.ts';
import type { Catalog, Row, SinkDefinition } from '../define.ts';
import type { Story } from '../engine/local/story.ts';
import { workLines } from '../engine/local/work-lines.ts';

/** A row of a finished dataset, with what the ledger knows of it. */
export interface DatasetRow {
  readonly split: SplitFacts['name'];
  /** From 1. */
  readonly line: number;
  /** Of the document that it was made of; `<parent>-<n>` when that was born of another. */
  readonly id: string;
  /** Name of the `sources:` entry. */
  readonly source: string;
  /** ISO 639-1, where the `language` stage ran. */
  readonly language?: string;
  /** SHA-256 of the row as it was written. */
  readonly sha256: string;
  /** The row as it stands in the file, without its line break. */
  readonly text: string;
  readonly parts: readonly Part[];
}

/** The folder of a finished run. */
export interface Dataset {
  readonly folder: string;
  readonly facts: RunFacts;
  readonly catalog: Catalog;
}

/** The rows of one split, in the order of its file. Throws `E_NOT_A_RUN` where file and ledger do not go together. */
export async function* rowsOf(
  { folder, facts, catalog }: Dataset,
  split: SplitFacts,
  signal: AbortSignal,
): AsyncGenerator<DatasetRow> {
  const format = catalog.formats.get(facts.dataset.format);
  if (format === undefined) throw mismatch(folder, `rows of format ${facts.dataset.format} cannot be read`);
  const told = toldOf(folder, split.name);
  let line = 0;
  for await (const text of linesOf({ folder, facts, catalog }, split)) {
    if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
    line++;
    const { value: known } = await told.next();
    if (known === undefined) throw mismatch(join(folder, split.file), `the ledger knows no row ${line}`);
    yield { split: split.name, line, text, ...known, parts: format.parts(rowAt(text, split.file, line)) };
  }
}

/** The lines of a split as the sink has written them, decoded. */
export async function* linesOf(dataset: Dataset, split: SplitFacts): AsyncGenerator<string> {
  const { sink, options } = sinkOf(dataset);
  const path = join(dataset.folder, split.file);
  const bytes = createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
  yield* sink.decode(bytes, options as never);
}

/** What the files of a dataset were written by. */
export function sinkOf({ folder, facts, catalog }: Dataset): {
  readonly sink: SinkDefinition;
  readonly options: object;
} {
  const { use = 'jsonl', options = {} } = (facts.pipeline.resolved.sink ?? {}) as { use?: string; options?: object };
  const sink = catalog.sinks.get(use);
  if (sink === undefined) throw mismatch(folder, `files of the sink ${use} cannot be read`);
  return { sink, options };
}

type Told = Pick<DatasetRow, 'id' | 'source' | 'sha256' | 'language'>;

/** What the ledger says of the rows of a split: they stand in its order. */
async function* toldOf(folder: string, split: string): AsyncGenerator<Told> {
  for await (const line of workLines(join(folder, 'ledger.jsonl'))) {
    const { id, events } = JSON.parse(line) as Story;
    const written = events.at(-1);
    if (written?.split !== split) continue;
    const { row = '', from = '', language } = written;
    yield { id, source: from, sha256: row, ...(language === undefined ? {} : { language }) };
  }
}

function rowAt(text: string, file: string, line: number): Row {
  try {
    return JSON.parse(text) as Row;
  } catch {
    throw mismatch(`${file}:${line}`, 'the row is not JSON');
  }
}

function mismatch(place: string, detail: string): CorpusmithError {
  return new CorpusmithError('E_NOT_A_RUN', { place, detail });
}
