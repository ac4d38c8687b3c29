import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, type Drop, isDrop, type Labels } from '../../../src/core/document.ts';
import type { SplitName } from '../../../src/core/facts.ts';
import { seededRandom } from '../../../src/core/hash.ts';
import type { GlobalStep, Sketches } from '../../../src/core/stage.ts';
import { split } from '../../../src/stages/split/index.ts';
import { type Earlier, idleContext, makeDocument, runStage, temporaryScratch } from '../../harness.ts';
import { decided } from '../decided.ts';

const many = (count: number, labels: (i: number) => Labels = () => ({})) =>
  Array.from({ length: count }, (_, i) => makeDocument(`text ${i}`, labels(i), `d${i}`));

function words(count: number, seed: string): string {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => `w${Math.floor(random() * 20_000)}`).join(' ');
}

/** With every nth word replaced. */
const edited = (text: string, ...at: number[]) =>
  text
    .split(' ')
    .map((word, i) => (at.includes(i) ? `new${i}` : word))
    .join(' ');

type Splits = Record<string, SplitName | 'dropped'>;

async function splits(
  docs: readonly Document[],
  options: object = {},
  earlier: readonly Earlier[] = [],
): Promise<Splits> {
  const { outcomes } = await runStage(split, docs, options, new Map(), earlier);
  return Object.fromEntries(
    outcomes.map((outcome, i) => [docs[i]!.id, isDrop(outcome) ? 'dropped' : (outcome as Document).labels.split!]),
  );
}

const share = (all: Splits, name: string) =>
  Object.values(all).filter(one => one === name).length / Object.keys(all).length;
const changed = (before: Splits, after: Splits) => Object.keys(before).filter(id => before[id] !== after[id]);

test('shares come out as asked', async () => {
  const all = await splits(many(1000), { validation: 0.2, test: 0.1 });
  expect(share(all, 'validation')).toBe(0.2);
  expect(share(all, 'test')).toBe(0.1);
});

