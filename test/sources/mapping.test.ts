import { describe, expect, test } from 'vitest';
import { documentFrom, type MappingOptions } from '../../src/sources/mapping.ts';

/** Parts as `role: text`, or the code of a failure; and what was counted. */
function map(fields: object, options: Partial<MappingOptions> = {}) {
  const counters: Record<string, number> = {};
  const count = (name: string, by = 1) => void (counters[name] = (counters[name] ?? 0) + by);
  const made = documentFrom(fields as never, { dayFirst: false, ...options }, 'row 2', count);
  expect(made.locator).toBe('row 2');
  const parts = 'fail' in made ? made.fail : made.parts.map(({ role, text }) => `${role}: ${text}`);
  return { parts, labels: 'fail' in made ? undefined : made.labels, counters };
}

const chat = ['system: S', 'user: Q', 'assistant: A'];

describe('recognised by default', () => {
  test.each<[what: string, fields: object, parts: string[]]>([
    [
      'messages',
      {
        messages: [
          { role: 'system', content: 'S' },
          { role: 'user', content: 'Q' },
          { role: 'assistant', content: 'A' },
        ],
      },
      chat,
    ],
    [
      'ShareGPT',
      {
        conversations: [
          { from: 'system', value: 'S' },
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: 'A' },
        ],
      },
      chat,
    ],
    ['prompt and completion', { system: 'S', prompt: 'Q', completion: 'A' }, chat],
    [
      'prompt and completion as turns',
      { prompt: [{ role: 'user', content: 'Q' }], completion: [{ role: 'assistant', content: 'A' }] },
      chat.slice(1),
    ],
    ['prompt and response', { prompt: 'Q', response: 'A' }, chat.slice(1)],
    ['Alpaca', { instruction: 'Q', input: '', output: 'A' }, chat.slice(1)],
    ['Alpaca with an input', { instruction: 'Q', input: 'X', output: 'A' }, ['user: Q\n\nX', 'assistant: A']],
    ['question and answer, in any case', { Question: 'Q', Answer: 'A' }, chat.slice(1)],
    [
      'content in pieces',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'Q' }, 'R'] }] },
      ['user: Q\nR'],
    ],
    [
      'a tool',
      {
        messages: [
          { role: 'tool', content: '{"a":1}' },
          { role: 'developer', content: 'S' },
        ],
      },
      ['tool: {"a":1}', 'system: S'],
    ],
    ['text', { id: 1, text: 'T' }, ['document: T']],
    ['the first of several that is filled', { Body: ' ', Description: 'D', comment: 'C' }, ['document: D']],
    [
      'all fields',
      { sku: 7, name: 'Pump', tags: ['a', 'b'], size: { w: 1 }, none: null, empty: [], ok: true },
      ['document: sku: 7\nname: Pump\ntags: a\nb\nsize: {"w":1}\nok: true'],
    ],
    ['half a surrogate pair', { text: 'a\ud800b' }, ['document: a\ufffdb']],
  ])('%s', (_what, fields, parts) => {
    expect(map(fields).parts).toEqual(parts);
  });

  test.each<[what: string, fields: object, code: string]>([
    [
      'an unknown role',
      {
        messages: [
          { role: 'user', content: 'Q' },
          { role: 'pirate', content: 'A' },
        ],
      },
      'E_RECORD',
    ],
    ['a role that is a property of every object', { messages: [{ role: 'constructor', content: 'Q' }] }, 'E_RECORD'],
    ['a turn without a role', { messages: [{ role: 'user', content: 'Q' }, { content: 'A' }] }, 'E_RECORD'],
    ['no turns', { messages: [] }, 'E_NO_TEXT'],
    ['empty turns', { messages: [{ role: 'user', content: '' }] }, 'E_NO_TEXT'],
    ['an empty text', { text: ' ' }, 'E_NO_TEXT'],
    ['nothing', {}, 'E_NO_TEXT'],
  ])('%s fails', (_what, fields, code) => {
    expect(map(fields).parts).toBe(code);
  });

  test('what a chat holds besides text is counted; calls of tools become text', () => {
    const call = { id: 'c1', type: 'function', function: { name: 'find', arguments: '{"id": 5}' } };
    const { parts, counters } = map({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: {} },
            { type: 'text', text: 'Q' },
          ],
        },
        { role: 'assistant', content: null, tool_calls: [call] },
        { role: 'tool', content: '' },
      ],
    });
    expect(parts).toEqual(['user: Q', 'assistant: <tool_call>\n{"name":"find","arguments":{"id":5}}\n</tool_call>']);
    expect(counters).toEqual({ attachments: 1, 'tool-calls': 1, 'empty-turns': 1 });
  });
});

