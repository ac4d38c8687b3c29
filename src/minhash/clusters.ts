import type { Scratch } from '../core/stage.ts';
import { Buckets } from './buckets.ts';
import { candidatePairs } from './candidates.ts';
import { Comparer } from './compare.ts';
import { containmentCandidates } from './contained.ts';
import { type Comparison, isSimilar, type Likeness, type TextSketches } from './likeness.ts';
import { ascending } from './order.ts';
import { findTemplates } from './templates.ts';

/** Why a document goes, as it is kept in `relation`. */
export const RELATIONS = ['stays', 'exact', 'near', 'contained'] as const;
const [STAYS, EXACT, NEAR, CONTAINED] = [0, 1, 2, 3];

/** Bytes that each document takes while clusters are being formed. */
export const BYTES_PER_DOCUMENT = 44;

/** Pairs that share their template only: so many are named. */
const MOST_HELD = 1000;

/** Similarities are kept in ten thousandths, rounded down: a pair that is just below 1 is not shown as equal. */
const UNIT = 10_000;

export interface Clustering {
  readonly likeness: Likeness;
  /** Share of a document's shingles that a longer one must hold for the shorter one to go; undefined does not look. */
  readonly containment: number | undefined;
  /** The first in source order is the best ranked, whatever the sketches say. */
  readonly inOrder: boolean;
  /** Texts before this index are documents, those from it on references, which always stay. */
  readonly documents: number;
}

/** A pair that is alike as a whole and was kept, since what is its own is not. */
export interface HeldPair extends Comparison {
  readonly a: number;
  readonly b: number;
}

export interface Clusters {
  /** By index of the document: the index of the text that stays instead, or -1 where it stays itself. */
  readonly keepers: Int32Array;
  /** By index: a place in `RELATIONS`. */
  readonly relation: Uint8Array;
  /** By index of what stays: how many go for it. */
  readonly followers: Uint32Array;
  /** To the keeper, of the whole and of what is no template; for `contained` the share that the keeper holds. */
  similarity(index: number): Comparison;
  readonly held: readonly HeldPair[];
  /** Documents that stay though as a whole they are like one that stays: they share its template only. */
  readonly heldDocuments: number;
  /** Shingles that were found to be template. */
  readonly templates: number;
  /** Pairs whose shingles were compared. */
  readonly compared: number;
}

/**
 * Decides which documents stay. Taken from the best ranked to the worst, a document goes if it is near enough to one that
 * stays: no chains, so nothing goes for being like something that itself went. Exact copies go first, then near-duplicates,
 * then documents that a longer one holds. The result does not depend on the order of the documents, except where equal
 * ranks and equal ids leave nothing else.
 */
export async function cluster(sketches: TextSketches, scratch: Scratch, clustering: Clustering): Promise<Clusters> {
  scratch.reserve(sketches.count * BYTES_PER_DOCUMENT);
  const clusterer = new Clusterer(sketches, scratch, clustering);
  await clusterer.rank();
  clusterer.joinCopies();
  await clusterer.joinSimilar();
  return clusterer.result();
}

class Clusterer {
  readonly #sketches: TextSketches;
  readonly #scratch: Scratch;
  readonly #clustering: Clustering;
  readonly #keepers: Int32Array;
  readonly #relation: Uint8Array;
  readonly #similarity: Uint16Array;
  readonly #own: Uint16Array;
  /** 1 for what near-duplicates have gone for: it must not go itself. */
  readonly #needed: Uint8Array;
  readonly #identities: Buckets;
  #byRank: Uint32Array = new Uint32Array(0);
  #rankOf: Uint32Array = new Uint32Array(0);
  readonly #held: HeldPair[] = [];
  #heldDocuments = 0;
  #templates = 0;
  #compared = 0;

  constructor(sketches: TextSketches, scratch: Scratch, clustering: Clustering) {
    this.#sketches = sketches;
    this.#scratch = scratch;
    this.#clustering = clustering;
    this.#keepers = new Int32Array(sketches.count).fill(-1);
    this.#relation = new Uint8Array(sketches.count);
    this.#similarity = new Uint16Array(sketches.count);
    this.#own = new Uint16Array(sketches.count);
    this.#needed = new Uint8Array(sketches.count);
    this.#identities = Buckets.open(scratch, sketches.count);
  }

