import { canonicalJson, hashOf } from '../../core/hash.ts';
import type { Catalog } from '../../define.ts';
import type { Phase, Plan } from '../plan.ts';
import type { ReferenceFile, Shard } from './shard.ts';
import { readAssets } from './steps.ts';

const LENGTH = 32;

/**
 * Names of work files, made of everything that their content depends on: code, options so far, input. Whatever is found
 * under its name is therefore right, and changing one thing runs again only what comes after it.
 */
export class Keys {
  readonly #plan: Plan;
  readonly #code: string;
  /** What each stage depends on besides its input. */
  readonly #stages: readonly string[];

  /** Of the earlier datasets that each stage compares documents with. */
  readonly #references: readonly (readonly string[])[];

  static async of(plan: Plan, catalog: Catalog, code: string, references: readonly (readonly string[])[]) {
    const stages = plan.stages.map(async ({ name, use, options }) => {
      const assets = [...(await readAssets(plan.root, catalog.stages.get(use)!, options))].flat();
      return hashOf(name, use, canonicalJson(options), ...assets);
    });
    return new Keys(plan, code, await Promise.all(stages), references);
  }

  private constructor(plan: Plan, code: string, stages: readonly string[], references: readonly (readonly string[])[]) {
    this.#plan = plan;
    this.#code = code;
    this.#stages = stages;
    this.#references = references;
  }

  /** Of the phase that reads the shard. */
  reading(shard: Shard, phase: Phase, limit: number | undefined): string {
    const { limits, seed, sources } = this.#plan;
    const { name, options } = sources[shard.source]!;
    const files = shard.files.flatMap(file => [file.uri, file.sha256]);
    const how = canonicalJson([
      limits,
      seed,
      name,
      options,
      shard.use,
      shard.range ?? null,
      shard.fail ?? null,
      limit ?? null,
    ]);
    return hashOf(this.#code, how, ...files, ...this.#of(phase)).slice(0, LENGTH);
  }

  /** Of a later phase: it depends on the documents before it and on what was decided about them. */
  following(previous: string, decisions: string, phase: Phase): string {
    return hashOf(previous, decisions, ...this.#of(phase)).slice(0, LENGTH);
  }

  barrier(stage: number, inputs: readonly string[]): string {
    return hashOf(this.#stages[stage]!, String(inputs.length), ...inputs, ...this.#references[stage]!).slice(0, LENGTH);
  }

  /** Of the sketches of an earlier dataset. */
  reference(stage: number, { dataset, split, file, rows }: ReferenceFile): string {
    const what = canonicalJson([dataset, split ?? null, file.uri, rows]);
    return hashOf(this.#code, this.#stages[stage]!, what, file.sha256).slice(0, LENGTH);
  }

  /** Of the whole run: equal keys mean equal output. */
  run(shards: readonly string[]): string {
    const { sink, trainers, name, license, creator, url, published, sources, maxFailures } = this.#plan;
    const terms = {
      license,
      creator,
      url,
      published,
      sources: sources.map(({ license, purpose, consent }) => ({ license, purpose, consent })),
    };
    return hashOf(
      this.#code,
      canonicalJson([sink, trainers, name, terms, maxFailures]),
      ...this.#stages,
      ...this.#references.flat(),
      ...shards,
    );
  }

  #of({ opens, stages, closes }: Phase): string[] {
    const format = closes === undefined ? [this.#plan.sink.format] : [];
    return [opens, ...stages, closes].flatMap(at => (at === undefined ? '-' : this.#stages[at]!)).concat(format);
  }
}
