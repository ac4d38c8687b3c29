import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, isDrop, type Part } from '../../src/core/document.ts';
import { decontaminate } from '../../src/stages/decontaminate/index.ts';
import { makeDocument, runStage } from '../harness.ts';
import { decided } from './decided.ts';

const question =
  'A train leaves the station at nine in the morning and travels at eighty kilometres an hour. Another one leaves two ' +
  'hours later and travels at a hundred and twenty. When does the second train overtake the first?';
const other =
  'A farmer keeps hens and rabbits in one large yard behind the barn. Together they have thirty five heads and ninety ' +
  'four feet. How many of them are hens, and how many are rabbits?';
const noise = 'The pump is cleaned every three months, and the date is noted on the lid of the box beside it.';

const utf8 = (text: string) => new TextEncoder().encode(text);
const rows = (...items: readonly object[]) => items.map(item => JSON.stringify(item)).join('\n');
const benchmark = (...questions: readonly string[]) => rows(...questions.map(text => ({ question: text })));

interface Setting {
  readonly options?: object;
  readonly files?: Readonly<Record<string, string>>;
}

function check(docs: readonly (string | Document)[], { options = {}, files }: Setting = {}) {
  const assets = new Map(Object.entries(files ?? { 'eval/math.jsonl': benchmark(question) }));
  const all = docs.map((doc, i) => (typeof doc === 'string' ? makeDocument(doc, {}, `d${i}`) : doc));
  const bytes = new Map([...assets].map(([path, text]) => [path, utf8(text)]));
  return runStage(decontaminate, all, { against: ['eval/*.jsonl'], ...options }, bytes);
}

/** Largest share of the only item in one document, and whether the document goes. */
async function shareOf(doc: string | Document, setting?: Setting) {
  const { outcomes, tables } = await check([doc], setting);
  return { share: (tables.contamination![0]?.inOneDocument ?? 0) as number, goes: isDrop(outcomes[0]!) };
}

describe('what is found', () => {
  const chinese = '一列火车上午九点从车站出发，时速八十公里。两小时后另一列火车出发，时速一百二十公里。';
  test.each([
    ['the item itself', question],
    ['within other text', `${noise}\n\n${question} ${noise}`],
    ['wrapped at other places', question.replaceAll(/((?:\S+\s){4})/g, '$1\n')],
    ['a word on each line', question.split(' ').join('\n')],
    ['quoted in a mail', question.replaceAll(/((?:\S+\s){6})/g, '$1\n> ')],
    ['over paragraphs', question.replaceAll('. ', '.\n\n')],
    ['without punctuation', question.replaceAll(/[.,?]/g, '')],
    ['with other punctuation', question.replaceAll(/[.,?]/g, ' –!').replaceAll(' ', '  ')],
    ['in capitals', question.toUpperCase()],
    ['in wide letters', question.replaceAll(/[a-z]/g, c => String.fromCodePoint(c.charCodeAt(0) + 0xfee0))],
    ['with soft hyphens and zero-width blanks', question.replaceAll('ra', 'r\u00ada').replaceAll('ou', 'o\u200bu')],
    ['in Markdown', question.replaceAll(/(\w+ing)/g, '**$1**')],
  ])('%s', async (_name, text) => {
    expect(await shareOf(text)).toEqual({ share: 1, goes: true });
  });

  test.each([
    ['as it is', chinese],
    ['without its punctuation, over lines', chinese.replaceAll(/[，。]/g, '\n')],
    ['with blanks', [...chinese].join(' ')],
  ])('without blanks between words: %s', async (_name, text) => {
    const files = { 'eval/zh.jsonl': benchmark(chinese) };
    expect(await shareOf(`公告。${text}谢谢。`, { files })).toEqual({ share: 1, goes: true });
  });

  test('over two turns, and in the title', async () => {
    const [a, b] = [question.slice(0, 91), question.slice(91)];
    const turns: Part[] = [
      { role: 'user', text: a },
      { role: 'assistant', text: noise },
      { role: 'user', text: b },
    ];
    expect(await shareOf(makeDocument(turns))).toEqual({ share: 1, goes: true });
    expect(await shareOf(makeDocument(noise, { title: question }))).toEqual({ share: 1, goes: true });
  });

  test.each([
    ['a word in the middle changed', question.replace('Another', 'One'), 1, true],
    ['a word near the beginning changed', question.replace('travels', 'rushes'), 0.7, true],
    ['both, and one near the end', question.replaceAll(/Another|travels|train over/g, 'x'), 0, false],
    ['the second half', question.slice(91), 0.5, true],
    ['a third of it', question.slice(0, 75), 0.3, false],
    ['twelve words in a row', question.split(' ').slice(0, 12).join(' '), 0, false],
    ['thirteen words in a row', question.split(' ').slice(0, 13).join(' '), 0.3, false],
    [
      'a word in each ten changed',
      question
        .split(' ')
        .map((w, i) => (i % 10 ? w : 'x'))
        .join(' '),
      0,
      false,
    ],
    ['the same words in another order', question.split(' ').toSorted().join(' '), 0, false],
    ['nothing of it', noise, 0, false],
    ['no text', '', 0, false],
  ])('near misses: %s', async (_name, text, about, goes) => {
    const found = await shareOf(text);
    expect(found.goes).toBe(goes);
    expect(Math.abs(found.share - about)).toBeLessThan(0.12);
  });

  test.each([
    ['all of it', 'Well: what is the capital of France? Ask', 1],
    ['all but a word', 'What is the capital of Spain?', 0],
    ['cut by another', 'What is the big capital of France?', 0],
  ])('a short item counts as a whole: %s', async (_name, text, share) => {
    const files = { 'eval/geo.jsonl': benchmark('What is the capital of France?') };
    expect((await shareOf(text, { files })).share).toBe(share);
  });

  test('short items with the same beginning', async () => {
    const files = {
      'eval/geo.jsonl': benchmark('Where is the river Po', 'Where is the river Po in summer', 'So what'),
    };
    const { tables, facts } = await check(['Where is the river Po today?', 'where is the river po, in Summer'], {
      files,
    });
    expect(tables.contamination!.map(({ item, documents }) => [item, documents])).toEqual([
      ['eval/geo.jsonl:1', 2],
      ['eval/geo.jsonl:2', 1],
    ]);
    expect(facts).toMatchObject({ items: 2, 'items-too-short': 1 });
  });
});

