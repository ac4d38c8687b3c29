import { z } from 'zod';
import { type Document, textOf, withLabels } from '../core/document.ts';
import type { SplitName } from '../core/facts.ts';
import { hashOf } from '../core/hash.ts';
import type { Decisions, Scratch, Sketch, Sketches } from '../core/stage.ts';
import { defineGlobalStage } from '../define.ts';
import { Buckets } from '../minhash/buckets.ts';
import { fold } from '../minhash/shingles.ts';

declare module '../core/document.ts' {
  interface Labels {
    readonly split?: SplitName;
  }
}

const together = z.enum(['cluster', 'thread', 'account']);

const options = z
  .strictObject({
    validation: z.number().min(0).max(0.9).default(0.05).describe('Share of the groups that is held out to tune on.'),
    test: z.number().min(0).max(0.9).default(0.05).describe('Share of the groups that is held out to measure on.'),
    together: z
      .array(together)
      .optional()
      .describe('Documents with the same value of one of these labels share a split. Default: `cluster`, `thread`.'),
    salt: z.int().default(0).describe('Another number gives another split of the same documents.'),
  })
  .refine(({ validation, test }) => validation + test < 1, 'validation and test leave nothing to train on');

type SplitOptions = z.infer<typeof options>;

/**
 * Assigns documents to train, validation and test in groups that must not be torn apart: those with the same cluster,
 * thread or account, with the same folded text, or born of one parent; and whatever these connect.
 *
 * The place of a group in [0, 1) is a hash of its smallest key and the salt, never of the run's seed or of the number of
 * documents: [0, test) is test, then comes validation, the rest is train. So more documents leave the others where they
 * are, unless they join a group, and a larger test share takes from the neighbour only. Shares are shares of groups, and
 * hold on the average. Where chance leaves a split of a share above 0 empty and there are three groups or more, the group
 * that is placed nearest moves there from the largest split.
 */
export const split = defineGlobalStage<SplitOptions, SplitName>({
  name: 'split',
  summary: 'Assigns documents to train, validation and test, keeping together what belongs together',
  options,
  needs: ({ together }) => together ?? [],
  adds: ['split'],
  global(chosen) {
    const labels = chosen.together ?? ['cluster', 'thread'];
    return {
      sketch: doc => keysOf(doc, labels),
      decide: (sketches, scratch) => decide(sketches, scratch, chosen),
      // Every sketch has a decision: without one the document would end up in train by accident.
      apply: (doc, decided) => withLabels(doc, { split: decided }),
    };
  },
});

/** 64-bit hashes of all that ties a document to others, as pairs of 32-bit words. */
function keysOf(doc: Document, labels: readonly z.infer<typeof together>[]): Uint8Array {
  const tied = labels.flatMap(label => (doc.labels[label] === undefined ? [] : [hashOf(label, doc.labels[label])]));
  // `a1b2-3` was born of `a1b2`, `a1b2-3-1` of `a1b2-3`.
  const parent = hashOf('parent', doc.id.split('-', 1)[0]!);
  const text = hashOf('text', fold(textOf(doc)));
  return Buffer.from([...tied, parent, text].map(hash => hash.slice(0, 16)).join(''), 'hex');
}

async function decide(sketches: Sketches, scratch: Scratch, chosen: SplitOptions): Promise<Decisions<SplitName>> {
  const groups = await connect(sketches, scratch);
  const places = await placesOf(sketches, groups, chosen.salt);
  const splits = assign(places, chosen);
  const documents: Record<SplitName, number> = { train: 0, validation: 0, test: 0 };
  const sizes = new Map<number, number>();
  for (const root of groups.roots()) {
    sizes.set(root, (sizes.get(root) ?? 0) + 1);
    documents[splits.get(root)!]++;
  }
  return {
    of: sketch => splits.get(groups.root(sketch.index)),
    facts: {
      groups: sizes.size,
      largest: [...sizes.values()].reduce((most, size) => Math.max(most, size), 0),
      ...documents,
    },
  };
}

/** Joins documents that share a key. */
async function connect(sketches: Sketches, scratch: Scratch): Promise<Groups> {
  const groups = new Groups(sketches.count);
  const buckets = await Buckets.open(scratch, sketches.count * 3);
  for await (const sketch of sketches) {
    for (const key of readKeys(sketch)) buckets.add(Number(key >> 32n), Number(key & 0xffffffffn), sketch.index);
  }
  for await (const [first, ...others] of buckets.shared()) for (const other of others) groups.join(first!, other);
  return groups;
}

/** By root of a group: its place in [0, 1). */
async function placesOf(sketches: Sketches, groups: Groups, salt: number): Promise<Map<number, number>> {
  const smallest = new Map<number, bigint>();
  for await (const sketch of sketches) {
    const root = groups.root(sketch.index);
    for (const key of readKeys(sketch)) {
      const known = smallest.get(root);
      if (known === undefined || key < known) smallest.set(root, key);
    }
  }
  return new Map(
    [...smallest].map(([root, key]) => [
      root,
      Number.parseInt(hashOf(String(salt), String(key)).slice(0, 8), 16) / 2 ** 32,
    ]),
  );
}

function assign(places: ReadonlyMap<number, number>, { validation, test }: SplitOptions): Map<number, SplitName> {
  const byPlace = [...places].sort(([a, x], [b, y]) => x - y || a - b);
  const members: Record<SplitName, number[]> = { test: [], validation: [], train: [] };
  for (const [root, place] of byPlace) {
    members[place < test ? 'test' : place < test + validation ? 'validation' : 'train'].push(root);
  }
  const shares: Record<SplitName, number> = { test, validation, train: 1 - test - validation };
  for (const name of ['test', 'validation', 'train'] as const) {
    if (members[name].length > 0 || shares[name] === 0 || places.size < 3) continue;
    const largest = Object.values(members).reduce((a, b) => (b.length > a.length ? b : a));
    members[name].push((name === 'train' ? largest.pop() : largest.shift())!);
  }
  const splits = new Map<number, SplitName>();
  for (const name of ['train', 'validation', 'test'] as const) {
    for (const root of members[name]) splits.set(root, name);
  }
  return splits;
}

function* readKeys({ bytes }: Sketch): Iterable<bigint> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 8) yield view.getBigUint64(at);
}

/** Union-find over document indexes; the root of a group is its smallest index, so the order of joins does not matter. */
class Groups {
  readonly #parent: Uint32Array;

  constructor(count: number) {
    this.#parent = Uint32Array.from({ length: count }, (_, i) => i);
  }

  root(index: number): number {
    let at = index;
    while (this.#parent[at] !== at) at = this.#parent[at] = this.#parent[this.#parent[at]!]!;
    return at;
  }

  join(a: number, b: number): void {
    const [low, high] = [this.root(a), this.root(b)].sort((x, y) => x - y);
    this.#parent[high!] = low!;
  }

  *roots(): Iterable<number> {
    for (let i = 0; i < this.#parent.length; i++) yield this.root(i);
  }
}