  /** References first, then documents by what their sketches say of them. */
  async rank(): Promise<void> {
    const { count } = this.#sketches;
    const { documents, inOrder } = this.#clustering;
    const [high, low, tie] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)];
    const float = new Float64Array(1);
    const [first, second] = [new Uint32Array(float.buffer, 0, 1), new Uint32Array(float.buffer, 4, 1)];
    for await (const { index, sketch } of this.#sketches) {
      this.#identities.add(sketch.identity[0]!, sketch.identity[1]!, index);
      if (index >= documents || inOrder) continue;
      float[0] = sketch.rank;
      // Of floats as integers the order is that of their values once negative ones are turned round. Greater comes first.
      const [upper, lower] = [second[0]!, first[0]!];
      const isNegative = upper >>> 31 === 1;
      high[index] = isNegative ? upper : (~upper & 0x7fffffff) >>> 0;
      low[index] = isNegative ? lower : ~lower >>> 0;
      tie[index] = sketch.tie;
    }
    // A reference has the least key there is, and documents come after it.
    for (let index = 0; index < documents; index++) high[index] = Math.max(high[index]!, 1);
    this.#byRank = ascending(count, high, low, tie);
    this.#rankOf = new Uint32Array(count);
    for (let place = 0; place < count; place++) this.#rankOf[this.#byRank[place]!] = place;
  }

  /** Of documents with the same folded text the best ranked stays. */
  joinCopies(): void {
    for (const copies of this.#identities.shared()) {
      let best = copies[0]!;
      for (const copy of copies) if (this.#rankOf[copy]! < this.#rankOf[best]!) best = copy;
      for (const copy of copies) if (copy !== best) this.#join(copy, best, EXACT, { similarity: 1, own: 1 });
    }
    this.#identities.close();
  }

  async joinSimilar(): Promise<void> {
    const { likeness, containment, documents } = this.#clustering;
    const stays = (index: number) => this.#keepers[index] === -1;
    const templates = await findTemplates(this.#sketches, this.#scratch, likeness, stays, this.#staying());
    const comparer = new Comparer(this.#sketches, this.#scratch, templates);
    const ranks = {
      rankOf: (index: number) => this.#rankOf[index]!,
      indexOf: (rank: number) => this.#byRank[rank]!,
    };
    const near = candidatePairs(this.#sketches, this.#scratch, likeness, templates, ranks, stays);
    for await (const [index, betters] of near) {
      if (index < documents) await this.#joinNear(index, betters, comparer);
    }
    if (containment !== undefined) {
      const held = containmentCandidates(this.#sketches, this.#scratch, templates, stays);
      for await (const [index, longer] of held) {
        if (index < documents && this.#needed[index] === 0)
          await this.#joinContained(index, longer, containment, comparer);
      }
    }
    this.#followKeepers();
    this.#templates = templates.size;
    this.#compared = comparer.compared;
  }

  /** Texts of each source that stay so far. Indexes go by source. */
  #staying(): readonly number[] {
    let index = 0;
    return this.#sketches.counts.map(count => {
      let staying = 0;
      for (const end = index + count; index < end; index++) if (this.#keepers[index] === -1) staying++;
      return staying;
    });
  }

  result(): Clusters {
    const [similarity, own] = [this.#similarity, this.#own];
    const followers = new Uint32Array(this.#sketches.count);
    for (const keeper of this.#keepers.subarray(0, this.#clustering.documents)) if (keeper !== -1) followers[keeper]!++;
    return {
      keepers: this.#keepers,
      relation: this.#relation,
      followers,
      similarity: index => ({ similarity: similarity[index]! / UNIT, own: own[index]! / UNIT }),
      held: this.#held,
      heldDocuments: this.#heldDocuments,
      templates: this.#templates,
      compared: this.#compared,
    };
  }

  async #joinNear(index: number, betters: readonly number[], comparer: Comparer): Promise<void> {
    let held: HeldPair | undefined;
    for (const keeper of this.#staysFor(betters)) {
      const comparison = await comparer.compare(index, keeper);
      if (isSimilar(comparison, this.#clustering.likeness)) return this.#join(index, keeper, NEAR, comparison);
      if (comparison.similarity >= this.#clustering.likeness.similarity)
        held ??= { a: index, b: keeper, ...comparison };
    }
    if (held === undefined) return;
    this.#heldDocuments++;
    if (this.#held.length < MOST_HELD) this.#held.push(held);
  }

  async #joinContained(index: number, longer: readonly number[], least: number, comparer: Comparer): Promise<void> {
    const leastOwn = Math.min(least, this.#clustering.likeness.own);
    for (const keeper of this.#staysFor(longer)) {
      const found = await comparer.contains(index, keeper, leastOwn);
      if (found === undefined || found.contained < least) continue;
      return this.#join(index, keeper, CONTAINED, { similarity: found.contained, own: found.own });
    }
  }

  /** The candidates that stay; for one that goes, what stays instead. Each once. */
  *#staysFor(candidates: readonly number[]): Generator<number> {
    const seen = new Set<number>();
    for (const candidate of candidates) {
      const keeper = this.#keepers[candidate]! === -1 ? candidate : this.#keepers[candidate]!;
      if (seen.has(keeper)) continue;
      seen.add(keeper);
      yield keeper;
    }
  }

  #join(index: number, keeper: number, relation: number, { similarity, own }: Comparison): void {
    this.#keepers[index] = keeper;
    this.#relation[index] = relation;
    if (relation !== EXACT) this.#needed[keeper] = 1;
    this.#similarity[index] = Math.floor(similarity * UNIT + 1e-3);
    this.#own[index] = Math.floor(own * UNIT + 1e-3);
  }

  /** What went for something that then went itself follows it: copies of it are equal to it, hence as near. */
  #followKeepers(): void {
    for (let rank = 0; rank < this.#byRank.length; rank++) {
      const index = this.#byRank[rank]!;
      const keeper = this.#keepers[index]!;
      if (keeper === -1 || this.#relation[keeper] === STAYS) continue;
      this.#keepers[index] = this.#keepers[keeper]!;
      this.#relation[index] = this.#relation[keeper]!;
      this.#similarity[index] = this.#similarity[keeper]!;
      this.#own[index] = this.#own[keeper]!;
    }
  }
}
