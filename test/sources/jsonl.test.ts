import { describe, expect, test } from 'vitest';
import type { SourceContext } from '../../src/core/source.ts';
import { csv } from '../../src/sources/csv.ts';
import { json } from '../../src/sources/json.ts';
import { jsonl } from '../../src/sources/jsonl.ts';
import { text } from '../../src/sources/text.ts';
import { limits, memoryFile, readWith } from '../harness.ts';

test('one document a line, and the line of everything that cannot be read', async () => {
  const lines = [
    '{"messages": [{"role": "user", "content": "Q"}, {"role": "assistant", "content": "A"}]}',
    '',
    '{"text": "B", "title": "T"}',
    '{"text": ',
    '[1]',
    'null',
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    '{"text": ""}',
    `{"text": "${'x'.repeat(limits.record)}"}`,
    '{"text": "end"}',
  ];
  const { drafts, failures, counters } = await readWith(jsonl, [memoryFile('a.jsonl', lines.join('\r\n'))]);
  expect(drafts).toEqual([
    {
      locator: 'line 1',
      parts: [
        { role: 'user', text: 'Q' },
        { role: 'assistant', text: 'A' },
      ],
      labels: {},
    },
    { locator: 'line 3', parts: [{ role: 'document', text: 'B' }], labels: { title: 'T' } },
    { locator: 'line 10', parts: [{ role: 'document', text: 'end' }], labels: {} },
  ]);
  expect(failures.map(({ fail, locator }) => `${locator} ${fail}`)).toEqual([
    'line 4 E_RECORD',
    'line 5 E_RECORD',
    'line 6 E_RECORD',
    'line 7 E_RECORD',
    'line 8 E_NO_TEXT',
    'line 9 E_TOO_LARGE',
  ]);
  expect(counters).toEqual({ 'blank-lines': 1 });
});

test('an empty file', async () => {
  expect((await readWith(jsonl, [memoryFile('a.jsonl', '')])).failures).toEqual([{ fail: 'E_EMPTY' }]);
});

/** What the ranges of a file give that is cut behind the byte `at`, a line feed. */
async function inRanges(bytes: Buffer, at: number, line: number): Promise<string[]> {
  const file = memoryFile('a.jsonl', bytes);
  const ctx: SourceContext = { limits, count: () => {}, signal: new AbortController().signal };
  const found: string[] = [];
  for (const unit of [
    { start: 0, end: at, line: 1 },
    { start: at, end: bytes.length, line },
  ]) {
    const part = { ...file, stream: () => memoryFile('', bytes.subarray(unit.start, unit.end)).stream() };
    const options = jsonl.options.parse({});
    for await (const item of jsonl.read({ files: [part], start: unit.start, line: unit.line }, options, ctx)) {
      found.push(`${item.locator}: ${'fail' in item ? item.fail : item.parts[0]!.text}`);
    }
  }
  return found;
}

test('ranges give what the whole file gives, in UTF-16 too', async () => {
  const text = '{"text": "Ä"}\n{"text": "B"}\n{"text": "C"}\n';
  const expected = ['line 1: Ä', 'line 2: B', 'line 3: C'];
  const utf8 = Buffer.from(text);
  expect(await inRanges(utf8, utf8.indexOf('\n') + 1, 2)).toEqual(expected);
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  expect(await inRanges(utf16, utf16.indexOf('\n') + 1, 2)).toEqual(expected);
});

describe('detection', () => {
  const best = (uri: string, content: string) => {
    const head = Buffer.from(content);
    const peek = { uri, bytes: head.length, head };
    const scores = [csv, json, jsonl, text].map(source => [source.detect(peek), source.name] as const);
    return scores.sort(([a], [b]) => b - a)[0]![1];
  };

  test.each<[uri: string, content: string, source: string]>([
    ['a.jsonl', '{"a": 1}\n', 'jsonl'],
    ['a.jsonl', '{"a": 1}\nbroken\n', 'jsonl'],
    ['a.json', '{"a": 1}\n{"a": 2}\n', 'jsonl'],
    ['noname', '{"a": 1}\n{"a": 2}\n', 'jsonl'],
    ['a.json', '{"a": 1}', 'json'],
    ['a.json', '[{"a": 1},\n{"a": 2}]', 'json'],
    ['a.csv', 'a,b\n1,2\n', 'csv'],
    ['a.txt', 'Dear you,\nI write.\n', 'text'],
    ['a.txt', '', 'text'],
  ])('%s, %j is %s', (uri, content, source) => {
    expect(best(uri, content)).toBe(source);
  });

  test('no source of records is as sure as one of an export', () => {
    const head = Buffer.from('{"a": 1}\n');
    expect(jsonl.detect({ uri: 'a.jsonl', bytes: head.length, head })).toBeLessThanOrEqual(0.7);
  });

  test('a first line that is longer than what is seen of the file', () => {
    const head = Buffer.from(`{"a": "${'x'.repeat(60_000)}`);
    expect(jsonl.detect({ uri: 'a.jsonl', bytes: 1e6, head })).toBe(0.6);
  });
});
