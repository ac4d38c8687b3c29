import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SplitName } from '../../src/core/facts.ts';
import { LONGEST } from '../../src/rows/lines.ts';
import { type ProblemCode, problems } from '../../src/rows/problems.ts';
import { validateFile } from '../../src/rows/validate.ts';
import { trainers } from '../../src/trainers/index.ts';

const SECRET = 'sesame-4711';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function validate(
  name: string,
  given: string | Uint8Array,
  { split = 'train' as SplitName, fix = false, piece = 1 << 16 } = {},
) {
  const bytes = typeof given === 'string' ? Buffer.from(given) : given;
  const out: Uint8Array[] = [];
  const trainer = trainers.find(one => one.name === name)!;
  const checked = await validateFile(inPieces(bytes, piece), trainer, split, fix ? line => out.push(line) : undefined);
  expect(JSON.stringify(checked)).not.toContain('sesame');
  return { ...checked, out: Buffer.concat(out).toString() };
}

const user = (content: string = SECRET) => ({ role: 'user', content });
const assistant = (content: string = SECRET) => ({ role: 'assistant', content });
const system = { role: 'system', content: SECRET };
const good = { messages: [user(), assistant()] };
const lines = (...rows: unknown[]) => rows.map(row => `${JSON.stringify(row)}\n`).join('');
const many = (row: unknown, count: number) => lines(...Array.from({ length: count }, () => row));

const novaRow = (text: string, more: object = {}) => ({
  schemaVersion: 'bedrock-conversation-2024',
  messages: [
    { role: 'user', content: [{ text }] },
    { role: 'assistant', content: [{ text: SECRET }] },
  ],
  ...more,
});

/** A tool call and its result with an id. */
const calling = (id: string) => ({
  messages: [
    user(),
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
    { role: 'tool', content: '4', tool_call_id: id },
    assistant(),
  ],
});

type Case = [code: ProblemCode, runner: string, text: string | Uint8Array, row: number | undefined, at?: string];

