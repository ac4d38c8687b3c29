import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, type Drop, isDrop, textOf } from '../../src/core/document.ts';
import { seededRandom } from '../../src/core/hash.ts';
import { fold, jaccard, shinglesOf } from '../../src/minhash/shingles.ts';
import { dedupe } from '../../src/stages/dedupe.ts';
import { makeDocument, runStage } from '../harness.ts';

const words = (n: number, seed: string) => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => `w${Math.floor(random() * 5000)}`);
};
const base = words(100, 'base').join(' ');
/** The base with every nth word replaced. */
const edited = (...at: number[]) =>
  base
    .split(' ')
    .map((word, i) => (at.includes(i) ? `new${i}` : word))
    .join(' ');

async function outcomes(docs: readonly Document[], options: object = {}) {
  const { outcomes } = await runStage(dedupe, docs, options);
  return Object.fromEntries(docs.map((doc, i) => [doc.id, outcomes[i]!]));
}

const kept = (all: Awaited<ReturnType<typeof outcomes>>) => Object.keys(all).filter(id => !isDrop(all[id]!));

describe('what goes', () => {
  test.each([
    ['the same text', base, base, 'duplicate'],
    ['case and blanks', base, base.toUpperCase().replaceAll(' ', '\n'), 'duplicate'],
    ['punctuation', base, base.replace(' ', ', '), 'near-duplicate'],
    ['one word', base, edited(50), 'near-duplicate'],
    ['many words', base, edited(10, 30, 50, 70, 90), undefined],
    ['a part', base, base.slice(0, base.length / 2), undefined],
    ['no words', '🙂 !!!', '🙂 !!!', 'duplicate'],
    ['no words, others', '🙂 !!!', '!!! 🙂', undefined],
    ['short and equal', 'Thank you', 'thank you', 'duplicate'],
    ['short and other', 'Thank you all', 'Thank you both', undefined],
  ])('%s', async (_name, a, b, reason) => {
    const all = await outcomes([makeDocument(a, {}, 'a'), makeDocument(b, {}, 'b')]);
    const drops = Object.values(all).filter(outcome => isDrop(outcome));
    expect(drops.map(drop => drop.drop)).toEqual(reason === undefined ? [] : [reason]);
  });

  test('is named with what stays and how similar it is', async () => {
    const all = await outcomes([makeDocument(`${base} and more`, {}, 'a'), makeDocument(edited(50), {}, 'b')]);
    const exact = jaccard(shinglesOf(fold(`${base} and more`)), shinglesOf(fold(edited(50))));
    const dropped = all.b as Drop;
    expect(dropped.keeper).toBe('a');
    expect(dropped.because!.jaccard).toBeCloseTo(exact, 3);
    expect((all.a as Document).labels.cluster).toMatch(/^[0-9a-f]{16}$/);
  });

  test('texts of all parts count', async () => {
    const thread = (answer: string, id: string) =>
      makeDocument(
        [
          { role: 'user', text: base },
          { role: 'assistant', text: answer },
        ],
        {},
        id,
      );
    expect(
      kept(await outcomes([thread(words(60, 'x').join(' '), 'a'), thread(words(60, 'y').join(' '), 'b')])),
    ).toHaveLength(2);
  });
});

test('nothing goes for being like something that goes: no chains', async () => {
  // a ~ b and b ~ c, but a and c are too far apart; b is the longest, then only a and c are compared with it.
  const [a, b, c] = [edited(), edited(30), edited(30, 60)];
  const docs = [makeDocument(`${a} x x`, {}, 'a'), makeDocument(b, {}, 'b'), makeDocument(c.slice(0, -4), {}, 'c')];
  const all = await outcomes(docs, { similarity: 0.85 });
  expect((all.b as Drop).keeper).toBe('a');
  expect(kept(all)).toEqual(['a', 'c']);
});

