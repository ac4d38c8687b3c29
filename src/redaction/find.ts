import type { Person } from '../core/document.ts';
import type { RecognizerDefinition } from '../define.ts';
import { normalise, withoutPlaceholders } from './placeholders.ts';
import { type Finding, resolve } from './resolve.ts';

export interface Search {
  readonly recognizers: readonly RecognizerDefinition[];
  readonly minScore: number;
  /** Values that stay, normalised by `allowedValues`. */
  readonly allowed: ReadonlySet<string>;
}

export interface Found {
  /** Disjoint, in order. */
  readonly findings: readonly Finding[];
  /** How many were kept because their value is allowed, or because their score is under the threshold. */
  readonly keptAllowed: number;
  readonly keptLowScore: number;
}

/** The values that stay, as they compare for every entity. */
export function allowedValues(values: readonly string[], entities: readonly string[]): ReadonlySet<string> {
  return new Set(values.flatMap(value => entities.map(entity => key(entity, value.trim()))));
}

/** Everything in `text` that is to be replaced. */
export function find(text: string, people: readonly Person[], search: Search): Found {
  const open = withoutPlaceholders(text);
  const all: Finding[] = [];
  for (const { entity, find } of search.recognizers)
    for (const { start, end, score } of find(open, people)) all.push({ entity, start, end, score });
  const allowed = all.filter(({ entity, start, end }) => search.allowed.has(key(entity, open.slice(start, end))));
  // What lies within an allowed value stays with it: the name in an allowed address.
  const stays = resolve(allowed, open);
  const rest = all.filter(finding => !stays.some(({ start, end }) => start <= finding.start && finding.end <= end));
  const enough = rest.filter(({ score }) => score >= search.minScore);
  const findings = resolve(enough, open);
  return { findings, keptAllowed: stays.length, keptLowScore: apart(resolve(rest, open), findings) };
}

/** How many of `spans` have nothing in common with any of `others`. Both are disjoint and in order. */
function apart(spans: readonly Finding[], others: readonly Finding[]): number {
  let next = 0;
  return spans.filter(span => {
    while (next < others.length && others[next]!.end <= span.start) next++;
    return next === others.length || others[next]!.start >= span.end;
  }).length;
}

function key(entity: string, value: string): string {
  return `${entity} ${normalise(entity, value)}`;
}
