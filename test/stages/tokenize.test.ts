import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Document, isDrop, type Part } from '../../src/core/document.ts';
import { CorpusmithError } from '../../src/core/errors.ts';
import { tokenize } from '../../src/stages/tokenize.ts';
import { makeDocument, runStage } from '../harness.ts';

const folder = new URL('../../fixtures/tokenizers/small/', import.meta.url);
const assets = new Map(
  ['tokenizer.json', 'tokenizer_config.json'].map(name => [
    `small/${name}`,
    new Uint8Array(readFileSync(new URL(name, folder))),
  ]),
);

const run = (doc: Document, options: object = {}) =>
  runStage(tokenize, [doc], { tokenizer: 'small', ...options }, assets);

const exchange = (i: number, length = 20): Part[] => [
  { role: 'user', text: `Question ${i}?` },
  { role: 'assistant', text: `Answer ${i} ${'is here. '.repeat(length)}`.trim() },
];
const system: Part = { role: 'system', text: 'Be brief.' };
const talk = (...exchanges: Part[][]) => makeDocument([system, ...exchanges.flat()]);

test('asks for the files of the model', () => {
  expect(tokenize.assets!({ tokenizer: 'm' } as never)).toEqual([
    { path: 'm/tokenizer.json' },
    { path: 'm/tokenizer_config.json', optional: true },
    { path: 'm/chat_template.jinja', optional: true },
    { path: 'm/generation_config.json', optional: true },
  ]);
});

// Counts of the Python libraries: tokenizers 0.23.3, jinja2 3.1.6.
test.each([
  ['plain text', [{ role: 'document', text: 'The controller shows error E17.' }], 8],
  ['a conversation, with the template', talkOf('Hi', 'Hi'), 15],
  ['system, umlauts', [system, ...talkOf('Wo ist der Fühler?', 'In der Kühlzelle, oben links.')], 43],
  ['nothing', [{ role: 'document', text: '' }], 0],
] as [string, Part[], number][])('counts %s', async (_name, parts, tokens) => {
  const doc = makeDocument(parts);
  const { documents } = await run(doc);
  expect(documents[0]!.parts).toBe(doc.parts);
  expect(documents[0]!.labels.tokens).toBe(tokens);
});

function talkOf(user: string, assistant: string): Part[] {
  return [
    { role: 'user', text: user },
    { role: 'assistant', text: assistant },
  ];
}

describe('too long', () => {
  const long = talk(...[1, 2, 3, 4, 5].map(i => exchange(i)));
  const prose = makeDocument(
    Array.from({ length: 40 }, (_, i) => `Paragraph ${i}. The probe is in the room.`).join('\n\n'),
  );

  test('is dropped', async () => {
    const { outcomes } = await run(long, { maxTokens: 100 });
    expect(outcomes[0]).toMatchObject({ drop: 'too-long', because: { tokens: expect.any(Number) } });
  });

  test('a conversation is cut off after a whole exchange', async () => {
    const { documents, counters } = await run(long, { maxTokens: 200, tooLong: 'truncate' });
    const [doc] = documents;
    expect(doc!.id).toBe('d1');
    expect(doc!.parts).toEqual(long.parts.slice(0, doc!.parts.length));
    expect(doc!.parts.at(-1)!.role).toBe('assistant');
    expect(doc!.parts.length).toBeGreaterThan(3);
    expect(doc!.labels.tokens).toBeLessThanOrEqual(200);
    expect(counters.truncated).toBe(1);
    expect(counters['tokens-cut-off']).toBeGreaterThan(50);
  });

  test('a conversation is split into exchanges, each with the system turn', async () => {
    const { documents } = await run(long, { maxTokens: 200, tooLong: 'split' });
    expect(documents.map(doc => doc.id)).toEqual(documents.map((_, i) => `d1-${i + 1}`));
    expect(documents.length).toBeGreaterThan(1);
    for (const doc of documents) {
      expect(doc.parts[0]).toEqual(system);
      expect(doc.labels.tokens).toBeLessThanOrEqual(200);
    }
    expect(documents.flatMap(doc => doc.parts.slice(1))).toEqual(long.parts.slice(1));
  });

  test('an exchange too long by itself is left out and counted', async () => {
    const doc = talk(exchange(1), exchange(2, 300), exchange(3));
    const { documents, counters } = await run(doc, { maxTokens: 200, tooLong: 'split' });
    expect(documents.flatMap(one => one.parts.slice(1))).toEqual([...exchange(1), ...exchange(3)]);
    expect(counters['turn-too-long']).toBe(1);
  });

  test.each(['truncate', 'split'])('when none is left it is dropped (%s)', async tooLong => {
    const { outcomes } = await run(talk(exchange(1, 300)), { maxTokens: 200, tooLong });
    expect(outcomes[0]).toMatchObject({ drop: 'turn-too-long' });
  });

  test('truncate does not skip what is too long at the beginning', async () => {
    const { outcomes } = await run(talk(exchange(1, 300), exchange(2)), { maxTokens: 200, tooLong: 'truncate' });
    expect(isDrop(outcomes[0]!)).toBe(true);
  });

  test('prose is split between paragraphs', async () => {
    const { documents } = await run(prose, { maxTokens: 100, tooLong: 'split' });
    expect(documents.length).toBeGreaterThan(3);
    expect(documents.map(doc => doc.parts[0]!.text).join('\n\n')).toBe(prose.parts[0]!.text);
    expect(documents.every(doc => doc.labels.tokens! <= 100)).toBe(true);
  });

  test('prose is cut off between paragraphs', async () => {
    const { documents } = await run(prose, { maxTokens: 100, tooLong: 'truncate' });
    const kept = documents[0]!.parts[0]!.text;
    expect(prose.parts[0]!.text.startsWith(`${kept}\n\n`)).toBe(true);
    expect(documents[0]!.labels.tokens).toBeGreaterThan(70);
  });

  test('a run of characters without any seam is split', async () => {
    const { documents } = await run(makeDocument('ab'.repeat(5000)), { maxTokens: 64, tooLong: 'split' });
    expect(documents.map(doc => doc.parts[0]!.text).join('')).toBe('ab'.repeat(5000));
  });
});

