import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Buckets } from '../../src/minhash/buckets.ts';
import { Groups } from '../../src/minhash/groups.ts';
import { ascending } from '../../src/minhash/order.ts';
import { temporaryScratch } from '../harness.ts';

const word = fc.oneof(fc.constantFrom(0, 1, 0xffffffff), fc.nat(0xffffffff));
const records = fc.array(fc.record({ high: word, low: word, index: fc.nat(99) }), { maxLength: 300 });

/** Lists of indexes by key, in the order in which they were added. */
function grouped(all: readonly { high: number; low: number; index: number }[]) {
  const byKey = new Map<string, number[]>();
  for (const { high, low, index } of all) {
    const key = `${high} ${low}`;
    byKey.set(key, [...(byKey.get(key) ?? []), index]);
  }
  return [...byKey.values()].filter(list => list.length > 1);
}

const sorted = (lists: readonly (readonly number[])[]) => lists.map(list => list.join(' ')).sort();

describe('buckets', () => {
  test.each([64 << 20, 100_000])('group by key, with %i bytes of memory', memory => {
    fc.assert(
      fc.property(records, all => {
        const scratch = temporaryScratch(memory);
        const buckets = Buckets.open(scratch, all.length * 1000);
        for (const { high, low, index } of all) buckets.add(high, low, index);
        const found = Array.from(buckets.shared(), list => [...list]);
        scratch.remove();
        expect(sorted(found)).toEqual(sorted(grouped(all)));
      }),
    );
  });

  test('spill to disk, and lose nothing', () => {
    const scratch = temporaryScratch(1 << 20);
    const buckets = Buckets.open(scratch, 200_000);
    for (let i = 0; i < 200_000; i++) buckets.add(Math.imul(i % 70_000, 0x9e3779b1) >>> 0, i % 70_000, i);
    let [lists, members] = [0, 0];
    for (const list of buckets.shared()) {
      lists++;
      members += list.length;
      expect(new Set(list.map(index => index % 70_000)).size).toBe(1);
    }
    scratch.remove();
    expect([lists, members]).toEqual([70_000, 200_000]);
  });
});

test('partitions give back what was appended, in order, however little memory there is', () => {
  const appended = fc.array(fc.tuple(fc.nat(6), word, word), { maxLength: 400 });
  fc.assert(
    fc.property(appended, fc.constantFrom(300, 1 << 20), (all, memory) => {
      const scratch = temporaryScratch(memory);
      const partitions = scratch.partitions(7, 2);
      for (const [partition, a, b] of all) partitions.append(partition, a, b);
      for (const partition of [3, 0, 6, 3]) {
        const expected = all.filter(([of]) => of === partition).flatMap(([, a, b]) => [a, b]);
        expect([...partitions.read(partition)]).toEqual(expected);
      }
      scratch.remove();
    }),
  );
});

test('a store gives back what was appended, also while more is being appended', () => {
  const scratch = temporaryScratch();
  const store = scratch.store();
  const bytes = (i: number) => new Uint8Array(i === 3 ? 400_000 : (i * 7919) % 5000).fill(i);
  for (let i = 0; i < 200; i++) {
    store.append(bytes(i));
    if (i % 50 === 0) expect(store.at(i)).toEqual(bytes(i));
  }
  expect(store.count).toBe(200);
  for (const i of [0, 3, 4, 77, 199]) expect(store.at(i)).toEqual(bytes(i));
  scratch.remove();
});

test('order is that of the keys, then of the indexes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(0, 1, 65_536, 0xffffffff), word), { maxLength: 60 }), pairs => {
      const keys = [0, 1].map(at => Uint32Array.from(pairs, pair => pair[at]!));
      const expected = pairs
        .map((_, i) => i)
        .sort((a, b) => pairs[a]![0] - pairs[b]![0] || pairs[a]![1] - pairs[b]![1] || a - b);
      expect([...ascending(pairs.length, ...keys)]).toEqual(expected);
    }),
  );
});

test('the root of a group is its smallest member, in whatever order it was joined', () => {
  const edges = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 30 });
  fc.assert(
    fc.property(edges, joins => {
      const groups = new Groups(20);
      for (const [a, b] of joins) groups.join(a, b);
      const root = Array.from({ length: 20 }, (_, i) => i);
      for (let changed = true; changed; ) {
        changed = false;
        for (const [a, b] of joins) {
          const least = Math.min(root[a]!, root[b]!);
          changed ||= root[a] !== least || root[b] !== least;
          [root[a], root[b]] = [least, least];
        }
      }
      expect(Array.from({ length: 20 }, (_, i) => groups.root(i))).toEqual(root);
    }),
  );
});
