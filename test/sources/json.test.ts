import { describe, expect, test } from 'vitest';
import { json } from '../../src/sources/json.ts';
import { memoryFile, readWith } from '../harness.ts';

describe('json', () => {
  test.each<[what: string, text: string, documents: string[], failures: string[]]>([
    ['a list', '[{"text": "A"}, {"text": "B"}]', ['record 1: A', 'record 2: B'], []],
    ['an export', '{"results": [{"text": "A"}], "count": 1}', ['record 1: A'], []],
    ['an object', '{"title": "T", "body": "A"}', ['record 1: A'], []],
    [
      'records that are no objects',
      '[{"text": "A"}, 5, ["b"]]',
      ['record 1: A'],
      ['record 2 E_RECORD', 'record 3 E_RECORD'],
    ],
    ['an empty list', '[]', [], [' E_NO_TEXT']],
    ['nothing', '', [], [' E_EMPTY']],
  ])('%s', async (_what, text, documents, failures) => {
    const reading = await readWith(json, [memoryFile('a.json', text)]);
    expect(reading.drafts.map(({ locator, parts }) => `${locator}: ${parts[0]!.text}`)).toEqual(documents);
    expect(reading.failures.map(({ locator = '', fail }) => `${locator} ${fail}`)).toEqual(failures);
  });

  test.each<[uri: string, text: string, sure: number]>([
    ['a.json', '[{"a": 1}]', 0.5],
    ['noname', ' {"a": 1}', 0.5],
    ['a.json', 'no', 0.3],
    ['a.txt', '[1] A footnote', 0],
    ['a.txt', '{curly}', 0],
    ['a.md', '[link](b)', 0],
  ])('is as sure of %s, %j as %d', (uri, text, sure) => {
    const head = Buffer.from(text);
    expect(json.detect({ uri, bytes: head.length, head })).toBe(sure);
  });
});
