import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Document, Labels } from '../../src/core/document.ts';
import { split } from '../../src/stages/split.ts';
import { makeDocument, runStage } from '../harness.ts';

const many = (count: number, labels: (i: number) => Labels = () => ({})) =>
  Array.from({ length: count }, (_, i) => makeDocument(`text ${i}`, labels(i), `d${i}`));

async function splits(docs: readonly Document[], options: object = {}): Promise<Record<string, string>> {
  const { documents } = await runStage(split, docs, options);
  expect(documents).toHaveLength(docs.length);
  return Object.fromEntries(documents.map(doc => [doc.id, doc.labels.split!]));
}

const share = (all: Record<string, string>, name: string) =>
  Object.values(all).filter(one => one === name).length / Object.keys(all).length;

test('shares come out about as asked', async () => {
  const all = await splits(many(4000), { validation: 0.2, test: 0.1 });
  expect(share(all, 'validation')).toBeCloseTo(0.2, 1.3);
  expect(share(all, 'test')).toBeCloseTo(0.1, 1.3);
});

describe('what belongs together shares a split', () => {
  test.each([
    ['cluster', {}, { cluster: 'c' }],
    ['thread', {}, { thread: 't' }],
    ['account', { together: ['account'] }, { account: 'a' }],
  ] as [string, object, Labels][])('by %s', async (_name, options, labels) => {
    const all = await splits(
      many(60, i => (i % 2 === 0 ? labels : {})),
      { validation: 0.4, test: 0.3, ...options },
    );
    const together = Object.entries(all).filter(([id]) => Number(id.slice(1)) % 2 === 0);
    expect(new Set(together.map(([, name]) => name)).size).toBe(1);
    expect(new Set(Object.values(all)).size).toBe(3);
  });

  test('by parent, however deep', async () => {
    const ids = ['p', 'p-1', 'p-2', 'p-2-1', 'p-2-7'];
    const docs = [...ids.map((id, i) => makeDocument(`child ${i}`, {}, id)), ...many(30)];
    for (const salt of [0, 1, 2, 3, 4]) {
      const all = await splits(docs, { validation: 0.3, test: 0.3, salt });
      expect(new Set(ids.map(id => all[id])).size).toBe(1);
    }
  });

  test('by equal text', async () => {
    const docs = [...many(30), makeDocument('Same  TEXT', {}, 'x'), makeDocument('same text', {}, 'y')];
    for (const salt of [0, 1, 2, 3, 4]) {
      const all = await splits(docs, { validation: 0.3, test: 0.3, salt });
      expect(all.x).toBe(all.y);
    }
  });

  test('not by an account that nobody named, nor by equal values of two labels', async () => {
    const all = await splits(
      many(200, i => (i % 2 === 0 ? { thread: `t${i}`, account: 'a' } : { cluster: `t${i - 1}` })),
    );
    expect(new Set(Object.values(all)).size).toBe(3);
  });

  test('through others: no key is in two splits', async () => {
    const label = fc.option(fc.nat(8).map(String), { nil: undefined });
    const corpus = fc.array(fc.record({ cluster: label, thread: label, account: label }), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(corpus, fc.nat(5), async (labels, salt) => {
        const docs = labels.map((each, i) => makeDocument(`text ${i}`, defined(each), `d${i}`));
        const options = { together: ['cluster', 'thread', 'account'], validation: 0.3, test: 0.3, salt };
        const all = await splits(docs, options);
        const seen = new Map<string, string>();
        for (const doc of docs) {
          for (const name of ['cluster', 'thread', 'account'] as const) {
            if (doc.labels[name] === undefined) continue;
            const key = `${name} ${doc.labels[name]}`;
            expect(seen.get(key) ?? all[doc.id]).toBe(all[doc.id]);
            seen.set(key, all[doc.id]!);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

function defined(labels: Record<string, string | undefined>): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined)) as Labels;
}

describe('is stable', () => {
  test('whatever the order', async () => {
    const docs = many(100, i => ({ thread: `t${i % 40}` }));
    expect(await splits([...docs].reverse())).toEqual(await splits(docs));
  });

  test('when documents are added', async () => {
    const before = await splits(many(1000));
    const after = await splits(many(2000));
    expect(Object.keys(before).filter(id => before[id] !== after[id])).toEqual([]);
  });

  test('when the validation share grows, for test', async () => {
    const [before, after] = [
      await splits(many(500), { test: 0.1 }),
      await splits(many(500), { test: 0.1, validation: 0.3 }),
    ];
    expect(Object.keys(after).filter(id => (before[id] === 'test') !== (after[id] === 'test'))).toEqual([]);
  });

  test('but another salt gives another one', async () => {
    expect(await splits(many(300), { salt: 1 })).not.toEqual(await splits(many(300)));
  });
});

describe('few groups', () => {
  test.each([3, 4, 5, 8])('%i fill every split with a share', async count => {
    for (const salt of [0, 1, 2, 3]) {
      const all = await splits(many(count), { salt });
      expect(new Set(Object.values(all))).toEqual(new Set(['train', 'validation', 'test']));
      const heavy = await splits(many(count), { salt, validation: 0.45, test: 0.45 });
      expect(Object.values(heavy)).toContain('train');
    }
  });

  test('a share of 0 stays empty', async () => {
    expect(new Set(Object.values(await splits(many(50), { validation: 0, test: 0 })))).toEqual(new Set(['train']));
  });

  test('one document', async () => {
    expect(Object.keys(await splits(many(1)))).toHaveLength(1);
    expect(await splits([])).toEqual({});
  });
});

test('labels are needed only when they are named', () => {
  const needs = (options: object) => split.needs!(split.options.parse(options) as never);
  expect(needs({})).toEqual([]);
  expect(needs({ together: ['account'] })).toEqual(['account']);
  expect(split.options.safeParse({ validation: 0.5, test: 0.5 } as never).success).toBe(false);
});