const cases: Case[] = [
  ['R_BOM', 'trl', `\ufeff${lines(good)}`, 1],
  ['R_CRLF', 'trl', `${lines(good)}${JSON.stringify(good)}\r\n`, 2],
  ['R_BLANK_LINE', 'mlx', `${lines(good)}\n${lines(good)}`, 2],
  ['R_BLANK_LINE', 'mlx', `${lines(good)}  \r\n`, 2],
  ['R_ENCODING', 'trl', Buffer.concat([Buffer.from(lines(good)), Buffer.from([0x22, 0xff, 0x22, 10])]), 2],
  ['R_JSON', 'trl', `${lines(good)}{"messages": ${SECRET}\n`, 2],
  ['R_OBJECT', 'trl', lines([good]), 1],
  ['R_OBJECT', 'trl', 'null\n', 1],
  ['R_FORMAT', 'trl', lines({ [SECRET]: 1 }), 1],
  ['R_MIXED_FORMATS', 'trl', lines(good, { text: SECRET }), 2],
  ['R_MISSING_FIELD', 'trl', lines({ prompt: SECRET }), 1, 'completion'],
  ['R_MISSING_FIELD', 'trl', lines({ messages: [{ content: SECRET }] }), 1, 'messages[0].role'],
  ['R_MISSING_FIELD', 'litgpt', lines({ instruction: SECRET, output: SECRET }), 1, 'input'],
  ['R_OTHER_FIELD', 'together', lines({ ...good, [SECRET]: 1 }), 1],
  ['R_OTHER_FIELD', 'together', lines({ messages: [{ ...user(), [SECRET]: 1 }, assistant()] }), 1, 'messages[0]'],
  ['R_EXCHANGE', 'litgpt', lines({ instruction: SECRET, input: '', output: SECRET, system: SECRET }), 1],
  ['R_OTHER_FIELD', 'bedrock-claude', lines({ ...good, tools: [] }), 1],
  ['R_TYPE', 'trl', lines({ messages: SECRET }), 1, 'messages'],
  ['R_TYPE', 'trl', lines({ messages: [{ role: 'user', content: 4 }, assistant()] }), 1, 'messages[0].content'],
  ['R_TYPE', 'nova', lines(novaRow(SECRET, { schemaVersion: SECRET })), 1, 'schemaVersion'],
  ['R_WEIGHT', 'openai', lines({ messages: [user(), { ...assistant(), weight: 0.5 }] }), 1, 'messages[1].weight'],
  ['R_TOOL_ID', 'mistral', lines(calling('call_1')), 1, 'messages[1]'],
  ['R_ROLE', 'trl', lines({ messages: [{ role: SECRET, content: SECRET }] }), 1, 'messages[0].role'],
  ['R_ROLE', 'gemini', lines({ contents: [{ role: 'assistant', parts: [{ text: SECRET }] }] }), 1, 'contents[0].role'],
  ['R_EMPTY', 'trl', lines({ messages: [] }), 1, 'messages'],
  ['R_EMPTY', 'trl', lines({ messages: [user(), assistant(' \n')] }), 1, 'messages[1]'],
  ['R_EMPTY', 'trl', lines({ text: '' }), 1, 'text'],
  ['R_NO_ANSWER', 'openai', lines({ messages: [user()] }), 1],
  ['R_NO_ANSWER', 'gemini', lines({ contents: [{ role: 'user', parts: [{ text: SECRET }] }] }), 1],
  ['R_SYSTEM_PLACE', 'fireworks', lines({ messages: [user(), system, assistant()] }), 1, 'messages[1]'],
  ['R_SYSTEM_SOME', 'nova', lines(novaRow(SECRET), novaRow(SECRET, { system: [{ text: SECRET }] })), 2],
  ['R_FIRST', 'together', lines({ messages: [assistant(), user(), assistant()] }), 1, 'messages[0]'],
  ['R_ORDER', 'llamafactory', lines({ messages: [user(), user(), assistant()] }), 1, 'messages[1]'],
  ['R_ORDER', 'together', lines({ messages: [user(), assistant(), assistant()] }), 1, 'messages[2]'],
  ['R_LAST', 'mistral', lines({ messages: [user(), assistant(), user()] }), 1, 'messages[2]'],
  ['R_RESERVED', 'nova', lines(novaRow(`${SECRET} Assistant: x`)), 1, 'messages[0]'],
  ['R_RESERVED', 'nova', lines(novaRow('a <image> b')), 1, 'messages[0]'],
  ['R_FEW_ROWS', 'openai', many(good, 9), undefined],
  ['R_FEW_ROWS', 'trl', '', undefined],
  ['R_MANY_ROWS', 'nova', many(novaRow('a'), 20_001), undefined],
];

test.each(cases)('%s (%s)', async (code, runner, text, row, at) => {
  const { problems: found } = await validate(runner, text);
  expect(found.told).toContainEqual({
    code,
    ...(row === undefined ? {} : { row }),
    ...(at === undefined ? {} : { at }),
  });
});

test('every code has a case here, or is of exports', () => {
  const seen = new Set<string>(cases.map(([code]) => code));
  const missing = Object.keys(problems).filter(code => !seen.has(code));
  expect(missing.sort()).toEqual(['R_FILE_SIZE', 'R_SHAPE', 'R_TOO_LONG']);
});

test('sizes: a line, a file, the rows of a validation file', async () => {
  const long = Buffer.alloc(LONGEST + 1, 'x');
  const { problems: found, rows } = await validate('trl', Buffer.concat([long, Buffer.from(`\n${lines(good)}`)]));
  expect(found.told).toEqual([{ code: 'R_TOO_LONG', row: 1 }]);
  expect(rows).toBe(2);
  await expect(validate('trl', long, { fix: true })).rejects.toThrow('line 1');
  const row = {
    contents: [
      { role: 'user', parts: [{ text: 'a' }] },
      { role: 'model', parts: [{ text: 'b' }] },
    ],
  };
  const text = many(row, 5001);
  expect((await validate('gemini', text, { split: 'validation' })).problems.counts).toEqual({ R_MANY_ROWS: 1 });
  expect((await validate('gemini', text)).problems.isEmpty).toBe(true);
});

