import { interval } from '../core/binomial.ts';
import type { ChainEnd } from '../core/chain.ts';
import type { ReviewFacts, RunFacts, StageFacts } from '../core/facts.ts';
import { coverages } from '../redaction/coverage.ts';
import { type Choice, operatorOf } from '../redaction/policies.ts';
import { REASONS, type Reason } from '../redaction/post-scan.ts';
import { ranked } from './figures.ts';

/** What there is to prove that the redaction did what it should: the part of the redaction report that an officer signs for. */
export interface EvidenceFigures {
  /** `Blocked` where something must be mended first, `ready` where a person has read a whole sample. */
  readonly status: 'not redacted' | 'blocked' | 'needs review' | 'ready to sign';
  /** Why it is not ready, in sentences. */
  readonly open: readonly string[];
  /** What was found, by recognizer, role of the part, and language of the document. */
  readonly breakdowns: Readonly<Record<'recognizer' | 'role' | 'language', readonly Breakdown[]>>;
  /** Findings by tenth of their score, and those under the threshold, which stayed. */
  readonly scores: readonly ScoreFigures[];
  readonly nearMisses: readonly Breakdown[];
  readonly allowed: readonly (readonly [entity: string, values: number])[];
  readonly overlaps: readonly Overlap[];
  readonly canaries: readonly CanaryFigures[];
  readonly postScan?: PostScanFigures;
  readonly coverage?: CoverageFigures;
  readonly ledger?: ChainEnd;
  readonly review?: ReviewFacts;
}

/** `by`: a recognizer, a role, a language, or a score. */
export interface Breakdown {
  readonly entity: string;
  readonly by: string;
  readonly values: number;
}

export interface ScoreFigures {
  /** Lower end of the tenth. */
  readonly score: string;
  readonly replaced: number;
  readonly kept: number;
}

export interface Overlap {
  readonly winner: string;
  readonly loser: string;
  readonly values: number;
}

/** How many of the planted values were found, and between what bounds their share lies with 95 % confidence. */
export interface CanaryFigures {
  readonly entity: string;
  readonly planted: number;
  readonly found: number;
  readonly interval: readonly [low: number, high: number];
}

/** What the scan of the written rows has hit. */
export interface PostScanFigures {
  readonly rows: number;
  readonly notScanned: number;
  readonly hits: readonly { readonly because: Reason; readonly meaning: string; readonly hits: number }[];
  readonly unexplained: number;
}

export interface CoverageFigures {
  readonly title: string;
  readonly rows: readonly CoverageRowFigures[];
}

export interface CoverageRowFigures {
  readonly ref: string;
  readonly identifier: string;
  readonly note?: string;
  /** `no`: nothing looks for it. `kept`: the policy or an option says that it stays. */
  readonly covered: 'yes' | 'in part' | 'kept' | 'no';
  readonly entities: readonly string[];
  readonly operators: readonly string[];
  readonly values: number;
  readonly planted: number;
  readonly found: number;
}

/** The evidence of these redact stages. */
export function evidenceFigures(
  facts: RunFacts,
  redacting: readonly StageFacts[],
  review: ReviewFacts | undefined,
): EvidenceFigures {
  const broken = (group: string) => breakdown(redacting, group);
  const postScan = postScanFigures(facts, redacting);
  const coverage = coverageFigures(redacting);
  const { findings } = facts.chains ?? {};
  return {
    ...verdict(redacting, postScan, review),
    breakdowns: { recognizer: broken('recognizer'), role: broken('role'), language: broken('language') },
    scores: scoreFigures(redacting),
    nearMisses: broken('near-miss'),
    allowed: ranked(tallied(redacting, 'allowed')),
    overlaps: ranked(tallied(redacting, 'overlap')).map(([both, values]) => {
      const [winner = '', loser = ''] = both.split(' over ');
      return { winner, loser, values };
    }),
    canaries: canaryFigures(redacting),
    ...(postScan === undefined ? {} : { postScan }),
    ...(coverage === undefined ? {} : { coverage }),
    ...(findings === undefined ? {} : { ledger: findings }),
    ...(review === undefined ? {} : { review }),
  };
}

function verdict(
  redacting: readonly StageFacts[],
  postScan: PostScanFigures | undefined,
  review: ReviewFacts | undefined,
): Pick<EvidenceFigures, 'status' | 'open'> {
  if (redacting.length === 0) return { status: 'not redacted', open: ['The pipeline has no redact stage.'] };
  const blockers = [
    ...(postScan === undefined ? ['The written rows were not scanned again.'] : []),
    ...((postScan?.notScanned ?? 0) > 0 ? [`${postScan!.notScanned} rows were not scanned again.`] : []),
    ...((postScan?.unexplained ?? 0) > 0 ? [`${postScan!.unexplained} hits in the written rows are unexplained.`] : []),
  ];
  if (blockers.length > 0) return { status: 'blocked', open: blockers };
  if (review === undefined)
    return { status: 'needs review', open: ['No person has read a sample of the rows: see “Read by people”.'] };
  if (!review.complete) return { status: 'needs review', open: ['The sample has not been read to its end.'] };
  // The bound corrected for what the readers overlook is of no use.
  if (review.combined.corrected === 1)
    return {
      status: 'needs review',
      open: ['The readers marked too few of the planted values: who overlooks them overlooks others.'],
    };
  return { status: 'ready to sign', open: [] };
}

