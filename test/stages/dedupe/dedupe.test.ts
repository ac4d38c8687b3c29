import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, type Drop, isDrop, textOf } from '../../../src/core/document.ts';
import { seededRandom } from '../../../src/core/hash.ts';
import { jaccard } from '../../../src/minhash/shingles.ts';
import { dedupe } from '../../../src/stages/dedupe/index.ts';
import { makeDocument, runStage, temporaryScratch } from '../../harness.ts';
import { shinglesOf } from '../../minhash/texts.ts';

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
    const exact = jaccard(shinglesOf(`${base} and more`), shinglesOf(edited(50)));
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
      const byId = new Map(docs.map(doc => [doc.id, shinglesOf(textOf(doc))]));
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
  const { facts } = await runStage(dedupe, docs, { stopAbove: 1 });
  expect(facts).toMatchObject({ exact: 0, near: 999, clusters: 1, largest: 1000 });
  expect(facts.candidates).toBeLessThan(3000);
});

test('little memory gives the same, and less than is needed an error that says how much', async () => {
  const docs = Array.from({ length: 1000 }, (_, i) =>
    makeDocument(words(40 + (i % 7), `t${i % 350}`).join(' '), {}, `d${i}`),
  );
  const much = await runStage(dedupe, docs);
  const little = await runStage(dedupe, docs, {}, new Map(), [], temporaryScratch(80_000));
  expect(little).toEqual(much);
  expect(much.facts.exact).toBeGreaterThan(0);
  await expect(runStage(dedupe, docs, {}, new Map(), [], temporaryScratch(50_000))).rejects.toMatchObject({
    code: 'E_MEMORY',
    detail: expect.stringMatching(/--memory \d+MB/),
  });
});

/** Tickets of one form: the same 60 words around what was written in. */
const ticket = (written: string, id: string) =>
  makeDocument(`${words(30, 'form a').join(' ')} ${written} ${words(30, 'form b').join(' ')}`, {}, id);

describe('templates', () => {
  const tickets = Array.from({ length: 60 }, (_, i) => ticket(words(12, `ticket ${i}`).join(' '), `t${i}`));

  test('do not make duplicates of tickets that share a form', async () => {
    const { facts, outcomes } = await runStage(dedupe, tickets, { similarity: 0.6 });
    expect(outcomes.filter(isDrop)).toEqual([]);
    expect(facts['template-shingles']).toBeGreaterThan(50);
    expect(facts['kept-for-own-text']).toBe(0);
  });

  test('are forgotten with `templateShare: 1`: then the form decides', async () => {
    const { outcomes } = await runStage(dedupe, tickets, { similarity: 0.6, templateShare: 1 });
    expect(outcomes.filter(isDrop)).toHaveLength(59);
  });

  test('leave a ticket that was sent twice a duplicate', async () => {
    const again = ticket(`${words(12, 'ticket 7').join(' ')} again`, 'again');
    const { outcomes, tables } = await runStage(dedupe, [...tickets, again], { similarity: 0.6 });
    const dropped = outcomes.filter(isDrop);
    expect(dropped).toMatchObject([{ drop: 'near-duplicate', keeper: 'again' }]);
    expect(dropped[0]!.because!.own).toBeGreaterThanOrEqual(0.5);
    expect(tables.clusters).toMatchObject([{ id: 't7', keeper: 'again', relation: 'near', size: 2 }]);
  });

  test('an empty form twice is a duplicate: there is nothing of its own', async () => {
    const { outcomes } = await runStage(dedupe, [...tickets, ticket('', 'e1'), ticket('none', 'e2')], {
      similarity: 0.6,
    });
    expect(outcomes.filter(isDrop)).toMatchObject([{ keeper: 'e2' }]);
  });
});