describe('as the options say', () => {
  const fields = {
    a: 'A',
    b: 'B',
    c: { d: 'D', e: [{ role: 'user', content: 'Q' }] },
    'x.y': 'XY',
    n: null,
    messages: [{ role: 'user', content: 'no' }],
  };

  test.each<[options: Partial<MappingOptions>, parts: string[] | string]>([
    [{ text: 'a' }, ['document: A']],
    [{ text: ['b', 'n', 'a'] }, ['document: B\n\nA']],
    [{ text: 'c.d' }, ['document: D']],
    [{ text: 'x.y' }, ['document: XY']],
    [{ messages: 'c.e' }, ['user: Q']],
    [{ prompt: 'a', completion: 'b' }, ['user: A', 'assistant: B']],
    [{ prompt: 'a', completion: 'b', system: 'c.d' }, ['system: D', 'user: A', 'assistant: B']],
    [{ text: 'n' }, 'E_NO_TEXT'],
    [{ messages: 'a' }, 'E_RECORD'],
    [{ text: 'z' }, 'E_MISSING_FIELD'],
    [{ text: ['a', 'z'] }, 'E_MISSING_FIELD'],
    [{ text: 'toString' }, 'E_MISSING_FIELD'],
    [{ text: 'a', thread: 'z' }, 'E_MISSING_FIELD'],
    [{ text: 'a.b' }, 'E_MISSING_FIELD'],
  ])('%j', (options, parts) => {
    expect(map(fields, options).parts).toEqual(parts);
  });
});

describe('labels', () => {
  test.each<[what: string, fields: object, options: Partial<MappingOptions>, labels: object, counters: object]>([
    [
      'guessed',
      { Subject: ' S ', created_at: '2024-03-01', text: 'T' },
      {},
      { title: 'S', time: '2024-03-01T00:00:00Z' },
      {},
    ],
    [
      'mapped',
      { t: 'S', w: 1709284500, k: 5, a: 'acme', text: 'T' },
      { title: 't', time: 'w', thread: 'k', account: 'a' },
      { title: 'S', time: '2024-03-01T09:15:00Z', thread: '5', account: 'acme' },
      {},
    ],
    [
      'people',
      { n: 'Ana', e: 'ana@example.com', p: '', text: 'T' },
      { name: 'n', email: 'e', phone: 'p' },
      { people: [{ name: 'Ana', email: 'ana@example.com' }] },
      {},
    ],
    ['no people', { n: '', text: 'T' }, { name: 'n' }, {}, {}],
    ['day first', { date: '03/04/2024', text: 'T' }, { dayFirst: true }, { time: '2024-04-03T00:00:00Z' }, {}],
    ['a time that is none', { date: 'soon', text: 'T' }, {}, {}, { 'times-not-understood': 1 }],
    ['a time in seconds', { timestamp: 1709284500, text: 'T' }, {}, { time: '2024-03-01T09:15:00Z' }, {}],
    ['no title from the name of a person', { name: 'Ana', text: 'T' }, {}, {}, {}],
  ])('%s', (_what, fields, options, labels, counters) => {
    expect(map(fields, options)).toMatchObject({ counters });
    expect(map(fields, options).labels).toEqual(labels);
  });
});
