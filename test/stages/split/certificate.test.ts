import { describe, expect, test } from 'vitest';
import type { Document, Labels } from '../../../src/core/document.ts';
import { seededRandom } from '../../../src/core/hash.ts';
import { split } from '../../../src/stages/split/index.ts';
import { makeDocument, runStage } from '../../harness.ts';
import { certify, earlierRows, type Row, rowsOf } from './written.ts';

/** So many words by chance. */
function words(count: number, seed: string): string {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => `w${Math.floor(random() * 20_000)}`).join(' ');
}

const exchange = (question: string, answer: string) =>
  [
    { role: 'user', text: question },
    { role: 'assistant', text: answer },
  ] as const;

const thread = (i: number): Document =>
  makeDocument(exchange(words(60, `q${i}`), words(40, `a${i}`)), { thread: `t${i}` }, `d${i}`);

const wordAt = (text: string, at: number) =>
  text
    .split(' ')
    .map((word, i) => (i === at ? 'edited' : word))
    .join(' ');

const options = { validation: 0.2, test: 0.2 };

/** A dataset of 1,200 threads that are not alike, split. */
const { documents } = await runStage(
  split,
  Array.from({ length: 1200 }, (_, i) => thread(i)),
  options,
);
const clean = await rowsOf(documents, options);
const heldOut = clean.filter(row => row.split !== 'train');
const train = clean.filter(row => row.split === 'train');

/** Puts rows in the place of others. */
function tampered(changes: ReadonlyMap<Row, Partial<Row>>): Row[] {
  return clean.map(row => ({ ...row, ...changes.get(row) }));
}

describe('the certificate', () => {
  test('finds nothing where nothing was planted', async () => {
    const { stop, facts, leaks, exhibits } = await certify(clean, options);
    expect(stop).toBeUndefined();
    expect(leaks).toEqual([]);
    expect(facts).toEqual({
      rows: 1200,
      'held-out': heldOut.length,
      exact: 0,
      near: 0,
      'near-sample-missed': 0,
      keys: 0,
      answers: 0,
      'answers-any': 0,
    });
    expect(exhibits[0]!.table!.rows.map(row => row.at(-2))).toEqual([0, 0, 0, 0, 0]);
  });

  test('finds each of 200 planted leaks, and nothing else', async () => {
    const changes = new Map<Row, Partial<Row>>();
    const planted = {
      exact: new Set<string>(),
      near: new Set<string>(),
      keys: new Set<string>(),
      answers: new Set<string>(),
    };
    for (let i = 0; i < 50; i++) {
      const [exact, near, key, answered] = heldOut.slice(4 * i, 4 * i + 4) as [Row, Row, Row, Row];
      const [a, b, c, d] = train.slice(4 * i, 4 * i + 4) as [Row, Row, Row, Row];
      const [question, answer] = b.parts.map(part => part.text) as [string, string];
      changes.set(exact, { parts: a.parts.map(part => ({ ...part, text: part.text.toUpperCase() })) });
      changes.set(near, { parts: exchange(wordAt(question, i), wordAt(answer, i % 40)) });
      changes.set(key, { note: c.note });
      // Wrapped anew, between other words.
      const copied = answered.parts[1]!.text.replaceAll(' ', i % 2 === 0 ? '\n' : ', ');
      changes.set(d, { parts: exchange(words(200, `x${i}`), `${words(80, `y${i}`)} ${copied} ${words(80, `z${i}`)}`) });
      planted.exact.add(exact.place);
      planted.near.add(near.place);
      planted.keys.add(key.place);
      planted.answers.add(answered.place);
    }
    const { stop, facts, leaks } = await certify(tampered(changes), options);
    for (const [kind, places] of Object.entries(planted)) {
      expect(new Set(leaks.filter(leak => leak.kind === kind).map(leak => leak.place)), kind).toEqual(places);
      expect(facts[kind]).toBe(50);
    }
    expect(leaks).toHaveLength(200);
    expect(facts['near-sample-missed']).toBe(0);
    for (const kind of Object.keys(planted))
      expect(stop?.detail).toMatch(new RegExp(`${kind}: 50 found, 0 allowed \\(\\w+`));
  });

  test('names both rows of a leak', async () => {
    const [row, other] = [heldOut[0]!, train[7]!];
    const { stop, leaks } = await certify(tampered(new Map([[row, { parts: other.parts }]])), options);
    expect(leaks).toEqual([
      {
        kind: 'exact',
        split: row.split,
        place: row.place,
        id: row.id,
        otherSplit: 'train',
        otherPlace: 'train.jsonl:8',
        otherId: other.id,
        similarity: 1,
      },
    ]);
    expect(stop).toEqual({
      code: 'E_LEAK',
      detail: `of ${heldOut.length} held-out rows exact: 1 found, 0 allowed (${row.place})`,
    });
  });

  test('allows as many as it is told', async () => {
    const changes = new Map(heldOut.slice(0, 5).map((row, i) => [row, { parts: train[i]!.parts }] as const));
    expect((await certify(tampered(changes), { ...options, allowLeaks: { exact: 5 } })).stop).toBeUndefined();
    const { stop } = await certify(tampered(changes), { ...options, allowLeaks: { exact: 4 } });
    const places = heldOut.slice(0, 3).map(row => row.place);
    expect(stop?.detail).toBe(`of ${heldOut.length} held-out rows exact: 5 found, 4 allowed (${places.join(', ')})`);
  });

  test('says so when no row is held out', async () => {
    const { stop, facts, exhibits } = await certify(train, options);
    expect(stop).toBeUndefined();
    expect(facts).toEqual({ rows: train.length, 'held-out': 0 });
    expect(exhibits[0]!.note).toContain('No row is held out');
  });
});

