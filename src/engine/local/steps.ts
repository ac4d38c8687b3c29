import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';
import type { Certifier, GlobalStep, MapStep } from '../../core/stage.ts';
import { type Assets, type Catalog, isGlobalStage, type StageDefinition } from '../../define.ts';
import type { Plan } from '../plan.ts';
import { findFiles } from './find-files.ts';

/** Builds the steps of a plan, each once for a worker: a step may hold a tokenizer or a language model. */
export class Steps {
  readonly #plan: Plan;
  readonly #catalog: Catalog;
  readonly #built = new Map<number, Promise<unknown>>();

  constructor(plan: Plan, catalog: Catalog) {
    this.#plan = plan;
    this.#catalog = catalog;
  }

  map(position: number): Promise<MapStep> {
    return this.#once(position) as Promise<MapStep>;
  }

  global(position: number): Promise<GlobalStep> {
    return this.#once(position) as Promise<GlobalStep>;
  }

  /** The stage that checks the written files, if any does: the last of them. */
  async certifying(): Promise<{ readonly position: number; readonly certifier: Certifier } | undefined> {
    for (let position = this.#plan.stages.length - 1; position >= 0; position--) {
      if (!isGlobalStage(this.#catalog.stages.get(this.#plan.stages[position]!.use)!)) continue;
      const { certify } = await this.global(position);
      if (certify !== undefined) return { position, certifier: certify };
    }
    return undefined;
  }

  #once(position: number): Promise<unknown> {
    const built = this.#built.get(position) ?? this.#build(position);
    this.#built.set(position, built);
    return built;
  }

  async #build(position: number): Promise<unknown> {
    const { use, options } = this.#plan.stages[position]!;
    const stage = this.#catalog.stages.get(use)!;
    const assets = await readAssets(this.#plan.root, stage, options);
    return isGlobalStage(stage) ? stage.global(options as never, assets) : stage.map(options as never, assets);
  }
}

/** Reads the files that a stage asks for. A folder is not read: a stage names its files, or gives a pattern of them. */
export async function readAssets(root: string, stage: StageDefinition, options: object): Promise<Assets> {
  const assets = new Map<string, Uint8Array>();
  for (const { path, optional } of stage.assets?.(options as never) ?? []) {
    const found = PATTERN.test(path) ? (await findFiles(root, [path], [])).map(({ uri }) => uri) : [path];
    const place = `stage ${stage.name}, ${path}`;
    if (found.length === 0 && !optional) throw new CorpusmithError('E_ASSET', { place, detail: 'no file matches' });
    for (const uri of found) {
      try {
        assets.set(uri, readFileSync(resolve(root, uri)));
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
        if (optional && code === 'ENOENT') continue;
        throw new CorpusmithError('E_ASSET', { place, detail: code });
      }
    }
  }
  return assets;
}

const PATTERN = /[*?{[]/;
