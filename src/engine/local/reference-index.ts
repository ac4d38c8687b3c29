import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';
import { canonicalJson, hashOf } from '../../core/hash.ts';
import type { Catalog, GlobalStageDefinition } from '../../define.ts';
import type { Plan } from '../plan.ts';
import { writeAtomically, writeError } from './files.ts';
import { Pulse } from './pulse.ts';
import { findReferences, INDEX_SCHEMA, type IndexedFile, type IndexFile, readIndex } from './references.ts';
import { runReference } from './run-reference.ts';
import type { ReferenceFile } from './shard.ts';
import { Steps } from './steps.ts';

export interface IndexOptions {
  readonly catalog: Catalog;
  /** Name and options of the stage whose sketches are kept. */
  readonly stage: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Datasets and files to add, relative to `root`. */
  readonly paths: readonly string[];
  readonly root: string;
  readonly limits: Plan['limits'];
  /** Absolute folder of the index; made when it is not there. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Hears of each file that has been sketched. */
  onFile?(file: IndexedFile, sketched: boolean): void;
}

/**
 * Writes the sketches of datasets into an index folder, or adds them to one that is there. Files that it holds already, by
 * their content and their dataset, are left as they are. What comes out does not depend on the order of additions: adding
 * gives the same bytes as building at once.
 */
export async function buildIndex(build: IndexOptions): Promise<IndexFile> {
  const { catalog, stage: name, options, folder, root, limits, signal } = build;
  const stage = catalog.stages.get(name) as GlobalStageDefinition;
  const known = existsSync(join(folder, 'index.json')) ? readIndex(folder, stage, options).files : [];
  if (known.length === 0) refuseOther(folder);
  const { files } = await findReferences(root, build.paths, stage, options, catalog, signal);
  const plan = planOf(name, options, root, limits);
  const bench = { plan, catalog, phases: [], steps: new Steps(plan, catalog), pulse: new Pulse() };
  const stop = () => bench.pulse.abort();
  signal.addEventListener('abort', stop, { once: true });
  const byName = new Map(known.map(file => [file.sketches, file]));
  try {
    for (const file of files) {
      const sketches = `${keyOf(file)}.sketch`;
      const isKnown = byName.has(sketches);
      const indexed = byName.get(sketches) ?? indexedFile(file, sketches, await sketch(file, join(folder, sketches)));
      byName.set(sketches, indexed);
      build.onFile?.(indexed, !isKnown);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const ordered = [...byName.values()].sort((a, b) => (a.sketches < b.sketches ? -1 : 1));
  const index: IndexFile = {
    schema: INDEX_SCHEMA,
    stage: name,
    sketchedWith: stage.sketchedWith?.(options as never) ?? {},
    files: ordered,
  };
  writeAtomically(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  return index;

  function sketch(reference: ReferenceFile, output: string) {
    return runReference({ kind: 'reference', stage: 0, reference, output }, bench);
  }
}

/** A folder that holds something else is not made an index. */
function refuseOther(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new CorpusmithError('E_OUT_NOT_EMPTY', { place: folder });
  const others = readdirSync(folder).filter(name => !/\.sketch(?:\.partial)?$/.test(name));
  if (others.length > 0) throw new CorpusmithError('E_OUT_NOT_EMPTY', { place: folder });
  try {
    // Left by a build that was stopped.
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  } catch (error) {
    throw writeError(error, folder);
  }
}

/** Of the rows and of what they will be called. */
function keyOf({ dataset, split, file, rows }: ReferenceFile): string {
  return hashOf(canonicalJson([dataset, split ?? null, file.uri, rows]), file.sha256).slice(0, 32);
}

function indexedFile(
  { dataset, split, file }: ReferenceFile,
  sketches: string,
  { documents, bytes }: { documents: number; bytes: number },
): IndexedFile {
  return { dataset, ...(split === undefined ? {} : { split }), sha256: file.sha256, sketches, documents, bytes };
}

function planOf(stage: string, options: IndexOptions['options'], root: string, limits: Plan['limits']): Plan {
  return {
    name: 'index',
    seed: 0,
    root,
    sources: [],
    stages: [{ name: stage, use: stage, options }],
    sink: { use: 'none', format: 'none', dir: '', options: {} },
    trainers: [],
    limits,
    maxFailures: 0,
    plugins: [],
  };
}