describe('what belongs together shares a split', () => {
  test.each([
    ['cluster', {}, { cluster: 'c' }],
    ['thread', {}, { thread: 't' }],
    ['file', {}, { file: 'f' }],
    ['account', { together: ['account'] }, { account: 'a' }],
    ['customer', { together: ['customer'] }, { customer: 'c' }],
  ] as [string, object, Labels][])('by %s', async (_name, options, labels) => {
    const all = await splits(
      many(60, i => (i % 2 === 0 ? labels : {})),
      { validation: 0.4, test: 0.3, ...options },
    );
    const together = Object.entries(all).filter(([id]) => Number(id.slice(1)) % 2 === 0);
    expect(new Set(together.map(([, name]) => name)).size).toBe(1);
    expect(new Set(Object.values(all)).size).toBe(3);
  });

  const base = words(100, 'base');

  test.each([
    ['parent, however deep', ['p', 'p-1', 'p-2', 'p-2-1', 'p-2-7'], ['a', 'b', 'c', 'd', 'e'], {}],
    ['equal text', ['x', 'y'], ['Same  TEXT', 'same text'], {}],
    ['equal text, also with leakSimilarity 1', ['x', 'y'], ['Same  TEXT', 'same text'], { leakSimilarity: 1 }],
    ['similar text', ['x', 'y'], [base, edited(base, 10, 30, 50)], {}],
    [
      'text that is similar to one in between',
      ['x', 'y', 'z'],
      [base, edited(base, 1, 21, 41), edited(base, 1, 21, 41, 61, 81, 91)],
      {},
    ],
    ['text as similar as asked', ['x', 'y'], [base, edited(base, 10, 30, 50, 70, 90)], { leakSimilarity: 0.5 }],
  ] as [string, string[], string[], object][])('by %s', async (_name, ids, texts, options) => {
    const docs = [...ids.map((id, i) => makeDocument(texts[i]!, {}, id)), ...many(30)];
    for (const salt of [0, 1, 2, 3, 4]) {
      const all = await splits(docs, { validation: 0.3, test: 0.3, salt, ...options });
      expect(new Set(ids.map(id => all[id])).size).toBe(1);
    }
  });

  test.each([
    ['text that is less similar', [base, edited(base, 10, 30, 50)], { leakSimilarity: 0.8 }],
    ['similar text with leakSimilarity 1', [base, edited(base, 50)], { leakSimilarity: 1 }],
  ])('not by %s', async (_name, texts, options) => {
    const docs = texts.map((text, i) => makeDocument(text, {}, `x${i}`));
    const { facts } = await runStage(split, docs, options);
    expect(facts).toMatchObject({ groups: 2, 'near-joined': 0 });
  });

  test('not by an account that nobody named, nor by equal values of two labels', async () => {
    const all = await splits(
      many(200, i => (i % 2 === 0 ? { thread: `t${i}`, account: 'a' } : { cluster: `t${i - 1}` })),
    );
    expect(new Set(Object.values(all)).size).toBe(3);
  });

  test('not by a form that they share', async () => {
    const form = words(100, 'form');
    const ticket = (i: number) => makeDocument(`${form} ${words(30, `content ${i}`)}`, {}, `d${i}`);
    const tickets = Array.from({ length: 200 }, (_, i) => ticket(i));
    const { facts } = await runStage(split, tickets, { validation: 0.1, test: 0.1 });
    expect(facts).toMatchObject({ groups: 200, train: 160, validation: 20, test: 20 });
    // Without enough of them to tell, it is likeness.
    expect((await runStage(split, tickets.slice(0, 10))).facts.groups).toBe(1);
  });

  test('through others: nothing that ties two documents of 1,000 random graphs is in two splits', async () => {
    const label = fc.option(fc.nat(30).map(String), { nil: undefined });
    const record = fc.record({ cluster: label, thread: label, account: label, parent: fc.nat(60), text: fc.nat(80) });
    const graph = fc.array(record, { minLength: 1, maxLength: 60 });
    const shares = { validation: 0.3, test: 0.3 };
    const decide = await decider({ together: ['cluster', 'thread', 'account'], ...shares });
    await fc.assert(
      fc.asyncProperty(fc.array(graph, { minLength: 20, maxLength: 20 }), async graphs => {
        const docs = graphs.flatMap((records, g) =>
          records.map(({ parent, text, ...labels }, i) => {
            const named = Object.entries(defined(labels)).map(([name, value]) => [name, `${g} ${value}`]);
            return makeDocument(`text ${g} ${text}`, Object.fromEntries(named), `p${g}x${parent}-${i}`);
          }),
        );
        const keys = docs.map(({ id, parts, labels }) => [id.split('-')[0]!, parts[0]!.text, ...tiesOf(labels)]);
        const all = await decide(docs);
        const seen = new Map<string, string>();
        for (const [i, tied] of keys.entries()) {
          for (const key of tied) {
            if (seen.has(key) && seen.get(key) !== all[i]) throw new Error(`${key} is in two splits`);
            seen.set(key, all[i]!);
          }
        }
        let at = 0;
        const largest = Math.max(...graphs.flatMap(({ length }) => componentSizes(keys.slice(at, (at += length)))));
        for (const [name, asked] of Object.entries(shares)) {
          const miss = Math.abs(all.filter(each => each === name).length - asked * docs.length);
          expect(miss).toBeLessThanOrEqual(largest / 2 + 1e-6);
        }
      }),
      { numRuns: 50 },
    );
  });
});

const tiesOf = (labels: Labels) => Object.entries(labels).map(entry => entry.join(' '));