describe('the report', () => {
  test('an item over three documents: together they hold all of it, none holds half', async () => {
    const words = question.split(' ');
    const docs = [0, 10, 21].map(from => words.slice(from, from + 17).join(' '));
    const { outcomes, tables, facts } = await check([...docs, noise]);
    expect(outcomes.filter(isDrop)).toEqual([]);
    expect(tables.contamination).toEqual([
      {
        benchmark: 'eval/math.jsonl',
        item: 'eval/math.jsonl:1',
        share: 1,
        inOneDocument: expect.closeTo(0.45, 1),
        documents: 3,
        first: ['d0', 'd1', 'd2'],
      },
    ]);
    expect(facts).toEqual({
      items: 1,
      'items-too-short': 0,
      'items-with-overlap': 1,
      'items-contaminated': 0,
      'documents-with-overlap': 3,
      'documents-contaminated': 0,
    });
  });

  test('each benchmark by itself, items by file and line', async () => {
    const files = {
      'eval/b.jsonl': `${benchmark('Too short')}\n\n${benchmark(other)}\n`,
      'eval/a.jsonl': benchmark(question, other),
    };
    const { outcomes, exhibits, tables } = await check([noise, `${question} ${other}`, question], { files });
    expect(outcomes.slice(1)).toEqual([
      { drop: 'contaminated', because: { share: 1, items: 3 } },
      { drop: 'contaminated', because: { share: 1, items: 1 } },
    ]);
    expect(exhibits[0]!.table!.rows).toEqual([
      ['eval/a.jsonl', 2, 0, 2, 2, 1, 1, 2],
      ['eval/b.jsonl', 1, 1, 1, 1, 1, 1, 1],
    ]);
    expect(exhibits[1]!.table!.rows[0]).toEqual(['eval/a.jsonl:1', 1, 1, 2, 'd1 d2']);
    expect(tables.contamination!.map(({ item }) => item)).toEqual([
      'eval/a.jsonl:1',
      'eval/a.jsonl:2',
      'eval/b.jsonl:3',
    ]);
  });

  test('holds no text of the benchmark', async () => {
    const { facts, exhibits, tables, outcomes } = await check([question], { options: { share: 1 } });
    const said = JSON.stringify({ facts, exhibits, tables, outcomes }).toLowerCase();
    for (const word of ['train', 'station', 'kilometres', 'overtake']) expect(said).not.toContain(word);
  });

  test('the form in which a benchmark asks does not count', async () => {
    const form = 'Read the following ticket and say in one short sentence which of our products it is about: ';
    const own = (i: number) => Array.from({ length: 20 }, (_, k) => `word${i * 20 + k}`).join(' ');
    const items = Array.from({ length: 30 }, (_, i) => form + own(i));
    const files = { 'eval/own.jsonl': benchmark(...items, form) };
    const { facts, tables, outcomes } = await check([form + noise, own(3), form + own(4)], { files });
    expect(tables.contamination!.map(({ item, documents }) => [item, documents])).toEqual([
      ['eval/own.jsonl:4', 1],
      ['eval/own.jsonl:5', 1],
      // Nothing else is in this one.
      ['eval/own.jsonl:31', 2],
    ]);
    expect(outcomes.map(isDrop)).toEqual([true, true, true]);
    expect(facts).toMatchObject({ 'documents-with-overlap': 3 });
  });
});

