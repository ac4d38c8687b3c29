import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { artefactsOf } from '../artefacts.ts';
import { Chain, type ChainEnd } from '../core/chain.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { RunFacts, SplitFacts } from '../core/facts.ts';
import { MANIFEST, type Manifest, manifestText } from '../core/manifest.ts';
import { PRIVATE } from '../engine/local/files.ts';
import { WORK } from '../engine/local/out-folder.ts';
import { barOf } from '../engine/local/rows.ts';
import { workBytes, workLines } from '../engine/local/work-lines.ts';
import { type Dataset, linesOf, sinkOf } from './dataset.ts';
import { FINDINGS } from './findings.ts';
import { LEDGER, ledgerLines } from './ledger.ts';
import { moveStaged } from './moves.ts';
import { namesPlaces, Places } from './places.ts';
import { StagedFiles } from './staged-files.ts';
import { type Found, type FoundRow, isOf, SUBJECTS } from './subjects.ts';

export interface Erasure {
  /** As `verify` has found it whole. */
  readonly dataset: Dataset;
  readonly manifest: Manifest;
  readonly found: Found;
  readonly signal: AbortSignal;
  /** Called before each change to the folder. */
  onMove?(): void;
}

/**
 * Takes the rows of a person out of a dataset. Every file that they stand in or are counted in is made anew beside it, then
 * all are moved. What was found stays in the findings, without values, and a line for each document says that it was erased.
 */
export async function erase({ dataset, manifest, found, signal, onMove }: Erasure): Promise<void> {
  const { folder, facts, catalog } = dataset;
  const staged = new StagedFiles(folder);
  const splits: SplitFacts[] = [];
  for (const split of facts.dataset.splits) splits.push(await eraseRows(dataset, split, found, staged, signal));
  if (found.rows.length > 0) await staged.stream(LEDGER, ledgerWithout(folder, found, signal));
  await staged.stream(SUBJECTS, indexWithout(join(folder, SUBJECTS), found, signal), PRIVATE);
  const places = new Places(facts.dataset.splits, found.rows);
  for (const { path } of manifest.files)
    if (namesPlaces(path)) await staged.stream(path, movedPlaces(join(folder, path), places, signal));
  const chain = new Chain(manifest.chains.findings);
  await staged.stream(FINDINGS, findingsWith(join(folder, FINDINGS), chain, found));
  const after = factsAfter(facts, splits, found, chain.end);
  const { trainers = [] } = facts.pipeline.resolved as { trainers?: readonly string[] };
  for (const { path, text } of artefactsOf(after, trainers, catalog)) staged.text(path, text);
  staged.text('run.json', `${JSON.stringify(after, null, 2)}\n`);
  staged.text(MANIFEST, manifestAfter(manifest, staged, chain.end));
  moveStaged(folder, [...staged.keys(), ...staged.keep(`${WORK}/finished.json`)], onMove);
}

/** Writes a split anew, through its sink, when it loses rows. Returns its numbers. */
async function eraseRows(
  dataset: Dataset,
  split: SplitFacts,
  { rows }: Found,
  staged: StagedFiles,
  signal: AbortSignal,
): Promise<SplitFacts> {
  const going = rows.filter(row => row.split === split.name);
  const gone = new Set(going.map(({ line }) => line));
  if (gone.size === 0) return split;
  const { sink, options } = sinkOf(dataset);
  async function* staying(): AsyncGenerator<string> {
    let line = 0;
    for await (const text of linesOf(dataset, split)) {
      if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
      line++;
      if (!gone.has(line)) yield text;
    }
  }
  const made = await staged.stream(split.file, sink.encode(staying(), options as never));
  const sum = (of: (row: FoundRow) => number) => going.reduce((all, row) => all + of(row), 0);
  const tokens = split.tokens === undefined ? {} : { tokens: split.tokens - sum(row => row.tokens ?? 0) };
  const characters = split.characters - sum(row => row.characters);
  return { ...split, ...made, rows: split.rows - gone.size, characters, ...tokens };
}

async function* ledgerWithout(folder: string, { rows }: Found, signal: AbortSignal): AsyncGenerator<string> {
  const gone = new Set(rows.map(({ id }) => id));
  for await (const { text, row } of ledgerLines(folder, signal)) {
    if (row === undefined || !gone.has(row.story.id)) yield `${text}\n`;
    else {
      const events = [...row.story.events.slice(0, -1), { stage: 'erase', drop: 'erased' }];
      yield `${JSON.stringify({ ...row.story, events })}\n`;
    }
  }
}

async function* indexWithout(path: string, { documents }: Found, signal: AbortSignal): AsyncGenerator<string> {
  const gone = new Set(documents);
  for await (const line of workLines(path)) {
    if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
    const { id } = JSON.parse(line) as { id: string };
    if (!gone.has(id)) yield `${line}\n`;
  }
}

async function* movedPlaces(path: string, places: Places, signal: AbortSignal): AsyncGenerator<string> {
  for await (const line of workLines(path)) {
    if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
    const moved = places.moved(line);
    if (moved !== undefined) yield `${moved}\n`;
  }
}

async function* findingsWith(
  path: string,
  chain: Chain,
  { documents, rows }: Found,
): AsyncGenerator<string | Uint8Array> {
  if (existsSync(path)) yield* workBytes(path);
  for (const id of documents) {
    const count = rows.filter(row => isOf(row.id, new Set([id]))).length;
    yield chain.line({ stage: 'erase', id, decision: 'erased', rows: count });
  }
}

/** The facts without the rows. What the stages counted stays: it is what the run did. */
function factsAfter(facts: RunFacts, splits: readonly SplitFacts[], found: Found, findings: ChainEnd): RunFacts {
  const { documents = 0, rows = 0 } = facts.erased ?? {};
  return {
    ...facts,
    dataset: { ...facts.dataset, splits },
    tokenHistogram: withoutBars(facts.tokenHistogram, found.rows),
    languages: withoutRows(facts.languages, found.rows),
    chains: { ...facts.chains, findings },
    erased: { documents: documents + found.documents.length, rows: rows + found.rows.length },
  };
}

function withoutBars(bars: RunFacts['tokenHistogram'], gone: readonly FoundRow[]): RunFacts['tokenHistogram'] {
  const isIn = (from: number) => gone.filter(({ tokens }) => tokens !== undefined && barOf(tokens) === from).length;
  return bars.map(bar => ({ ...bar, rows: bar.rows - isIn(bar.from) }));
}

function withoutRows(languages: RunFacts['languages'], rows: readonly FoundRow[]): RunFacts['languages'] {
  const left = { ...languages };
  for (const { language } of rows) if (language !== undefined) left[language] = (left[language] ?? 1) - 1;
  return Object.fromEntries(Object.entries(left).filter(([, count]) => count > 0));
}

function manifestAfter({ name, pipeline, files, chains }: Manifest, made: StagedFiles, findings: ChainEnd): string {
  const all = new Map(files.map(({ path, bytes, sha256 }) => [path, { bytes, sha256 }]));
  for (const [path, file] of made) all.set(path, file);
  return manifestText({
    name,
    pipeline,
    files: [...all].map(([path, file]) => ({ path, ...file })),
    chains: { ...chains, findings },
  });
}
