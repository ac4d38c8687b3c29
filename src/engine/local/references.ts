import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';
import type { RunFacts, SplitName } from '../../core/facts.ts';
import { canonicalJson } from '../../core/hash.ts';
import type { Reference } from '../../core/stage.ts';
import type { Catalog, GlobalStageDefinition } from '../../define.ts';
import { HEAD_BYTES, recognise } from './discover.ts';
import { readJson } from './files.ts';
import { findFiles } from './find-files.ts';
import { readHead, readThrough } from './read-through.ts';
import type { ReferenceFile, ReferenceInput } from './shard.ts';

/** What a stage compares documents with: files whose rows are still to be sketched, and sketches that an index holds. */
export interface References {
  readonly files: readonly ReferenceFile[];
  readonly sketched: readonly ReferenceInput[];
  /** Hashes of all that was found. */
  readonly key: readonly string[];
}

/** What lies in an index folder beside its sketch files. */
export interface IndexFile {
  readonly schema: 'corpusmith/index/1';
  /** Name of the stage whose sketches it holds, and what they depend on. */
  readonly stage: string;
  readonly sketchedWith: Readonly<Record<string, unknown>>;
  readonly files: readonly IndexedFile[];
}

export interface IndexedFile {
  readonly dataset: string;
  readonly split?: SplitName;
  /** Hash of the file that was sketched; the name of the sketch file begins with it. */
  readonly sha256: string;
  readonly sketches: string;
  readonly documents: number;
  readonly bytes: number;
}

export const INDEX_SCHEMA = 'corpusmith/index/1';

/** Finds the datasets that a stage names: folders of runs, index folders, files that a source can read. */
export async function findReferences(
  root: string,
  paths: readonly string[],
  stage: GlobalStageDefinition,
  options: object,
  catalog: Catalog,
  signal: AbortSignal,
): Promise<References> {
  const files: ReferenceFile[] = [];
  const sketched: ReferenceInput[] = [];
  const key: string[] = [];
  for (const dataset of paths) {
    const path = resolve(root, dataset);
    if (existsSync(join(path, 'index.json'))) {
      const index = readIndex(path, stage, options);
      for (const file of index.files) {
        stage.checkReference?.(referenceOf(file), options as never);
        sketched.push(indexed(path, file));
        // The name is a hash of the rows and of what they are called: ids of keepers depend on both.
        key.push(file.dataset, file.split ?? '', file.sketches);
      }
      continue;
    }
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    const found = isFolder ? datasetFiles(dataset, path) : await looseFiles(root, dataset, catalog);
    for (const { uri, path, ...rest } of found) {
      stage.checkReference?.(referenceOf(rest), options as never);
      const { bytes, sha256 } = await readThrough(path, uri, undefined, signal);
      files.push({ ...rest, file: { uri, path, bytes, sha256 } });
      key.push(rest.dataset, rest.split ?? '', uri, sha256);
    }
  }
  return { files, sketched, key };
}

interface Named extends Omit<ReferenceFile, 'file'> {
  readonly uri: string;
  readonly path: string;
}

/** The split files of a finished run. */
function datasetFiles(dataset: string, folder: string): Named[] {
  const facts = readJson<RunFacts>(join(folder, 'run.json'));
  if (facts === undefined) throw missing(dataset, 'the folder holds neither a finished run nor an index');
  const { format, splits } = facts.dataset;
  const { use = 'jsonl', options = {} } =
    (facts.pipeline.resolved as { sink?: { use: string; options: object } }).sink ?? {};
  return splits.map(({ name, file }) => {
    const path = join(folder, file);
    if (!existsSync(path)) throw missing(dataset, `${file} is not there`);
    const rows = { sink: use, options: options as Record<string, unknown>, format };
    return { dataset, uri: `${dataset.replace(/\/+$/, '')}/${file}`, path, split: name, rows };
  });
}

async function looseFiles(root: string, dataset: string, catalog: Catalog): Promise<Named[]> {
  const found = await findFiles(root, [dataset], []);
  if (found.length === 0) throw missing(dataset, 'there is no such file or folder');
  return Promise.all(
    found.map(async ({ uri, path }) => {
      const head = await readHead(path, uri, HEAD_BYTES).catch(() => undefined);
      if (head === undefined) throw missing(uri, 'it cannot be opened');
      const source = recognise(catalog, { uri, bytes: statSync(path).size, head });
      if (source === undefined) throw missing(uri, 'its format is not recognised');
      return { dataset, uri, path, rows: { use: source.name } };
    }),
  );
}

/** An index that is whole and, where `options` are given, one that the stage can use with them. */
export function readIndex(folder: string, stage: GlobalStageDefinition, options?: object): IndexFile {
  const index = readJson<IndexFile>(join(folder, 'index.json'));
  if (index?.schema !== INDEX_SCHEMA || !Array.isArray(index.files)) {
    throw missing(folder, 'index.json is damaged, or another version wrote it; build the index again');
  }
  const wanted = options === undefined ? index.sketchedWith : (stage.sketchedWith?.(options as never) ?? {});
  if (index.stage !== stage.name || canonicalJson(index.sketchedWith) !== canonicalJson(wanted)) {
    const detail =
      `the index was made for ${index.stage} with ${canonicalJson(index.sketchedWith)}, ` +
      `${stage.name} asks for ${canonicalJson(wanted)}`;
    throw missing(folder, detail);
  }
  for (const file of index.files) {
    const size = statSync(join(folder, file.sketches), { throwIfNoEntry: false })?.size;
    if (size !== file.bytes) throw missing(folder, `${file.sketches} is missing or damaged; build the index again`);
  }
  return index;
}

function indexed(folder: string, file: IndexedFile): ReferenceInput {
  const { sketches, documents, bytes } = file;
  return { path: join(folder, sketches), count: documents, bytes, reference: referenceOf(file) };
}

/** What a stage knows of where a row comes from. */
export function referenceOf({ dataset, split }: Reference): Reference {
  return split === undefined ? { dataset } : { dataset, split };
}

function missing(place: string, detail: string): CorpusmithError {
  return new CorpusmithError('E_REFERENCE', { place, detail });
}
