import { pathToFileURL } from 'node:url';
import { CorpusmithError } from './core/errors.ts';
import type { AnyPart, Catalog, PartKind } from './define.ts';
import { formats } from './formats/index.ts';
import { recognizers } from './recognizers/index.ts';
import { sinks } from './sinks/index.ts';
import { containers, sources } from './sources/index.ts';
import { stages } from './stages/index.ts';
import { redact, redactWith } from './stages/redact/index.ts';
import { trainers } from './trainers/index.ts';

/** Parts that come with corpusmith. */
export const builtIn: readonly AnyPart[] = [
  ...sources,
  ...containers,
  ...stages,
  ...recognizers,
  ...formats,
  ...sinks,
  ...trainers,
];

export const PART_KINDS: readonly PartKind[] = [
  'source',
  'container',
  'stage',
  'recognizer',
  'format',
  'sink',
  'trainer',
];

/** This module, for workers: they load the catalog themselves. */
export const catalogModule = import.meta.url;

/** Built-in parts and those of plugins: modules whose default export is a list of parts. `plugins` are absolute paths. */
export async function loadCatalog(plugins: readonly string[] = []): Promise<Catalog> {
  if (plugins.length === 0) return catalogOf(builtIn);
  const parts = [...builtIn];
  for (const plugin of plugins) parts.push(...(await loadPlugin(plugin)));
  // `redact` knows the entities of its recognizers by name: with those of plugins it is another stage.
  const recognizers = parts.filter(part => part.kind === 'recognizer');
  return catalogOf(parts.map(part => (part === redact ? redactWith(recognizers) : part)));
}

export function catalogOf(parts: readonly AnyPart[]): Catalog {
  const byKind = Object.fromEntries(PART_KINDS.map(kind => [kind, new Map<string, AnyPart>()]));
  for (const part of parts) {
    if (byKind[part.kind]!.has(part.name)) {
      throw new CorpusmithError('E_PLUGIN', { place: part.name, detail: `there are two parts of this name` });
    }
    byKind[part.kind]!.set(part.name, part);
  }
  return {
    sources: byKind.source,
    containers: byKind.container,
    stages: byKind.stage,
    recognizers: byKind.recognizer,
    formats: byKind.format,
    sinks: byKind.sink,
    trainers: byKind.trainer,
  } as unknown as Catalog;
}

/** All parts of a catalog by kind, in the order of `PART_KINDS`. */
export function partsOf(catalog: Catalog): AnyPart[] {
  const { sources, containers, stages, recognizers, formats, sinks, trainers } = catalog;
  return [sources, containers, stages, recognizers, formats, sinks, trainers].flatMap(map => [...map.values()]);
}

async function loadPlugin(path: string): Promise<readonly AnyPart[]> {
  let parts: unknown;
  try {
    parts = ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
  } catch (error) {
    throw new CorpusmithError('E_PLUGIN', { place: path, detail: (error as Error).message, cause: error });
  }
  const isPart = (part: unknown) => PART_KINDS.includes((part as AnyPart | undefined)?.kind as PartKind);
  if (!Array.isArray(parts) || !parts.every(isPart)) {
    throw new CorpusmithError('E_PLUGIN', { place: path, detail: 'its default export is not a list of parts' });
  }
  return parts;
}
