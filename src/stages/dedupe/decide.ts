import type { Stop, TableRow } from '../../core/facts.ts';
import type { Decisions, Scratch, Sketches } from '../../core/stage.ts';
import { type Clusters, cluster, RELATIONS } from '../../minhash/clusters.ts';
import { textsOf } from '../../minhash/likeness.ts';
import { idsOf } from '../ids.ts';
import { exhibitsOf } from './exhibits.ts';
import { type DedupeOptions, likenessOf } from './options.ts';
import { insert, relationOf, type Summary, sum, summarize } from './summary.ts';

/** Of a document that is alone there is none. */
export interface Decision {
  /** Of a document that goes: what stays instead, how it relates to it, and how similar it is. */
  readonly keeper?: string;
  readonly relation?: 'exact' | 'near' | 'contained';
  readonly similarity?: number;
  /** Similarity of what is no template. */
  readonly own?: number;
}

export async function decide(
  sketches: Sketches,
  scratch: Scratch,
  chosen: DedupeOptions,
): Promise<Decisions<Decision>> {
  const likeness = likenessOf(chosen);
  const clusters = await cluster(textsOf(sketches), scratch, {
    likeness,
    containment: chosen.containment,
    inOrder: chosen.keep === 'first',
    documents: sketches.count,
  });
  const summary = await summarize(sketches, clusters);
  const stop = chosen.action === 'drop' ? await stopAbove(chosen.stopAbove, sketches, clusters, summary) : undefined;
  const idOf = idsOf(sketches);
  return {
    async of({ index }) {
      const keeper = clusters.keepers[index]!;
      if (keeper === -1) return clusters.followers[index]! > 0 ? {} : undefined;
      const relation = RELATIONS[clusters.relation[index]!] as NonNullable<Decision['relation']>;
      return { keeper: await idOf(keeper), relation, ...clusters.similarity(index) };
    },
    facts: {
      ...summary.relations,
      clusters: summary.clusters,
      candidates: clusters.compared,
      largest: summary.largest,
      'template-shingles': clusters.templates,
      'kept-for-own-text': clusters.heldDocuments,
    },
    exhibits: exhibitsOf(sketches, summary, likeness),
    tables: { clusters: clusterRows(sketches, clusters) },
    ...(stop === undefined ? {} : { stop }),
  };
}

/** A source of fewer documents may lose any share of them. */
const FEW = 100;
/** Clusters that a stop names of each source. */
const NAMED = 3;

/** The sources that would lose more than they may, each with the clusters that most of it goes to. */
async function stopAbove(
  most: number,
  sketches: Sketches,
  clusters: Clusters,
  { bySource }: Summary,
): Promise<Stop | undefined> {
  const details: string[] = [];
  for (const [source, all] of sketches.counts.entries()) {
    const lost = sum(bySource[source]!);
    if (all < FEW || lost <= most * all) continue;
    const keepers = await mostLost(source, sketches, clusters);
    const percent = Math.floor((100 * lost) / all);
    const name = sketches.sources[source];
    details.push(`source ${name} would lose ${lost} of ${all} documents (${percent} %), ${keepers.join(', ')}`);
  }
  if (details.length === 0) return undefined;
  return { code: 'E_STOP_ABOVE', detail: `${details.join('; ')}; stopAbove is ${most}` };
}

/** `99 like d5`: documents of the source that go for one that stays, where there are the most. */
async function mostLost(source: number, sketches: Sketches, clusters: Clusters): Promise<string[]> {
  const { counts } = sketches;
  const start = counts.slice(0, source).reduce((total, count) => total + count, 0);
  // Four bytes a document are free again: clustering left more than that for what it sorted.
  const lost = new Uint32Array(clusters.followers.length);
  const top: number[] = [];
  for (const keeper of clusters.keepers.subarray(start, start + counts[source]!)) if (keeper !== -1) lost[keeper]!++;
  for (const [keeper, documents] of lost.entries()) if (documents > 0) insert(top, keeper, lost, NAMED);
  return Promise.all(top.map(async keeper => `${lost[keeper]} like ${(await sketches.at(keeper)).id}`));
}

/** A line for each document that goes, with the one that stays, and for each pair that was kept for what is its own. */
async function* clusterRows(sketches: Sketches, clusters: Clusters): AsyncGenerator<TableRow> {
  const idOf = idsOf(sketches);
  for await (const { index, id } of sketches) {
    const keeper = clusters.keepers[index]!;
    if (keeper === -1) continue;
    const relation = relationOf(index, clusters, sketches.count);
    const size = clusters.followers[keeper]! + 1;
    yield { id, keeper: await idOf(keeper), relation, ...clusters.similarity(index), size };
  }
  for (const { a, b, similarity, own } of clusters.held) {
    const [id, keeper] = [(await sketches.at(a)).id, (await sketches.at(b)).id];
    yield { id, keeper, relation: 'template', similarity: round(similarity), own: round(own), size: 2 };
  }
}

/** Four decimals, rounded down. */
function round(value: number): number {
  return Math.floor(value * 10_000 + 1e-3) / 10_000;
}