/** One row of train, one of test, and what is found between them. */
async function between(trained: Document, tested: Document, options: object = {}, others: readonly Document[] = []) {
  const docs = [trained, ...others, tested].map(doc => {
    const name = doc === tested ? 'test' : 'train';
    return { ...doc, labels: { ...doc.labels, split: name } } as Document;
  });
  const { leaks, facts } = await certify(await rowsOf(docs, options), options);
  return { kinds: leaks.map(leak => leak.kind), leaks, facts };
}

describe('a leak is', () => {
  const text = words(40, 'text');
  const longer = `${words(100, 'before')} ${text} ${words(100, 'after')}`;
  const answer = (count: number) => words(count, 'answer');
  const asked = (reply: string, id: string) => makeDocument(exchange(words(60, id), reply), {}, id);

  test.each([
    ['the same text', text, text.toUpperCase(), ['exact']],
    ['a similar text', text, wordAt(text, 20), ['near']],
    ['prose within longer prose', longer, text, ['answers']],
    ['nothing in another text', text, words(40, 'other'), []],
  ])('%s', async (_name, a, b, kinds) => {
    expect((await between(makeDocument(a, {}, 'a'), makeDocument(b, {}, 'b'))).kinds).toEqual(kinds);
  });

  test.each([
    ['an answer of 8 words', answer(8), answer(8), ['answers']],
    ['no answer of 7 words', answer(7), answer(7), []],
    ['an answer of 12 words within a longer one', `${answer(12)} ${words(30, 'more')}`, answer(12), ['answers']],
    ['no answer of 12 words of which one is another', `${wordAt(answer(12), 6)} more`, answer(12), []],
    ['an answer of which half is there', answer(30), `${answer(30)} ${words(18, 'more')}`, ['answers']],
    ['none of which less than half is', answer(30), `${answer(30)} ${words(19, 'more')}`, []],
    [
      'an answer in another case and wrapping',
      `\n${answer(20).replaceAll(' ', '\n- ')}`,
      answer(20).toUpperCase(),
      ['answers'],
    ],
  ])('%s', async (_name, a, b, kinds) => {
    expect((await between(asked(a, 'a'), asked(b, 'b'))).kinds).toEqual(kinds);
  });

  test('no answer that many rows of train hold', async () => {
    const others = (count: number) => Array.from({ length: count }, (_, i) => asked(answer(30), `o${i}`));
    const few = await between(asked(answer(30), 'a'), asked(answer(30), 'b'), {}, others(18));
    expect(few.kinds).toEqual(['answers']);
    const repeated = await between(asked(`${answer(30)} `.repeat(25), 'a'), asked(answer(30), 'b'));
    expect(repeated.kinds).toEqual(['answers']);
    const many = await between(asked(answer(30), 'a'), asked(answer(30), 'b'), {}, others(19));
    expect(many.kinds).toEqual([]);
    expect(many.facts['answers-any']).toBe(1);
  });

  test.each([
    ['a thread', { thread: 't' }, {}, ['keys']],
    ['a customer that nobody named', { customer: 'c' }, {}, []],
    ['a customer', { customer: 'c' }, { together: ['customer'] }, ['keys']],
  ] as [string, Labels, object, string[]][])('a shared key: %s', async (_name, labels, options, kinds) => {
    const doc = (id: string) => makeDocument(words(40, id), labels, id);
    expect((await between(doc('a'), doc('b'), options)).kinds).toEqual(kinds);
  });

  test('a shared parent', async () => {
    const doc = (id: string) => makeDocument(words(40, id), {}, id);
    expect((await between(doc('p-1'), doc('p-2-1'))).kinds).toEqual(['keys']);
  });

  test('no likeness that is template only', async () => {
    const form = words(100, 'form');
    const ticket = (id: string) => makeDocument(`${form} ${words(30, id)}`, {}, id);
    const others = Array.from({ length: 30 }, (_, i) => ticket(`o${i}`));
    const { kinds, leaks } = await between(ticket('a'), ticket('b'), { leakSimilarity: 0.5 }, others);
    expect(kinds, JSON.stringify(leaks)).toEqual([]);
    expect((await between(ticket('a'), ticket('b'), { leakSimilarity: 0.5 })).kinds).toEqual(['near']);
  });

  test('no likeness that is template in its own source, however small that is', async () => {
    const form = words(100, 'form');
    const tickets = Array.from({ length: 22 }, (_, i) => {
      const labels = { split: i === 0 ? 'test' : 'train' } as Labels;
      return makeDocument(`${form} ${words(30, `ticket ${i}`)}`, labels, `ticket${i}`);
    });
    const rows = await rowsOf(tickets);
    const others = clean.map(row => ({ ...row, source: 0 }));
    expect((await certify([...others, ...rows])).leaks).toMatchObject([{ kind: 'near', id: 'ticket0' }]);
    expect((await certify([...others, ...rows.map(row => ({ ...row, source: 1 }))])).leaks).toEqual([]);
  });

  test('between validation and test too', async () => {
    const docs = ['validation', 'test'].map(name => makeDocument(text, { split: name } as Labels, name));
    const { leaks } = await certify(await rowsOf(docs));
    expect(leaks).toMatchObject([{ kind: 'exact', split: 'test', otherSplit: 'validation' }]);
  });
});