describe('options', () => {
  test('label', async () => {
    const { outcomes } = await check([noise, question], { options: { action: 'label' } });
    expect(outcomes).toEqual([makeDocument(noise, {}, 'd0'), makeDocument(question, { contaminated: 1 }, 'd1')]);
  });

  test.each([
    [0.3, true],
    [0.6, false],
  ])('share %d', async (share, goes) => {
    expect((await shareOf(question.slice(91), { options: { share } })).goes).toBe(goes);
  });

  test('words', async () => {
    const seven = question.split(' ').slice(0, 7).join(' ');
    expect((await shareOf(seven)).share).toBe(0);
    expect((await shareOf(seven, { options: { words: 7 } })).share).toBeGreaterThan(0.1);
  });

  test.each([
    ['no benchmark', { against: [] }],
    ['minWords over words', { against: ['a'], words: 4, minWords: 5 }],
    ['share 0', { against: ['a'], share: 0 }],
  ])('wrong: %s', (_name, wrong) => {
    expect(decontaminate.options.safeParse(wrong as never).success).toBe(false);
  });

  const messages = [
    { role: 'system', content: other },
    { role: 'user', content: [{ type: 'text', text: question }] },
    { role: 'assistant', content: noise },
  ];
  test.each([
    ['question', { question, answer: noise }, undefined, question],
    ['answers do not', { question: other, answer: question }, undefined, other],
    ['turns of the user', { messages }, undefined, question],
    [
      'turns of a human',
      {
        conversations: [
          { from: 'human', value: question },
          { from: 'gpt', value: other },
        ],
      },
      undefined,
      question,
    ],
    ['turns as texts', { turns: [question, 'Why?'] }, undefined, question],
    ['instruction and input', { instruction: 'Solve this:', input: question, output: other }, undefined, question],
    ['a named field', { question: noise, solution: question }, ['solution'], question],
    ['a nested one', { doc: { body: { text: question } } }, ['doc.body.text'], question],
    ['one in a list', { answers: [{ text: question }, { text: 'Yes.' }] }, ['answers.text'], question],
    ['several', { a: question.slice(0, 91), b: question.slice(91) }, ['a', 'b', 'c'], question],
  ])('fields: %s', async (_name, row, fields, found) => {
    const setting = { files: { 'eval/f.jsonl': rows(row) }, options: fields === undefined ? {} : { fields } };
    expect((await shareOf(found, setting)).share).toBeGreaterThan(0.8);
    expect((await shareOf(found === question ? other : question, setting)).share).toBe(0);
  });
});