describe('containment', () => {
  const long = words(400, 'long').join(' ');
  const mail = long.split(' ').slice(100, 140).join(' ');

  test('drops what a longer document holds, when asked to', async () => {
    const docs = [
      makeDocument(mail, {}, 'mail'),
      makeDocument(long, {}, 'thread'),
      makeDocument(words(60, 'o').join(' '), {}, 'o'),
    ];
    expect(kept(await outcomes(docs))).toEqual(['mail', 'thread', 'o']);
    const all = await outcomes(docs, { containment: 0.9 });
    expect(all.mail).toEqual({ drop: 'contained', keeper: 'thread', because: { contained: 1 } });
    expect(kept(all)).toEqual(['thread', 'o']);
  });

  test('never takes what near-duplicates have gone for', async () => {
    const docs = [
      makeDocument(mail, {}, 'mail'),
      makeDocument(`${mail} x`, {}, 'mail2'),
      makeDocument(`${long} ${mail} x`, {}, 'thread'),
    ];
    expect(kept(await outcomes(docs, { containment: 0.8 }))).toEqual(['mail2', 'thread']);
  });
});

describe('against', () => {
  const reference = { dataset: 'out/2025', split: 'train' } as const;
  const earlier = [
    { doc: makeDocument(base, {}, 'out/2025/train.jsonl:1'), reference },
    { doc: makeDocument(base, {}, 'out/2025/train.jsonl:2'), reference },
  ];

  test('what earlier data hold goes, with the place of the row', async () => {
    const docs = [
      makeDocument(base, {}, 'same'),
      makeDocument(edited(50), {}, 'near'),
      makeDocument(words(50, 'o').join(' '), {}, 'new'),
    ];
    const { outcomes, facts, tables } = await runStage(dedupe, docs, { against: 'out/2025' }, new Map(), earlier);
    expect(outcomes).toMatchObject([
      { drop: 'duplicate', keeper: 'out/2025/train.jsonl:1' },
      { drop: 'near-duplicate', keeper: 'out/2025/train.jsonl:1' },
      { id: 'new' },
    ]);
    expect(facts).toMatchObject({ earlier: 2, exact: 0, near: 0 });
    expect(tables.clusters!.map(row => row.relation)).toEqual(['earlier', 'earlier']);
  });
});

describe('stopAbove', () => {
  const docs = Array.from({ length: 120 }, (_, i) =>
    makeDocument(i < 100 ? base : words(50, `o${i}`).join(' '), {}, `d${i}`),
  );

  test('stops the run and says which source, how many and like what', async () => {
    expect((await runStage(dedupe, docs, { stopAbove: 0.5 })).stop).toEqual({
      code: 'E_STOP_ABOVE',
      detail: 'source test would lose 99 of 120 documents (82 %), 99 like d0; stopAbove is 0.5',
    });
  });

  test.each([
    ['a higher limit', { stopAbove: 0.9 }, docs],
    ['labels only', { stopAbove: 0.5, action: 'label' }, docs],
    ['few documents', { stopAbove: 0.5 }, docs.slice(0, 90)],
  ])('lets pass: %s', async (_name, options, some) => {
    expect((await runStage(dedupe, some, options)).stop).toBeUndefined();
  });
});

describe('bad input', () => {
  test.each([
    ['nothing', ['', '', ' \n ']],
    ['one word each', ['one', 'two', 'one']],
    ['NUL and lone surrogates', ['a\0b c d e f \ud800', 'a\0b c d e f \ud800', '\udfff']],
  ])('%s', async (_name, texts) => {
    const docs = texts.map((text, i) => makeDocument(text, {}, `d${i}`));
    const all = await outcomes(docs);
    expect(Object.values(all).filter(isDrop)).toHaveLength(texts.length - new Set(texts.map(text => text.trim())).size);
  });
});

test('the evidence names ids, never text', async () => {
  const docs = [makeDocument(base, {}, 'a'), makeDocument(edited(50), {}, 'b'), makeDocument(base, {}, 'c')];
  const { exhibits, tables } = await runStage(dedupe, docs);
  const shown = JSON.stringify({ exhibits, tables });
  for (const word of base.split(' ').slice(0, 20)) expect(shown).not.toContain(word);
  expect(exhibits.map(({ title }) => title)).toContain('Largest clusters');
  expect(tables.clusters).toHaveLength(2);
});
