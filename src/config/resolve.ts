import { resolve } from 'node:path';
import { z } from 'zod';
import { CorpusmithError, type ErrorCode, nearest } from '../core/errors.ts';
import { type Catalog, isGlobalStage, type Label } from '../define.ts';
import type { Plan, PlannedSource, PlannedStage } from '../engine/plan.ts';
import { substituteEnvironment } from './environment.ts';
import { schemaOf } from './json-schema.ts';
import { type LoadedPipeline, loadPipeline, type Path } from './load.ts';
import { type CheckedPipeline, pipelineSchema } from './pipeline.ts';

export interface ResolvedPipeline {
  readonly plan: Plan;
  /** Bytes that a run may use, where the pipeline says. No part of the plan: it makes no other dataset. */
  readonly memory?: number;
  /** Things a person should know before signing. */
  readonly warnings: readonly string[];
}

/** Checks the shape of a pipeline and fills in defaults. The parts are not looked at yet: plugins may bring some. */
export function checkPipeline(loaded: LoadedPipeline): CheckedPipeline {
  const data = substituteEnvironment(loaded);
  return parse(pipelineSchema, data, loaded, []);
}

/** Absolute paths of the plugins that a pipeline names. */
export function pluginPaths(pipeline: CheckedPipeline, loaded: LoadedPipeline): string[] {
  return pipeline.plugins.map(plugin => resolve(loaded.base, pipeline.root, plugin));
}

/** Finds the parts, checks their options and what they need of each other. */
export function resolvePipeline(pipeline: CheckedPipeline, loaded: LoadedPipeline, catalog: Catalog): ResolvedPipeline {
  const { name, license, creator, url, published, seed, limits, maxFailures, trainers } = pipeline;
  const plan: Plan = {
    name,
    ...given({ license, creator, url, published }),
    seed,
    root: resolve(loaded.base, pipeline.root),
    sources: sourcesOf(pipeline, loaded, catalog),
    stages: stagesOf(pipeline, loaded, catalog),
    sink: sinkOf(pipeline, loaded, catalog),
    trainers,
    limits,
    maxFailures,
    plugins: pluginPaths(pipeline, loaded),
  };
  trainers.forEach((trainer, i) => {
    const { accepts } = find(catalog.trainers, trainer, loaded, ['trainers', i]);
    if (accepts.includes(plan.sink.format)) return;
    const detail = `${trainer} reads ${accepts.join(', ')}, not ${plan.sink.format}`;
    throw problem('E_FORMAT', loaded, ['sink', 'format'], detail);
  });
  checkNeeds(plan, loaded, catalog);
  checkConflicts(plan, loaded, catalog);
  const warnings = warningsOf(plan, catalog);
  return pipeline.memory === undefined ? { plan, warnings } : { plan, warnings, memory: pipeline.memory };
}

function sourcesOf(pipeline: CheckedPipeline, loaded: LoadedPipeline, catalog: Catalog): PlannedSource[] {
  const names = new Set<string>();
  return pipeline.sources.map(({ use, files, exclude, license, purpose, consent, ...own }, i) => {
    const schema =
      use === 'auto' ? z.strictObject({}) : find(catalog.sources, use, loaded, ['sources', i, 'use']).options;
    const name = unique(use, names);
    const about = given({ license, purpose, consent });
    return { name, use, files, exclude, ...about, options: options(schema, own, loaded, ['sources', i]) };
  });
}

/** The entries that have a value. */
function given<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as never;
}

function stagesOf(pipeline: CheckedPipeline, loaded: LoadedPipeline, catalog: Catalog): PlannedStage[] {
  const names = new Set<string>(['read', 'write']);
  return pipeline.stages.map(({ use, ...given }, i) => {
    const { options: schema, fromFile = [] } = find(catalog.stages, use, loaded, ['stages', i, 'use']);
    const read = withFiles(given, fromFile, resolve(loaded.base, pipeline.root));
    return { name: unique(use, names), use, options: options(schema, read, loaded, ['stages', i]) };
  });
}

/** Puts the content of YAML files in the place of their paths. */
function withFiles(given: Readonly<Record<string, unknown>>, names: readonly string[], root: string): object {
  const isPath = (value: unknown) => typeof value === 'string' && /\.(?:ya?ml|json)$/i.test(value);
  const paths = names.filter(name => isPath(given[name]));
  return {
    ...given,
    ...Object.fromEntries(paths.map(name => [name, loadPipeline(resolve(root, String(given[name]))).data])),
  };
}

function sinkOf(pipeline: CheckedPipeline, loaded: LoadedPipeline, catalog: Catalog): Plan['sink'] {
  const { use, format, dir, ...given } = pipeline.sink;
  const { options: schema } = find(catalog.sinks, use, loaded, ['sink', 'use']);
  find(catalog.formats, format, loaded, ['sink', 'format']);
  return { use, format, dir, options: options(schema, given, loaded, ['sink']) };
}