describe('keep', () => {
  const docs = [
    makeDocument(edited(50), { time: '2024-03-01T00:00:00+02:00' }, 'first'),
    makeDocument(`${base} plus`, {}, 'longest'),
    makeDocument(base, { time: '2024-02-29T23:00:00' }, 'newest'),
  ];

  test.each(['first', 'longest', 'newest'])('%s', async keep => {
    expect(kept(await outcomes(docs, { keep }))).toEqual([keep]);
  });

  test('of equal ranks the same one, whatever the order', async () => {
    const equal = ['x', 'y', 'z'].map(id => makeDocument(base, {}, id));
    expect(kept(await outcomes(equal))).toEqual(kept(await outcomes([...equal].reverse())));
  });
});

test('action label keeps all, each with its cluster', async () => {
  const docs = [
    makeDocument(base, {}, 'a'),
    makeDocument(edited(50), {}, 'b'),
    makeDocument(words(50, 'o').join(' '), {}, 'c'),
  ];
  const { documents } = await runStage(dedupe, docs, { action: 'label' });
  const [a, b, c] = documents.map(doc => doc.labels.cluster);
  expect(a).toBeDefined();
  expect([b, c]).toEqual([a, undefined]);
  expect(documents[2]).toBe(docs[2]);
});

/** Small corpora of originals with edited copies, shuffled. */
const corpora = fc
  .array(fc.record({ base: fc.nat(5), edits: fc.uniqueArray(fc.nat(39), { maxLength: 6 }), cut: fc.nat(5) }), {
    minLength: 1,
    maxLength: 25,
  })
  .map(texts =>
    texts.map(({ base, edits, cut }, i) => {
      const list = words(40, `corpus ${base}`).slice(0, 40 - cut);
      for (const at of edits) if (at < list.length) list[at] = `e${at}`;
      return makeDocument(list.join(' '), {}, `doc${i}`);
    }),
  );

test('a document goes only if it is similar to one that stays', async () => {
  await fc.assert(
    fc.asyncProperty(corpora, async docs => {
      const all = await outcomes(docs, { similarity: 0.6 });
      const byId = new Map(docs.map(doc => [doc.id, shinglesOf(fold(textOf(doc)))]));
      for (const [id, outcome] of Object.entries(all)) {
        if (!isDrop(outcome)) continue;
        expect(isDrop(all[outcome.keeper!]!)).toBe(false);
        expect(jaccard(byId.get(id)!, byId.get(outcome.keeper!)!)).toBeGreaterThanOrEqual(0.6);
      }
    }),
    { numRuns: 60 },
  );
});

test('the outcome does not depend on the order of the documents', async () => {
  await fc.assert(
    fc.asyncProperty(
      corpora.chain(docs => fc.tuple(fc.constant(docs), fc.shuffledSubarray(docs, { minLength: docs.length }))),
      async ([docs, shuffled]) => {
        expect(await outcomes(shuffled)).toEqual(await outcomes(docs));
      },
    ),
    { numRuns: 60 },
  );
});

test('a thousand copies of a form letter are found without comparing each with each', async () => {
  const docs = Array.from({ length: 1000 }, (_, i) => makeDocument(`${base} ${base} number ${i}`, {}, `d${i}`));
  const step = await dedupe.global(dedupe.options.parse({}) as never, new Map());
  const sketches = docs.map((doc, index) => ({
    index,
    id: doc.id,
    source: 0,
    bytes: step.sketch(doc, undefined as never),
  }));
  const opened: number[] = [];
  const { facts } = await step.decide(
    {
      count: docs.length,
      sources: [],
      at: async index => sketches[index]!,
      async *[Symbol.asyncIterator]() {
        yield* sketches;
      },
    },
    {
      // Little memory, so that many partitions are used.
      memory: 20_000,
      async partitions(count) {
        opened.push(count);
        const kept: Uint8Array[][] = Array.from({ length: count }, () => []);
        return {
          append: (partition, record) => void kept[partition]!.push(record.slice()),
          read: async partition => new Uint8Array(Buffer.concat(kept[partition]!)),
        };
      },
    },
  );
  expect(facts).toMatchObject({ exact: 0, near: 999, clusters: 1, largest: 1000 });
  expect(facts!.candidates).toBeLessThan(3000);
  expect(Math.min(...opened)).toBeGreaterThan(1);
});
