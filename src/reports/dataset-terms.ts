import type { RunFacts, SourceTerms, Terms } from '../core/facts.ts';

/** What the pipeline says of a dataset for its card: nobody but the owner of the texts can know it. */
export function termsOf(facts: RunFacts): Terms {
  return texts(facts.pipeline.resolved, ['license', 'creator', 'url', 'published']);
}

/** Of a `sources:` entry by its name. */
export function sourceTerms(facts: RunFacts, source: string): SourceTerms {
  const { sources = [] } = facts.pipeline.resolved as { sources?: readonly Readonly<Record<string, unknown>>[] };
  const entry = sources.find(({ name }) => name === source) ?? {};
  return texts(entry, ['license', 'purpose', 'consent']);
}

function texts<K extends string>(from: Readonly<Record<string, unknown>>, keys: readonly K[]): { [key in K]?: string } {
  return Object.fromEntries(keys.flatMap(key => (typeof from[key] === 'string' ? [[key, from[key]]] : []))) as never;
}