/** Decides over documents, again and again with the same step. */
async function decider(options: object) {
  const step = (await split.global(split.options.parse(options), new Map())) as GlobalStep<string>;
  const ctx = idleContext();
  const scratch = temporaryScratch(1 << 30);
  return async (docs: readonly Document[]) => {
    const list = docs.map((doc, index) => ({ index, id: doc.id, source: 0, bytes: step.sketch(doc, ctx) }));
    const sketches: Sketches = {
      count: list.length,
      sources: ['test'],
      counts: [list.length],
      at: async index => list[index]!,
      async *[Symbol.asyncIterator]() {
        yield* list;
      },
      references: { count: 0, async *[Symbol.asyncIterator]() {} },
    };
    const decisions = await step.decide(sketches, scratch);
    return Promise.all(list.map(sketch => decisions.of(sketch)));
  };
}

function defined(labels: Record<string, string | undefined>): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined)) as Labels;
}

/** Sizes of the connected components of records that share keys, found by repainting. */
function componentSizes(keys: readonly (readonly string[])[]): number[] {
  const colour = keys.map((_, i) => i);
  for (const [i, mine] of keys.entries()) {
    for (let j = 0; j < i; j++) {
      if (!keys[j]!.some(key => mine.includes(key))) continue;
      const [from, to] = [colour[j]!, colour[i]!];
      for (const k of colour.keys()) if (colour[k] === from) colour[k] = to;
    }
  }
  return [...Map.groupBy(colour, each => each).values()].map(each => each.length);
}