describe('benchmarks that cannot be used', () => {
  const good = benchmark(question);
  test.each([
    ['no file', {}, 'stage decontaminate'],
    ['an empty file', { 'a.jsonl': good, 'e.jsonl': '\n \n' }, 'e.jsonl'],
    ['a broken line', { 'a.jsonl': `${good}\n{"question": "secret` }, 'a.jsonl:2'],
    ['a line that is no object', { 'a.jsonl': `${good}\n\n["secret"]` }, 'a.jsonl:3'],
    ['a row without such a field', { 'a.jsonl': rows({ answer: 'secret' }) }, 'a.jsonl:1'],
    ['an unknown named field', { 'a.jsonl': good }, 'a.jsonl:1', ['quesion']],
  ])('%s', async (_name, files, place, fields?: string[]) => {
    const failing = check([noise], { files, options: fields === undefined ? {} : { fields } });
    await expect(failing).rejects.toMatchObject({ code: 'E_ASSET', place });
    await expect(failing).rejects.not.toThrow('secret');
  });

  test('bytes that are not UTF-8', async () => {
    const assets = new Map([['a.jsonl', Uint8Array.of(0x7b, 0xff, 0x7d)]]);
    const failing = runStage(decontaminate, [], { against: ['a.jsonl'] }, assets);
    await expect(failing).rejects.toMatchObject({ code: 'E_ASSET', place: 'a.jsonl' });
  });

  test('a byte order mark, Windows line ends and an empty question are no errors', async () => {
    const files = { 'a.jsonl': `\ufeff${good}\r\n${benchmark('')}\r\n` };
    expect((await check([question], { files })).facts).toMatchObject({ items: 1, 'items-too-short': 1 });
  });
});

test('sketches are read as they lie in a file', async () => {
  const docs = [noise, question].map((text, i) => [i, makeDocument(text, {}, `d${i}`)] as const);
  const assets = new Map([['a.jsonl', utf8(benchmark(question))]]);
  const { decisions, facts } = await decided(decontaminate, docs, 1 << 20, { against: ['a.jsonl'] }, assets);
  expect(decisions).toEqual([undefined, { share: 1, items: 1 }]);
  expect(facts).toMatchObject({ 'documents-with-overlap': 1 });
});

describe('always', () => {
  const word = fc.constantFrom('a', 'Be', '数');
  const text = fc.array(word, { maxLength: 30 }).map(words => words.join(' '));
  const items = fc.array(text, { minLength: 1, maxLength: 6 });

  /** What must be found, by comparing every gram as text. */
  function sharesByHand(doc: string, item: string, words: number, minWords: number): number {
    const split = (s: string) =>
      s
        .toLowerCase()
        .split(' ')
        .filter(w => w !== '');
    const own = split(item);
    if (own.length < minWords) return 0;
    const width = Math.min(words, own.length);
    const theirs = ` ${split(doc).join(' ')} `;
    const covered = own.map(() => false);
    for (let at = 0; at + width <= own.length; at++) {
      if (theirs.includes(` ${own.slice(at, at + width).join(' ')} `)) covered.fill(true, at, at + width);
    }
    return covered.filter(Boolean).length / own.length;
  }

  test('the same as comparing all grams as texts', async () => {
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(items, fc.array(text, { maxLength: 4 }), async (questions, docs) => {
        const options = { words: 4, minWords: 2 };
        const { tables } = await check(docs, { options, files: { 'a.jsonl': benchmark(...questions) } });
        const found = new Map(tables.contamination!.map(row => [row.item, row.inOneDocument]));
        for (const [i, item] of questions.entries()) {
          const expected = Math.max(0, ...docs.map(doc => sharesByHand(doc, item, 4, 2)));
          expect(found.get(`a.jsonl:${i + 1}`) ?? 0).toBeCloseTo(expected, 3);
          if (expected > 0) hits++;
        }
      }),
      { numRuns: 300 },
    );
    expect(hits).toBeGreaterThan(100);
  });

  test('the order of documents does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.array(text, { maxLength: 6 }), async (questions, texts) => {
        const setting = { options: { words: 3, minWords: 2 }, files: { 'a.jsonl': benchmark(...questions) } };
        const docs = texts.map((t, i) => makeDocument(t, {}, `d${i}`));
        const [forth, back] = await Promise.all([check(docs, setting), check(docs.toReversed(), setting)]);
        expect(back.outcomes.toReversed()).toEqual(forth.outcomes);
        expect(back.facts).toEqual(forth.facts);
        const plain = (result: typeof forth) => result.tables.contamination!.map(({ first, ...row }) => row);
        expect(plain(back)).toEqual(plain(forth));
      }),
      { numRuns: 100 },
    );
  });
});
