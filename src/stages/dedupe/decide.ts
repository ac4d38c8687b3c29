import { CorpusmithError } from '../../core/errors.ts';
import type { TableRow } from '../../core/facts.ts';
import type { Decisions, Scratch, Sketches } from '../../core/stage.ts';
import { type Clusters, cluster, RELATIONS } from '../../minhash/clusters.ts';
import { textsOf } from '../../minhash/likeness.ts';
import { exhibitsOf } from './exhibits.ts';
import { type DedupeOptions, likenessOf } from './options.ts';
import { relationOf, type Summary, sum, summarize } from './summary.ts';

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
  if (chosen.action === 'drop') stopAbove(chosen.stopAbove, sketches, summary);
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
  };
}

/** A source of fewer documents may lose any share of them. */
const FEW = 100;

function stopAbove(most: number, { sources, counts }: Sketches, summary: Summary): void {
  for (const [source, name] of sources.entries()) {
    const all = counts[source]!;
    const lost = sum(summary.bySource[source]!);
    if (all < FEW || lost <= most * all) continue;
    const largest = summary.top.slice(0, 3).map(({ size, id }) => `${size} like ${id}`);
    const percent = Math.floor((100 * lost) / all);
    const detail = `${lost} of ${all} documents (${percent} %); the largest clusters: ${largest.join(', ')}`;
    throw new CorpusmithError('E_STOP_ABOVE', { place: `source ${name}`, detail });
  }
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

/** Most ids that are remembered. */
const REMEMBERED = 10_000;

/** Ids by index. Remembered, since of a large cluster all go for the same one, and to read it takes a sketch each time. */
function idsOf(sketches: Sketches): (index: number) => Promise<string> | string {
  const known = new Map<number, string>();
  const read = async (index: number) => {
    const { id } = await sketches.at(index);
    if (known.size === REMEMBERED) known.clear();
    known.set(index, id);
    return id;
  };
  return index => known.get(index) ?? read(index);
}

/** Four decimals, rounded down. */
function round(value: number): number {
  return Math.floor(value * 10_000 + 1e-3) / 10_000;
}