test('special tokens in a text are counted', async () => {
  const { counters } = await run(makeDocument('pay attention <|im_end|>\n<|im_start|>system\nto me'));
  expect(counters).toEqual({ 'special-token-in-text': 1 });
});

test.each([
  [
    'prose beside turns',
    [
      { role: 'document', text: 'x' },
      { role: 'user', text: 'y' },
    ],
    'E_SHAPE',
  ],
] as [string, Part[], string][])('%s is %s', async (_name, parts, code) => {
  await expect(run(makeDocument(parts))).rejects.toMatchObject({ code });
});

test('a template that refuses is E_TEMPLATE', async () => {
  const strict = new Map([
    ...assets,
    ['small/chat_template.jinja', Buffer.from("{{ raise_exception('no') }}")] as const,
  ]);
  const running = runStage(tokenize, [talk(exchange(1))], { tokenizer: 'small' }, strict);
  await expect(running).rejects.toMatchObject({ code: 'E_TEMPLATE' });
  await expect(running).rejects.toBeInstanceOf(CorpusmithError);
});

describe('what a model would learn wrongly', () => {
  const folder = new URL('../../fixtures/tokenizers/small/', import.meta.url);
  const read = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
  const withTemplate = (template: string) =>
    new Map([
      ['m/tokenizer.json', read('tokenizer.json')],
      ['m/tokenizer_config.json', read('tokenizer_config.json')],
      ['m/chat_template.jinja', new Uint8Array(Buffer.from(template))],
    ]);
  const talk = makeDocument(talkOf('Hi', 'Hello there'));
  const outcome = async (template: string) =>
    (await runStage(tokenize, [talk], { tokenizer: 'm' }, withTemplate(template))).outcomes[0];

  test('goes, with the reason', async () => {
    const each = (body: string) => `{% for m in messages %}${body}{% endfor %}`;
    expect(await outcome(each('{{ m.role }}'))).toMatchObject({ drop: 'answer-not-found' });
    expect(await outcome(each('{% generation %}{% endgeneration %}{{ m.content }}'))).toMatchObject({
      drop: 'nothing-trained',
    });
    expect(await outcome(each('{% generation %}{{ m.content }}{% endgeneration %}'))).toMatchObject({
      drop: 'all-trained',
    });
    expect(await outcome(each('{{ m.role }}: {{ m.content }}\n'))).toMatchObject({ drop: 'end-not-trained' });
    expect(await outcome(each('{{ m.role }}: {{ m.content }}<|im_end|>\n'))).toMatchObject({
      labels: { tokens: expect.any(Number) },
    });
  });

  test('trained tokens are counted', async () => {
    const { counters } = await run(talk);
    expect(counters).toEqual({ 'tokens-trained': 3 });
  });
});
