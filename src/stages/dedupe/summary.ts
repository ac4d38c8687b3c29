import type { Sketches } from '../../core/stage.ts';
import { type Clusters, RELATIONS } from '../../minhash/clusters.ts';

/** Clusters that are named. */
const TOP = 10;
/** Of this width are the bars of similarities, in ten thousandths. */
const BAR = 500;

/** Texts that are alike: one that stays, and those that go for it. */
export interface Cluster {
  /** Of the one that stays. */
  readonly id: string;
  /** Name of its source, or of the earlier dataset that holds it. */
  readonly source: string;
  readonly size: number;
}

/** Numbers of a clustering. */
export interface Summary {
  /** Documents that go, by relation to what stays: `exact`, `near`, `contained`, `earlier`. */
  readonly relations: Readonly<Record<string, number>>;
  /** The same for each source. */
  readonly bySource: readonly Readonly<Record<string, number>>[];
  readonly clusters: number;
  /** Documents of the largest cluster. */
  readonly largest: number;
  readonly top: readonly Cluster[];
  /** Documents that go, by similarity: from, in steps of 0.05. */
  readonly similarities: ReadonlyMap<number, number>;
  /** Clusters by size: powers of two. */
  readonly sizes: ReadonlyMap<number, number>;
}

export async function summarize(sketches: Sketches, clusters: Clusters): Promise<Summary> {
  const none = () => ({ exact: 0, near: 0, contained: 0, earlier: 0 }) as Record<string, number>;
  const [relations, bySource] = [none(), sketches.sources.map(none)];
  const [similarities, sizes] = [new Map<number, number>(), new Map<number, number>()];
  let index = 0;
  for (const [source, count] of sketches.counts.entries()) {
    for (const end = index + count; index < end; index++) {
      const relation = relationOf(index, clusters, sketches.count);
      if (relation === 'stays') continue;
      add(relations, relation);
      add(bySource[source]!, relation);
      const tenThousandths = Math.round(clusters.similarity(index).similarity * 10_000);
      const from = (Math.floor(tenThousandths / BAR) * BAR) / 10_000;
      similarities.set(from, (similarities.get(from) ?? 0) + 1);
    }
  }
  const top: number[] = [];
  let count = 0;
  for (const [keeper, followers] of clusters.followers.entries()) {
    if (followers === 0) continue;
    count++;
    const size = 2 ** Math.floor(Math.log2(followers + 1));
    sizes.set(size, (sizes.get(size) ?? 0) + 1);
    insert(top, keeper, clusters.followers, TOP);
  }
  const named = await Promise.all(top.map(keeper => clusterOf(keeper, sketches, clusters)));
  return { relations, bySource, clusters: count, largest: named[0]?.size ?? 0, top: named, similarities, sizes };
}

/** How a document relates to what stays instead; one of an earlier dataset is `earlier`, however near it is. */
export function relationOf(index: number, { keepers, relation }: Clusters, documents: number): string {
  return keepers[index]! >= documents ? 'earlier' : RELATIONS[relation[index]!]!;
}

/** Keeps the keepers with the most documents, so many of them, the first of equal ones first. */
export function insert(top: number[], keeper: number, documents: Uint32Array, most: number): void {
  const place = top.findIndex(other => documents[other]! < documents[keeper]!);
  if (place >= 0) top.splice(place, 0, keeper);
  else if (top.length < most) top.push(keeper);
  if (top.length > most) top.pop();
}

async function clusterOf(keeper: number, sketches: Sketches, { followers }: Clusters): Promise<Cluster> {
  const { id, source, reference } = await sketches.at(keeper);
  return { id, source: reference?.dataset ?? sketches.sources[source]!, size: followers[keeper]! + 1 };
}

function add(tally: Record<string, number>, name: string): void {
  tally[name] = (tally[name] ?? 0) + 1;
}

export function sum(tally: Readonly<Record<string, number>>): number {
  return Object.values(tally).reduce((all, value) => all + value, 0);
}
