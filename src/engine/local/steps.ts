import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';
import type { Certifier, GlobalStep, MapStep } from '../../core/stage.ts';
import {
  type Assets,
  type Catalog,
  isGlobalStage,
  type MapStageDefinition,
  type StageDefinition,
} from '../../define.ts';
import type { Plan } from '../plan.ts';
import { findFiles } from './find-files.ts';

/** A stage that checks the written files. */
export interface Certifying {
  readonly position: number;
  readonly certifier: Certifier;
  /** Its check may be cut into slices of the rows. */
  readonly sliced: boolean;
}

/** Builds the steps of a plan, each once for a worker: a step may hold a tokenizer or a language model. */
export class Steps {
  readonly #plan: Plan;
  readonly #catalog: Catalog;
  readonly #built = new Map<number, Promise<unknown>>();
  readonly #certifiers = new Map<number, Promise<Certifier>>();

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

  /** The stages that check the written files: map stages each for itself, of global ones the last, which has the last word. */
  async certifying(): Promise<readonly Certifying[]> {
    const all: Certifying[] = [];
    for (const [position, { use }] of this.#plan.stages.entries()) {
      const sliced = !isGlobalStage(this.#catalog.stages.get(use)!);
      const certifier = await this.certifier(position);
      if (certifier !== undefined) all.push({ position, certifier, sliced });
    }
    const last = all.findLast(({ sliced }) => !sliced);
    return all.filter(one => one.sliced || one === last);
  }

  async certifier(position: number): Promise<Certifier | undefined> {
    const { use, options } = this.#plan.stages[position]!;
    const stage = this.#catalog.stages.get(use)!;
    if (isGlobalStage(stage)) return (await this.global(position)).certify;
    if (stage.certify === undefined) return undefined;
    const built = this.#certifiers.get(position) ?? this.#buildCertifier(stage, options);
    this.#certifiers.set(position, built);
    return built;
  }

  async #buildCertifier(stage: MapStageDefinition, options: object): Promise<Certifier> {
    return stage.certify!(options as never, await readAssets(this.#plan.root, stage, options));
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
