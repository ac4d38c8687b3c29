import { hashOf } from '../../core/hash.ts';
import type { Scratch, Sketches } from '../../core/stage.ts';
import { Buckets } from '../../minhash/buckets.ts';
import { Groups } from '../../minhash/groups.ts';
import { textsOf } from '../../minhash/likeness.ts';
import { ascending } from '../../minhash/order.ts';
import { similarPairs } from '../../minhash/similar.ts';
import { readSketch } from '../../minhash/sketch.ts';
import { GONE, type GroupList, OPEN, SPLITS } from './assign.ts';
import { eachKey, keysIn, stratumIn, textIn } from './keys.ts';
import { likenessOf, type SplitOptions } from './options.ts';
import { roleOf } from './references.ts';
import { Strata } from './strata.ts';

/** Bytes that a document takes until its split is decided, where each is a group of its own. */
export const BYTES_PER_DOCUMENT = 40;

/** Groups of documents that must not be torn apart. Numbered in the order of their first documents. */
export interface Grouped extends GroupList {
  /** By index of the document. */
  readonly groupOf: Uint32Array;
  /** By group: index of its first document. */
  readonly first: Uint32Array;
  /** Names of the strata. */
  readonly strataNames: readonly string[];
  /** By group that is dropped: id of the row of the frozen test set that it is connected with. */
  readonly frozen: ReadonlyMap<number, string>;
  /** Groups that hold rows of several splits of earlier datasets. */
  readonly torn: number;
  /** Pairs that were joined for their likeness, and for nothing else. */
  readonly near: number;
}

/** Finds the groups, and of each its size, stratum and place. Groups with rows of earlier datasets have their split. */
export async function group(sketches: Sketches, scratch: Scratch, chosen: SplitOptions): Promise<Grouped> {
  const texts = sketches.count + sketches.references.count;
  scratch.reserve(texts * BYTES_PER_DOCUMENT);
  const groups = new Groups(texts);
  await joinEqual(sketches, scratch, groups);
  const near = await joinSimilar(sketches, scratch, groups, chosen);
  const groupOf = new Uint32Array(sketches.count);
  let count = 0;
  // The root is the smallest index, so it has been numbered, and no row of a reference is the root of a document.
  for (let i = 0; i < sketches.count; i++) groupOf[i] = groups.root(i) === i ? count++ : groupOf[groups.root(i)]!;
  const described = await describe(sketches, scratch, groupOf, count, chosen);
  const splits = new Uint8Array(count).fill(OPEN);
  return { ...described, groupOf, splits, near, ...(await keepEarlier(sketches, groups, groupOf, splits, chosen)) };
}

/** Joins what shares a key, a parent or the whole text. Rows of references have nothing but their text. */
async function joinEqual(sketches: Sketches, scratch: Scratch, groups: Groups): Promise<void> {
  const buckets = Buckets.open(scratch, sketches.count * 4 + sketches.references.count);
  for await (const { index, bytes } of sketches) {
    eachKey(keysIn(bytes), (high, low) => buckets.add(high, low, index));
    const { identity } = readSketch(textIn(bytes));
    buckets.add(identity[0]!, identity[1]!, index);
  }
  for await (const { index, bytes } of sketches.references) {
    const { identity } = readSketch(textIn(bytes));
    buckets.add(identity[0]!, identity[1]!, index);
  }
  for (const shared of buckets.shared()) for (const other of shared) groups.join(shared[0]!, other);
  buckets.close();
}

async function joinSimilar(
  sketches: Sketches,
  scratch: Scratch,
  groups: Groups,
  chosen: SplitOptions,
): Promise<number> {
  const documents = sketches.count;
  const idle = new Uint8Array(sketches.references.count);
  for await (const { index, reference } of sketches.references) {
    if (roleOf(reference!, chosen) === 'none') idle[index - documents] = 1;
  }
  const isIdle = (index: number) => index >= documents && idle[index - documents] === 1;
  // Two rows of references are never joined: their splits are what they are.
  const known = (a: number, b: number) =>
    (a >= documents && b >= documents) || isIdle(a) || isIdle(b) || groups.root(a) === groups.root(b);
  const likeness = likenessOf(chosen);
  // Of two texts of one length, what is similar by j has 2j / (1 + j) of each in common: a longer text that holds as much of
  // a shorter one, a thread that quotes a mail, is as near to it.
  const held = (2 * likeness.similarity) / (1 + likeness.similarity);
  let near = 0;
  for await (const { a, b } of similarPairs(textsOf(sketches, textIn), scratch, { ...likeness, held }, known)) {
    groups.join(a, b);
    near++;
  }
  return near;
}

type Described = Pick<Grouped, 'sizes' | 'strata' | 'strataNames' | 'order' | 'first'>;

async function describe(
  sketches: Sketches,
  scratch: Scratch,
  groupOf: Uint32Array,
  count: number,
  { stratify, salt }: SplitOptions,
): Promise<Described> {
  const [sizes, first] = [new Uint32Array(count), new Uint32Array(count)];
  // The smallest key of each group.
  const [high, low] = [new Uint32Array(count).fill(0xffffffff), new Uint32Array(count).fill(0xffffffff)];
  const strata = new Strata(sketches, scratch, stratify);
  for await (const { index, source, bytes } of sketches) {
    const group = groupOf[index]!;
    if (sizes[group]!++ === 0) first[group] = index;
    const lower = (h: number, l: number) => {
      if (h > high[group]! || (h === high[group] && l >= low[group]!)) return;
      high[group] = h;
      low[group] = l;
    };
    eachKey(keysIn(bytes), lower);
    if (stratify.length > 0) strata.add(group, source, stratumIn(bytes));
  }
  for (let group = 0; group < count; group++) {
    const place = hashOf(String(salt), `${high[group]} ${low[group]}`);
    high[group] = Number.parseInt(place.slice(0, 8), 16);
    low[group] = Number.parseInt(place.slice(8, 16), 16);
  }
  const { names, ofGroup } = strata.close(count);
  const order = ascending(count, Uint32Array.from(ofGroup), high, low);
  return { sizes, first, strata: ofGroup, strataNames: names, order };
}

/** Groups with rows of earlier datasets are in the most held out of their splits; with a frozen row they go. */
async function keepEarlier(
  { references, count }: Sketches,
  groups: Groups,
  groupOf: Uint32Array,
  splits: Uint8Array,
  chosen: SplitOptions,
): Promise<Pick<Grouped, 'frozen' | 'torn'>> {
  const frozen = new Map<number, string>();
  const torn = new Set<number>();
  for await (const { index, id, reference } of references) {
    const root = groups.root(index);
    const role = roleOf(reference!, chosen);
    if (root >= count || role === 'none') continue;
    const group = groupOf[root]!;
    if (role === 'frozen') {
      if (splits[group] !== GONE) frozen.set(group, id);
      splits[group] = GONE;
      continue;
    }
    if (splits[group] === GONE) continue;
    const split = SPLITS.indexOf(role);
    if (splits[group] !== OPEN && splits[group] !== split) torn.add(group);
    if (splits[group] === OPEN || splits[group]! < split) splits[group] = split;
  }
  return { frozen, torn: torn.size };
}