describe('what is right is let pass', () => {
  test.each(trainers.flatMap(({ name, accepts, rules }) => accepts.map(format => [name, format, rules] as const)))(
    '%s takes our rows of the format %s',
    async (name, format, rules) => {
      const text = readFileSync(new URL(`../../fixtures/formats/${format}.jsonl`, import.meta.url), 'utf8');
      const { problems: found } = await validate(name, text);
      // Fixtures are few, some with a system text, and LitGPT reads neither that nor history.
      const expected = [
        'R_FEW_ROWS',
        ...(rules?.systemInAllOrNone ? ['R_SYSTEM_SOME'] : []),
        ...(name === 'litgpt' ? ['R_EXCHANGE'] : []),
      ];
      expect(Object.keys(found.counts).filter(code => !expected.includes(code))).toEqual([]);
    },
  );

  test.each([
    ['mistral', calling('abcDEF123')],
    ['together', { messages: [system, user(), { ...assistant(), weight: 0 }, user(), { ...assistant(), weight: 1 }] }],
    ['together', calling('call_1')],
    ['trl', { ...good, [SECRET]: 1 }],
    ['trl', { prompt: [user()], completion: [assistant()] }],
    ['trl', { prompt: SECRET, completion: SECRET }],
    ['openai', { messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }, assistant()] }],
  ])('%s: %j', async (runner, row) => {
    expect((await validate(runner, many(row, 10))).problems.told).toEqual([]);
  });

  test('a file without a line feed at its end, with a key twice, cut anywhere', async () => {
    const text = `${lines(good)}{"messages":1,"messages":${JSON.stringify(good.messages)}}`;
    for (const piece of [1, 2, 7]) {
      const { rows, problems: found } = await validate('trl', text, { piece });
      expect([rows, found.told]).toEqual([2, []]);
    }
  });
});

describe('mending', () => {
  test('what changes no meaning is mended, the rest stays as it is, byte for byte', async () => {
    const odd = '{"messages": 1}';
    const text =
      `\ufeff${JSON.stringify(good)}\r\n\n` +
      lines({ messages: [user('a'), user('b'), assistant('c'), user('d'), user('e')], keep: 1 }) +
      `${odd}\n{ "messages" : ${JSON.stringify(good.messages)} }`;
    const {
      out,
      problems: left,
      mended,
      rows,
    } = await validate('together', text.replace(',"keep":1', ''), { fix: true });
    expect(out).toBe(
      lines(good) +
        lines({ messages: [user('a\n\nb'), assistant('c')] }) +
        `${odd}\n{ "messages" : ${JSON.stringify(good.messages)} }\n`,
    );
    expect(rows).toBe(4);
    expect(left.told).toEqual([{ row: 4, code: 'R_TYPE', at: 'messages' }]);
    expect(mended.told.map(({ code, row }) => [code, row])).toEqual([
      ['R_BOM', 1],
      ['R_CRLF', 1],
      ['R_BLANK_LINE', 2],
      ['R_ORDER', 3],
      ['R_LAST', 3],
    ]);
  });

  test('lists of blocks are joined too; a turn that says more than text is not', async () => {
    const { messages } = novaRow('a');
    const twice = { ...novaRow('a'), messages: [messages[0], ...messages] };
    expect(JSON.parse((await validate('nova', lines(twice), { fix: true })).out).messages[0].content).toEqual([
      { text: 'a' },
      { text: 'a' },
    ]);
    const weighed = { messages: [user(), { ...assistant(), weight: 0 }, assistant()] };
    const { out, problems: left } = await validate('together', lines(weighed), { fix: true });
    expect(out).toBe(lines(weighed));
    expect(left.counts).toEqual({ R_ORDER: 1 });
  });

  test('what was mended needs no mending, and is valid', async () => {
    const turns = fc.array(
      fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.constantFrom('a', 'b') }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(turns, async list => {
        const first = await validate('together', lines({ messages: list }), { fix: true });
        const again = await validate('together', first.out, { fix: true });
        expect(again.out).toBe(first.out);
        expect(again.mended.told).toEqual([]);
        expect(again.problems.counts).toEqual(first.problems.counts);
        const isSound = list[0]!.role === 'user' && list.some(({ role }) => role === 'assistant');
        expect(first.problems.isEmpty).toBe(isSound);
      }),
      { seed: 7 },
    );
  });
});

test('of many problems the first are told and all are counted', async () => {
  const { problems: found } = await validate('trl', many(4, 50));
  expect(found.counts).toEqual({ R_OBJECT: 50 });
  expect(found.told).toHaveLength(20);
});