describe('is stable', () => {
  test('whatever the order', async () => {
    const docs = many(100, i => ({ thread: `t${i % 40}` }));
    expect(await splits([...docs].reverse())).toEqual(await splits(docs));
  });

  test.each([
    ['that stand alone', () => ({}), 30],
    ['of which 500 continue a thread', (i: number) => ({ thread: `t${i % 2500}` }), 15],
  ])('but for a few at the cuts when 1,500 documents are added %s', async (_name, labels, most) => {
    const docs = many(3000, labels);
    const moved = changed(await splits(docs.slice(0, 1500)), await splits(docs));
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.length).toBeLessThan(most);
  });

  test('when documents of a thread are found to be of a cluster', async () => {
    const labels = (i: number) => ({ thread: `t${i % 200}` });
    const after = await splits(many(300, i => ({ ...labels(i), ...(i < 100 ? { cluster: `c${i}` } : {}) })));
    expect(changed(await splits(many(300, labels)), after)).toEqual([]);
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

/** The documents of a run as rows of an earlier dataset. */
const asEarlier = (docs: readonly Document[], all: Splits, dataset = 'old'): Earlier[] =>
  docs.map((doc, i) => {
    const split = all[doc.id] as SplitName;
    const row = { ...doc, id: `${dataset}/${split}.jsonl:${i + 1}`, labels: {} };
    return { doc: row, reference: { dataset, split } };
  });

describe('previous', () => {
  test('moves nothing that was there, whatever is added', async () => {
    const corpus = fc.array(fc.option(fc.nat(20).map(String), { nil: undefined }), { minLength: 5, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(corpus, fc.nat(40), fc.nat(5), async (threads, later, salt) => {
        const docs = threads.map((thread, i) => makeDocument(`text ${i}`, defined({ thread }), `d${i}`));
        const old = docs.slice(later);
        const before = await splits(old, { validation: 0.2, test: 0.2 });
        const options = { validation: 0.2, test: 0.2, previous: ['old'], salt };
        // New documents that tie two old groups together are another matter.
        const ties = docs.slice(0, later).filter(doc => old.some(({ labels }) => labels.thread === doc.labels.thread));
        const added = docs.slice(0, later).filter(doc => !ties.includes(doc) || doc.labels.thread === undefined);
        const after = await splits([...added, ...old], options, asEarlier(old, before));
        expect(changed(before, after)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('corrects the sizes with what is new', async () => {
    const old = many(100);
    const before = await splits(old, { validation: 0.4, test: 0 });
    const after = await splits(many(400), { validation: 0.2, test: 0.1, previous: ['old'] }, asEarlier(old, before));
    expect(changed(before, after)).toEqual([]);
    expect(share(after, 'validation')).toBe(0.2);
    expect(share(after, 'test')).toBe(0.1);
  });

  test('takes what is similar along', async () => {
    const text = words(60, 'old');
    const earlier = asEarlier([makeDocument(text, {}, 'o')], { o: 'test' });
    const docs = [
      makeDocument(edited(text, 30), { thread: 't' }, 'a'),
      makeDocument('other', { thread: 't' }, 'b'),
      ...many(9),
    ];
    const all = await splits(docs, { validation: 0, test: 0, previous: ['old'] }, earlier);
    expect(Object.keys(all).filter(id => all[id] === 'test')).toEqual(['a', 'b']);
  });

  test.each([
    [['train', 'test'], 'test', 1],
    [['validation', 'train'], 'validation', 1],
    [['test', 'validation', 'train'], 'test', 1],
    [['validation', 'validation'], 'validation', 0],
  ] as [SplitName[], SplitName, number][])('a group that holds %s goes to %s', async (names, expected, torn) => {
    const docs = names.map((_, i) => makeDocument(`text ${i}`, { thread: 't' }, `d${i}`));
    const earlier = asEarlier(docs, Object.fromEntries(names.map((name, i) => [`d${i}`, name])));
    const { outcomes, facts } = await runStage(split, docs, { previous: ['old'] }, new Map(), earlier);
    expect(outcomes.map(outcome => (outcome as Document).labels.split)).toEqual(names.map(() => expected));
    expect(facts['torn-before']).toBe(torn);
  });

  test('does not tie documents to each other by rows that are alike themselves', async () => {
    const chain = [words(100, 'chain')];
    for (const at of [10, 40, 70]) chain.push(edited(chain.at(-1)!, at, at + 8, at + 16));
    const [a, train, test, b] = chain.map((text, i) => makeDocument(text, {}, `c${i}`)) as [
      Document,
      Document,
      Document,
      Document,
    ];
    const earlier = [...asEarlier([train], { c1: 'train' }), ...asEarlier([test], { c2: 'test' })];
    expect(await splits([a, b], { previous: ['old'] }, earlier)).toEqual({ c0: 'train', c3: 'test' });
    // As documents they hang together.
    expect((await runStage(split, [a, train, test, b])).facts.groups).toBe(1);
  });

  test('needs to know the splits', async () => {
    const earlier = [{ doc: makeDocument('text', {}, 'rows.jsonl:1'), reference: { dataset: 'rows.jsonl' } }];
    await expect(splits(many(3), { previous: ['rows.jsonl'] }, earlier)).rejects.toMatchObject({ code: 'E_REFERENCE' });
  });
});

describe('frozen', () => {
  const text = words(60, 'frozen');
  const row = (text: string, reference: Earlier['reference'], id = 'bench.jsonl:1'): Earlier => ({
    doc: makeDocument(text, {}, id),
    reference,
  });
  const docs = [
    makeDocument(text, {}, 'same'),
    makeDocument(edited(text, 30), { thread: 't' }, 'near'),
    makeDocument('of the thread', { thread: 't' }, 'tied'),
    ...many(40),
  ];

  test('drops what is connected with it, and writes no other test set', async () => {
    const earlier = [row(text, { dataset: 'bench.jsonl' })];
    const { outcomes, facts } = await runStage(split, docs, { frozen: 'bench.jsonl', test: 0.3 }, new Map(), earlier);
    const dropped = outcomes.filter(isDrop) as Drop[];
    expect(dropped).toEqual(Array.from({ length: 3 }, () => ({ drop: 'frozen-test', keeper: 'bench.jsonl:1' })));
    expect(outcomes.slice(0, 3)).toEqual(dropped);
    expect(facts).toMatchObject({ train: 38, validation: 2, test: 0, 'frozen-test': 3 });
  });

  test.each([
    ['test rows of a folder', { dataset: 'bench', split: 'test' }, { frozen: ['bench'] }, 'dropped'],
    ['no other rows of a folder', { dataset: 'bench', split: 'train' }, { frozen: ['bench'] }, 'train'],
    ['test rows of previous', { dataset: 'old', split: 'test' }, { frozen: 'x.jsonl', previous: ['old'] }, 'dropped'],
    [
      'no other rows of previous',
      { dataset: 'old', split: 'validation' },
      { frozen: 'x.jsonl', previous: ['old'] },
      'validation',
    ],
  ] as [string, Earlier['reference'], object, string][])('takes %s', async (_name, reference, options, expected) => {
    const all = await splits(docs, { validation: 0, ...options }, [row(text, reference)]);
    expect(all.same).toBe(expected);
  });

  test('wins over previous, and the first of its rows is named', async () => {
    const earlier = [
      row(text, { dataset: 'bench.jsonl' }),
      row(edited(text, 1), { dataset: 'bench.jsonl' }, 'bench.jsonl:2'),
      row(text, { dataset: 'old', split: 'train' }, 'old/train.jsonl:1'),
    ];
    const options = { frozen: 'bench.jsonl', previous: ['old'] };
    const { outcomes, facts } = await runStage(split, docs, options, new Map(), earlier);
    expect(facts['torn-before']).toBe(0);
    expect(outcomes[0]).toEqual({ drop: 'frozen-test', keeper: 'bench.jsonl:1' });
  });

  test('ties no documents by other rows of its folder', async () => {
    const chain = [words(100, 'chain')];
    for (const at of [10, 60]) chain.push(edited(chain.at(-1)!, at, at + 8, at + 16));
    const [a, between, b] = chain as [string, string, string];
    const pair = [makeDocument(a, {}, 'a'), makeDocument(b, {}, 'b')];
    const groups = async (options: object) =>
      (await runStage(split, pair, options, new Map(), [row(between, { dataset: 'old', split: 'train' })])).facts
        .groups;
    expect(await groups({ frozen: 'old' })).toBe(2);
    expect(await groups({ previous: ['old'] })).toBe(1);
  });

  test('is named once with previous', () => {
    const references = split.references as unknown as (options: object) => string[];
    expect(references({ previous: ['a', 'b'], frozen: ['b', 'c.jsonl'] })).toEqual(['a', 'b', 'c.jsonl']);
  });
});

describe('stratify', () => {
  test('keeps the mix of a label', async () => {
    const language = (i: number) => (i % 10 === 0 ? 'de' : i % 10 === 1 ? 'fr' : 'en');
    const docs = many(1000, i => ({ language: language(i), thread: `t${i % 700}` }));
    const options = { validation: 0.1, test: 0.1, stratify: ['language'] };
    const { documents, exhibits } = await runStage(split, docs, options);
    for (const name of ['validation', 'test'] as const) {
      const inside = documents.filter(doc => doc.labels.split === name);
      const of = (language: string) => inside.filter(doc => doc.labels.language === language).length;
      expect(Math.abs(of('de') - 10)).toBeLessThanOrEqual(2);
      expect(Math.abs(of('fr') - 10)).toBeLessThanOrEqual(2);
      expect(Math.abs(of('en') - 80)).toBeLessThanOrEqual(2);
    }
    const table = exhibits.find(({ title }) => title === 'Splits by stratum')!.table!;
    expect(table.rows.map(row => row[0])).toEqual(['en', 'de', 'fr']);
  });

  test('a group counts where most of its documents do', async () => {
    const docs = [
      ...['b', 'b', 'a', 'c', 'c'].map((language, i) => makeDocument(`x ${i}`, { thread: 't', language }, `x${i}`)),
    ];
    const { exhibits } = await runStage(split, docs, { stratify: ['language'] });
    const table = exhibits.find(({ title }) => title === 'Splits by stratum')!.table!;
    expect(table.rows.find(row => row[1] === 5)![0]).toBe('b');
  });

  test('by source', async () => {
    const docs = many(400).map((doc, i) => [i < 360 ? 0 : 1, doc] as const);
    const options = { validation: 0, test: 0.1, stratify: ['source', 'language'] };
    const { decisions, exhibits } = await decided(split, docs, 64 << 20, options);
    expect(decisions.slice(360).filter(name => name === 'test')).toHaveLength(4);
    expect(exhibits.find(({ title }) => title === 'Splits by stratum')!.table!.rows).toEqual([
      ['mail / -', 360, 0.9, 0, 0.1],
      ['web / -', 40, 0.9, 0, 0.1],
    ]);
  });

  test('shows no value that may be text', async () => {
    const docs = many(4, i => ({ language: ['de', 'Jane Doe', 'jane@example.com', ''][i]! }));
    const { exhibits } = await runStage(split, docs, { stratify: ['language'] });
    const names = exhibits.find(({ title }) => title === 'Splits by stratum')!.table!.rows.map(row => row[0]);
    expect(names).toHaveLength(4);
    for (const name of names) expect(name).toMatch(/^(de|#[0-9a-f]{16})$/);
  });

  test('not by more values than can be kept in balance', async () => {
    const docs = many(10_001, i => ({ language: `l${i}` }));
    await expect(splits(docs, { stratify: ['language'] })).rejects.toMatchObject({ code: 'E_OPTION' });
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

  test('a split that stays empty though it should have a share is told', async () => {
    const { warnings } = await runStage(
      split,
      many(30, () => ({ thread: 'a' })),
      { validation: 0.1, test: 0 },
    );
    expect(warnings).toEqual([
      'The validation split is empty, though it should have a share of 0.1: the documents make 1 group, the largest has 30.',
    ]);
    expect((await runStage(split, many(30), { validation: 0.1, test: 0.1 })).warnings).toEqual([]);
  });

  test('one document, or none', async () => {
    expect(await splits(many(1))).toEqual({ d0: 'train' });
    expect(await splits([])).toEqual({});
  });
});

test('leaves facts, figures and the list of groups', async () => {
  const docs = many(20, i => (i < 5 ? { thread: 'a' } : i < 7 ? { thread: 'b' } : {}));
  const { facts, exhibits, tables, documents } = await runStage(split, docs, { validation: 0.1, test: 0.1 });
  const splitOf = (id: string) => documents.find(doc => doc.id === id)!.labels.split;
  expect(facts).toEqual({ groups: 15, largest: 5, train: 16, validation: 2, test: 2, 'near-joined': 0 });
  expect(tables.groups).toEqual([
    ...['d0', 'd1', 'd2', 'd3', 'd4'].map(id => ({ id, first: 'd0', split: splitOf('d0'), size: 5 })),
    ...['d5', 'd6'].map(id => ({ id, first: 'd5', split: splitOf('d5'), size: 2 })),
  ]);
  const [shares, sizes, largest] = exhibits;
  expect(shares!.table!.rows).toEqual([
    ['train', 16, 0.8, 0.8],
    ['validation', 2, 0.1, 0.1],
    ['test', 2, 0.1, 0.1],
  ]);
  expect(sizes!.bars).toEqual([
    { label: '1', value: 13 },
    { label: '2', value: 1 },
    { label: '3–4', value: 0 },
    { label: '5–8', value: 1 },
  ]);
  expect(largest!.table!.rows).toEqual([
    ['d0', splitOf('d0'), 5],
    ['d5', splitOf('d5'), 2],
  ]);
});

describe('options', () => {
  const needs = (options: object) => split.needs!(split.options.parse(options) as never);

  test('need labels only when they are named', () => {
    expect(needs({})).toEqual([]);
    expect(needs({ together: ['account'], stratify: ['source', 'language', 'topic'] })).toEqual([
      'account',
      'language',
      'topic',
    ]);
  });

  test.each([
    [{ validation: 0.5, test: 0.5 }],
    [{ stratify: ['title'] }],
    [{ stratify: ['thread'] }],
    [{ stratify: ['a label'] }],
    [{ leakSimilarity: 0.2 }],
    [{ together: ['topic'] }],
    [{ allowLeaks: { exact: -1 } }],
    [{ allowLeaks: { other: 1 } }],
  ])('refuses %j', options => {
    expect(split.options.safeParse(options).success).toBe(false);
  });
});
