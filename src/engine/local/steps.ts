import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';
import type { GlobalStep, MapStep } from '../../core/stage.ts';
import { type Assets, type Catalog, isGlobalStage, type StageDefinition } from '../../define.ts';
import type { Plan } from '../plan.ts';

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

  #once(position: number): Promise<unknown> {
    const built = this.#built.get(position) ?? this.#build(position);
    this.#built.set(position, built);
    return built;
  }

  async #build(position: number): Promise<unknown> {
    const { use, options } = this.#plan.stages[position]!;
    const stage = this.#catalog.stages.get(use)!;
    const assets = readAssets(this.#plan.root, stage, options);
    return isGlobalStage(stage) ? stage.global(options as never, assets) : stage.map(options as never, assets);
  }
}

/** Reads the files that a stage asks for. A folder is not read: a stage names its files. */
export function readAssets(root: string, stage: StageDefinition, options: object): Assets {
  const assets = new Map<string, Uint8Array>();
  for (const { path, optional } of stage.assets?.(options as never) ?? []) {
    try {
      assets.set(path, readFileSync(resolve(root, path)));
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
      if (optional && code === 'ENOENT') continue;
      throw new CorpusmithError('E_ASSET', { place: `stage ${stage.name}, ${path}`, detail: code });
    }
  }
  return assets;
}