describe('earlier datasets', () => {
  const doc = (text: string, name: string) => makeDocument(text, { split: name } as Labels, text.slice(0, 8));
  const text = words(40, 'earlier');

  test('of whose test set something is in train now', async () => {
    const rows = await rowsOf([doc(text, 'train')]);
    const { leaks } = await certify(rows, { frozen: 'frozen.jsonl' }, earlierRows('frozen.jsonl', 'test', [text]));
    expect(leaks).toMatchObject([{ kind: 'exact', place: 'frozen.jsonl:1', otherPlace: 'train.jsonl:1' }]);
  });

  test('of whose train set something is held out now', async () => {
    const rows = await rowsOf([doc(text, 'test')]);
    const earlier = earlierRows('old/train.jsonl', 'train', [
      words(50, 'x'),
      wordAt(text, 3),
      `${words(300, 'y')} ${text}`,
    ]);
    const { leaks } = await certify(rows, { previous: ['old'] }, earlier);
    expect(leaks).toMatchObject([{ kind: 'near', place: 'test.jsonl:1', otherPlace: 'old/train.jsonl:2' }]);
  });

  test('are not compared with themselves', async () => {
    const rows = await rowsOf([doc(words(40, 'new'), 'train')]);
    const earlier = [
      ...earlierRows('old/train.jsonl', 'train', [text]),
      ...earlierRows('old/test.jsonl', 'test', [text]),
    ];
    expect((await certify(rows, { previous: ['old'] }, earlier)).leaks).toEqual([]);
  });

  test('count with their test rows only where they are frozen', async () => {
    const rows = await rowsOf([doc(text, 'validation')]);
    const earlier = earlierRows('old/train.jsonl', 'train', [text]);
    expect((await certify(rows, { frozen: 'old/' }, earlier)).leaks).toEqual([]);
    expect((await certify(rows, { previous: ['old'] }, earlier)).leaks).toHaveLength(1);
    expect((await certify(rows, { previous: ['old'], frozen: 'old' }, earlier)).leaks).toHaveLength(1);
  });
});
