import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { artefactsOf } from './artefacts.ts';
import { catalogModule, loadCatalog } from './catalog.ts';
import { fromObject, type LoadedPipeline, loadPipeline } from './config/load.ts';
import { type Pipeline, parseSize } from './config/pipeline.ts';
import { checkPipeline, pluginPaths, type ResolvedPipeline, resolvePipeline } from './config/resolve.ts';
import { CorpusmithError } from './core/errors.ts';
import type { Catalog } from './define.ts';
import type { LocalRun, RunProgress, RunResult } from './engine/local/run.ts';
import { runLocal } from './engine/local/run.ts';
import { codeHash, version } from './version.ts';

export interface RunOptions {
  /** Output folder, relative to the current one. Default: the sink's `dir`, relative to the pipeline's root. */
  readonly out?: string;
  /** Worker threads. Default: one for each core. 0 works in the calling thread. */
  readonly workers?: number;
  /** Bytes, or a size such as `2GB`. Default: the pipeline's `memory`, or a quarter of the machine's. */
  readonly memory?: string | number;
  /** Read at most so many documents of each source. */
  readonly limit?: number;
  /** Keep intermediate files, so that the next run repeats only what changed. They hold raw text. */
  readonly keepWork?: boolean;
  readonly signal?: AbortSignal;
  onProgress?(progress: RunProgress): void;
}

export interface Prepared extends ResolvedPipeline {
  readonly catalog: Catalog;
}

/** Loads, checks and resolves a pipeline, given as the path of a YAML file or as an object. Reads no input. */
export async function prepare(pipeline: string | Pipeline): Promise<Prepared> {
  const loaded: LoadedPipeline =
    typeof pipeline === 'string' ? loadPipeline(pipeline) : fromObject(pipeline, process.cwd());
  const checked = checkPipeline(loaded);
  const catalog = await loadCatalog(pluginPaths(checked, loaded));
  return { catalog, ...resolvePipeline(checked, loaded, catalog) };
}

/**
 * Builds a dataset. Rejects with a `CorpusmithError`; the same call resumes. Documents that could not be read are no error:
 * they are counted in the facts and listed in `rejects.jsonl`.
 */
export async function run(pipeline: string | Pipeline, options: RunOptions = {}): Promise<RunResult & { out: string }> {
  const local = localRun(await prepare(pipeline), options);
  return { ...(await runLocal(local)), out: local.out };
}

/** What the engine is told to do for a prepared pipeline. */
export function localRun({ plan, catalog, warnings, memory }: Prepared, options: RunOptions): LocalRun {
  const { limit, keepWork, onProgress } = options;
  return {
    plan,
    catalog,
    catalogModule,
    version,
    code: codeHash(plan.plugins),
    warnings,
    out: options.out === undefined ? resolve(plan.root, plan.sink.dir) : resolve(options.out),
    workers: options.workers ?? availableParallelism(),
    memory: memoryOf(options.memory ?? memory),
    signal: options.signal ?? new AbortController().signal,
    artefacts: facts => artefactsOf(facts, plan.trainers, catalog),
    ...(limit === undefined ? {} : { limit }),
    ...(keepWork === undefined ? {} : { keepWork }),
    ...(onProgress === undefined ? {} : { onProgress }),
  };
}

const LEAST_MEMORY = 128 << 20;

function memoryOf(given: string | number | undefined): number {
  const bytes = given === undefined ? totalmem() / 4 : parseSize(given);
  if (bytes >= LEAST_MEMORY) return bytes;
  throw new CorpusmithError('E_USAGE', { place: 'memory', detail: `"${given}" is not a size of at least 128MB` });
}
