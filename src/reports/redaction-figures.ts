import type { ReviewFacts, RunFacts, StageFacts } from '../core/facts.ts';
import { canonicalJson, sha256 } from '../core/hash.ts';
import { recognizers } from '../recognizers/index.ts';
import { modelHash } from '../recognizers/tagged.ts';
import { DENIED } from '../redaction/denied.ts';
import { OPERATING_POINTS, type OperatingPoint } from '../redaction/operating-points.ts';
import { type Choice, policyOf } from '../redaction/policies.ts';
import { partOf, ranked } from './figures.ts';
import { type EvidenceFigures, evidenceFigures, operatorsFor, total } from './redaction-evidence.ts';

/** What the reports say of redaction, as numbers and names: the one model behind the page and its JSON. */
export interface RedactionFigures extends EvidenceFigures {
  /** Names of the stages, in order; empty when nothing was redacted. */
  readonly stages: readonly string[];
  readonly entities: readonly EntityFigures[];
  /** Entities that a recognizer knows and that were left out by option. */
  readonly leftOut: readonly string[];
  /** Of each stage: the policy with a hash of all that it decides, and the operating point with its threshold. */
  readonly policies: readonly PolicyFigures[];
  readonly operatingPoints: readonly { readonly name: string; readonly minScore: number }[];
  /** Recognizers that looked, in the order of their names, and the model behind those that are statistical. */
  readonly detectors: readonly { readonly name: string; readonly entity: string; readonly tier: string }[];
  readonly model: { readonly name: string; readonly sha256: string };
  readonly values: number;
  readonly documentsLookedAt: number;
  readonly documentsTouched: number;
  readonly documentsDropped: number;
  readonly keptAllowed: number;
  readonly keptLowScore: number;
  readonly allowedValues: number;
  readonly bySource: readonly SourceFigures[];
  /** Stages that saw the text before it was redacted, and those that saw it after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface PolicyFigures {
  readonly name: string;
  readonly summary: string;
  readonly sha256: string;
}

export interface EntityFigures {
  readonly entity: string;
  readonly method: string;
  /** What became of its findings: operators of the stages that looked for it. */
  readonly operators: readonly string[];
  readonly values: number;
  readonly bySource: Readonly<Record<string, number>>;
}

export interface SourceFigures {
  readonly source: string;
  readonly documentsLookedAt: number;
  readonly documentsTouched: number;
  readonly values: number;
}

const isEntity = (counter: string) => /^[A-Z][A-Z0-9_]*$/.test(counter);

export function redactionFigures(facts: RunFacts, review?: ReviewFacts): RedactionFigures {
  const redacting = facts.stages.filter(stage => partOf(stage) === 'redact');
  const known = knownEntities(redacting);
  const entities = known.filter(entity => operatorsFor(entity, redacting).length > 0);
  const names = facts.stages.map(({ name }) => name);
  const last = redacting.length === 0 ? names.length : names.lastIndexOf(redacting.at(-1)!.name);
  const first = redacting[0];
  return {
    stages: redacting.map(({ name }) => name),
    entities: entities.map(entity => entityFigures(facts, redacting, entity)),
    leftOut: first === undefined ? [] : known.filter(entity => !entities.includes(entity)),
    policies: redacting.map(policyFigures),
    operatingPoints: redacting.map(({ options }) => {
      const name = String(options.operatingPoint);
      return { name, minScore: OPERATING_POINTS[name as OperatingPoint] };
    }),
    detectors: recognizers
      .filter(({ entity }) => entities.includes(entity))
      .map(({ name, entity, tier }) => ({ name, entity, tier }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    model: { name: 'linear tagger', sha256: modelHash() },
    values: entityCounts(facts).reduce((all, [, amount]) => all + amount, 0),
    documentsLookedAt: first?.total.in ?? 0,
    documentsTouched: Math.max(0, ...redacting.map(stage => stage.total.counters.documents ?? 0)),
    documentsDropped: total(redacting, stage => stage.total.dropped['personal-data'] ?? 0),
    keptAllowed: total(redacting, stage => stage.total.counters['kept-allowed'] ?? 0),
    keptLowScore: total(redacting, stage => stage.total.counters['kept-low-score'] ?? 0),
    allowedValues: total(redacting, ({ options }) => amountOf(options.allow)),
    bySource: facts.sources.map(({ name }) => sourceFigures(redacting, name)),
    before: names.slice(0, last),
    after: names.slice(last + 1),
    ...evidenceFigures(facts, redacting, review),
  };
}

function policyFigures({ options }: StageFacts): PolicyFigures {
  const { policy, replace, operators, operatingPoint } = options as unknown as Choice & { operatingPoint: string };
  const { name, summary, ...rules } = policyOf(policy);
  return { name, summary, sha256: sha256(canonicalJson({ rules, replace, operators, operatingPoint })) };
}

/** Values found by entity, over all redact stages, most first. */
export function entityCounts(facts: RunFacts): readonly (readonly [entity: string, values: number])[] {
  const tally: Record<string, number> = {};
  for (const stage of facts.stages.filter(one => partOf(one) === 'redact'))
    for (const [counter, amount] of Object.entries(stage.total.counters))
      if (isEntity(counter)) tally[counter] = (tally[counter] ?? 0) + amount;
  return ranked(tally);
}

function entityFigures(facts: RunFacts, redacting: readonly StageFacts[], entity: string): EntityFigures {
  const bySource = facts.sources.map(({ name }) => [
    name,
    total(redacting, stage => stage.bySource[name]?.counters[entity] ?? 0),
  ]);
  return {
    entity,
    method:
      recognizers
        .filter(one => one.entity === entity)
        .map(one => one.summary)
        .join('; ') || (entity === DENIED ? 'Values that the pipeline names' : 'A recognizer of a plugin'),
    operators: operatorsFor(entity, redacting),
    values: total(redacting, stage => stage.total.counters[entity] ?? 0),
    bySource: Object.fromEntries(bySource),
  };
}

function sourceFigures(redacting: readonly StageFacts[], source: string): SourceFigures {
  const counts = redacting.map(stage => stage.bySource[source]);
  return {
    source,
    documentsLookedAt: counts[0]?.in ?? 0,
    documentsTouched: Math.max(0, ...counts.map(one => one?.counters.documents ?? 0)),
    values: counts.reduce(
      (all, one) =>
        all + Object.entries(one?.counters ?? {}).reduce((sum, [name, n]) => sum + (isEntity(name) ? n : 0), 0),
      0,
    ),
  };
}

/** Entities of the built-in recognizers, and those of plugins that were found. */
function knownEntities(redacting: readonly StageFacts[]): readonly string[] {
  const found = redacting.flatMap(stage => Object.keys(stage.total.counters).filter(isEntity));
  const denied = redacting.some(stage => amountOf(stage.options.deny) > 0) ? [DENIED] : [];
  return [...new Set([...recognizers.map(({ entity }) => entity), ...found, ...denied])].sort();
}

/** How many values an option lists, also where only their number is written: `(2 values, not shown)`. */
function amountOf(value: unknown): number {
  return Array.isArray(value) ? value.length : Number(/^\((\d+) values?,/.exec(String(value))?.[1] ?? 0);
}