/** `pdf`, and for the second of the same part `pdf#2`. */
function unique(use: string, names: Set<string>): string {
  let name = use;
  for (let n = 2; names.has(name); n++) name = `${use}#${n}`;
  names.add(name);
  return name;
}

function find<P>(parts: ReadonlyMap<string, P>, name: string, loaded: LoadedPipeline, path: Path): P {
  const part = parts.get(name);
  if (part !== undefined) return part;
  const near = nearest(name, [...parts.keys()]);
  throw problem(
    'E_UNKNOWN_PART',
    loaded,
    path,
    near === undefined ? `"${name}"` : `"${name}"; did you mean "${near}"?`,
  );
}

function options(schema: z.ZodType, given: object, loaded: LoadedPipeline, path: Path): Record<string, unknown> {
  return parse(schema, given, loaded, path) as Record<string, unknown>;
}

/** Parses with a schema; the first issue becomes an error with its place and, for unknown keys, the nearest valid one. */
function parse<T>(schema: z.ZodType<T>, data: unknown, loaded: LoadedPipeline, path: Path): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const at = [...path, ...issue.path];
  if (issue.code !== 'unrecognized_keys') {
    const key = issue.path.length === 0 ? '' : `"${issue.path.join('.')}": `;
    throw problem('E_OPTION', loaded, at, `${key}${issue.message}`);
  }
  const key = issue.keys[0]!;
  const keys = keysAt(schema, issue.path);
  const near = nearest(key, keys);
  const hint = near === undefined ? `known are ${keys.join(', ') || 'none'}` : `did you mean "${near}"?`;
  throw problem('E_OPTION', loaded, [...at, key], `unknown key "${key}"; ${hint}`);
}

/** Keys of the object schema at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let json: z.core.JSONSchema.BaseSchema | undefined = schemaOf(schema);
  for (const key of path) json = (json?.properties?.[String(key)] ?? json?.items) as typeof json;
  return Object.keys(json?.properties ?? {});
}

/** Every label that a stage needs must come from a source or a stage before it. */
function checkNeeds(plan: Plan, loaded: LoadedPipeline, catalog: Catalog): void {
  const parts = [...catalog.sources.values()];
  const used = plan.sources.flatMap(({ use }) => (use === 'auto' ? parts : [catalog.sources.get(use)!]));
  const known = new Set<Label>(used.flatMap(part => part.adds));
  plan.stages.forEach(({ use, options }, i) => {
    const stage = catalog.stages.get(use)!;
    for (const label of stage.needs?.(options as never) ?? []) {
      if (known.has(label)) continue;
      const givers = [...catalog.stages.values()].filter(other => other.adds?.includes(label)).map(other => other.name);
      const hint = givers.length === 0 ? '' : `; put ${givers.join(' or ')} before it`;
      throw problem('E_NEEDS', loaded, ['stages', i], `${use} needs the label ${label}${hint}`);
    }
    for (const label of stage.adds ?? []) known.add(label);
  });
}

function checkConflicts(plan: Plan, loaded: LoadedPipeline, catalog: Catalog): void {
  for (const [i, { use, options }] of plan.stages.entries()) {
    const others = plan.stages.filter((_, other) => other !== i);
    const conflict = catalog.stages.get(use)!.conflict?.(options as never, others);
    if (conflict !== undefined) throw problem('E_OPTION', loaded, ['stages', i], conflict);
  }
}

function warningsOf(plan: Plan, catalog: Catalog): string[] {
  const warnings: string[] = [];
  const redact = plan.stages.findIndex(stage => stage.use === 'redact');
  const isBarrier = (stage: PlannedStage) => isGlobalStage(catalog.stages.get(stage.use)!);
  const before = plan.stages.slice(0, Math.max(0, redact)).filter(isBarrier);
  if (redact < 0) warnings.push('There is no redact stage: personal data stays in the rows.');
  if (before.length > 0) {
    const names = listed(before.map(stage => stage.name));
    warnings.push(`${names} before redact: until the run was done, the work folder held raw personal data.`);
  }
  if (!plan.stages.some(stage => stage.use === 'tokenize'))
    warnings.push('There is no tokenize stage: row lengths are not checked.');
  if (!plan.stages.some(stage => stage.use === 'split'))
    warnings.push('There is no split stage: all rows are for training.');
  const silent = plan.sources.filter(({ license, purpose }) => license === undefined || purpose === undefined);
  if (silent.length > 0) {
    const whose = silent.length === plan.sources.length ? 'any source' : listed(silent.map(({ name }) => name));
    warnings.push(`No license or no purpose is given for ${whose}: the dataset card cannot state it.`);
  }
  return warnings;
}

/** `a`, `a and b`, `a, b and c`. */
function listed(names: readonly string[]): string {
  return [...names.slice(0, -2), names.slice(-2).join(' and ')].join(', ');
}

function problem(code: ErrorCode, loaded: LoadedPipeline, path: Path, detail: string): CorpusmithError {
  return new CorpusmithError(code, { place: loaded.place(path), detail });
}