/** A tally of all redact stages together. */
function tallied(redacting: readonly StageFacts[], group: string): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const { total } of redacting)
    for (const [key, values] of Object.entries(total.tallies?.[group] ?? {})) sum[key] = (sum[key] ?? 0) + values;
  return sum;
}

function breakdown(redacting: readonly StageFacts[], group: string): readonly Breakdown[] {
  return ranked(tallied(redacting, group)).map(([key, values]) => {
    const [entity = '', by = ''] = key.split(' ');
    return { entity, by, values };
  });
}

function scoreFigures(redacting: readonly StageFacts[]): readonly ScoreFigures[] {
  const [replaced, kept] = [breakdown(redacting, 'score'), breakdown(redacting, 'near-miss')];
  const sum = (all: readonly Breakdown[], score: string) =>
    all.reduce((values, one) => values + (one.by === score ? one.values : 0), 0);
  if (replaced.length + kept.length === 0) return [];
  const scores = Array.from({ length: 11 }, (_, tenth) => (tenth / 10).toFixed(1));
  return scores.map(score => ({ score, replaced: sum(replaced, score), kept: sum(kept, score) }));
}

function canaryFigures(redacting: readonly StageFacts[]): readonly CanaryFigures[] {
  const [planted, found] = [tallied(redacting, 'canaries-planted'), tallied(redacting, 'canaries-found')];
  return ranked(planted).map(([entity, amount]) => {
    const gone = found[entity] ?? 0;
    return { entity, planted: amount, found: gone, interval: interval(gone, amount) };
  });
}

function postScanFigures(facts: RunFacts, redacting: readonly StageFacts[]): PostScanFigures | undefined {
  const scans = redacting.flatMap(stage => (stage.facts?.['rows-scanned'] === undefined ? [] : [stage.facts]));
  if (redacting.length === 0 || scans.length < redacting.length) return undefined;
  const rows = Math.min(...scans.map(scan => scan['rows-scanned']!));
  const hits = Object.entries(REASONS).map(([because, meaning]) => ({
    because: because as Reason,
    meaning,
    hits: scans.reduce((all, scan) => all + (scan[`hits-${because}`] ?? 0), 0),
  }));
  const unexplained = hits.find(({ because }) => because === 'unexplained')!.hits;
  return { rows, notScanned: facts.totals.written - rows, hits, unexplained };
}

/** The identifiers of the rule behind the policy of the last stage, and what was done about each. */
function coverageFigures(redacting: readonly StageFacts[]): CoverageFigures | undefined {
  const last = redacting.at(-1);
  if (last === undefined) return undefined;
  const { policy } = last.options as unknown as Choice;
  const coverage = coverages[typeof policy === 'string' ? policy : policy.extends];
  if (coverage === undefined) return undefined;
  const [planted, found] = [tallied(redacting, 'canaries-planted'), tallied(redacting, 'canaries-found')];
  const rows = coverage.rows.map(({ ref, identifier, entities, note }): CoverageRowFigures => {
    const operators = [...new Set(entities.flatMap(entity => operatorsFor(entity, redacting)))];
    const looked = entities.filter(entity => operatorsFor(entity, redacting).length > 0);
    const sum = (of: (entity: string) => number) => entities.reduce((all, entity) => all + of(entity), 0);
    return {
      ref,
      identifier,
      ...(note === undefined ? {} : { note }),
      covered: coveredBy(entities, looked),
      entities,
      operators,
      values: sum(entity => total(redacting, stage => stage.total.counters[entity] ?? 0)),
      planted: sum(entity => planted[entity] ?? 0),
      found: sum(entity => found[entity] ?? 0),
    };
  });
  return { title: coverage.title, rows };
}

function coveredBy(entities: readonly string[], looked: readonly string[]): CoverageRowFigures['covered'] {
  if (entities.length === 0) return 'no';
  if (looked.length === 0) return 'kept';
  return looked.length === entities.length ? 'yes' : 'in part';
}

/** What the stages do with an entity; nothing where none of them looks for it. */
export function operatorsFor(entity: string, redacting: readonly StageFacts[]): readonly string[] {
  const chosen = redacting.map(({ options }) => operatorOf(entity, options as never));
  return [...new Set(chosen)].filter(operator => operator !== 'keep');
}

export function total(stages: readonly StageFacts[], of: (stage: StageFacts) => number): number {
  return stages.reduce((all, stage) => all + of(stage), 0);
}
