import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonRecord, jsonRecords, parseJson } from '../../src/sources/json-records.ts';
import { limits } from '../harness.ts';
import { collect, inPieces, sizes } from './chunks.ts';

const read = async (content: string | Uint8Array, at: readonly string[] = [], record = 1000, pieces = [1 << 16]) =>
  (await collect(jsonRecords(inPieces(content, pieces), { limits: { ...limits, record } }, at))).map(short);
const short = (record: JsonRecord) => ('fail' in record ? record.fail : record.value);

test.each<[string, string, readonly string[], unknown[]]>([
  ['a list', '[{"a":1},{"b":[2,{"c":"]"}]}]', [], [{ a: 1 }, { b: [2, { c: ']' }] }]],
  ['an empty list', ' [ ] ', [], []],
  ['an object', '{"a":[1]}', [], [{ a: [1] }]],
  ['an object without the keys', '{"a":[{"b":1}]}', ['rows'], [{ a: [{ b: 1 }] }]],
  ['lists under keys', '{"n":{"rows":[9]},"rows":[{"a":1}],"k":"[","more":[2,3]}', ['rows', 'more'], [{ a: 1 }, 2, 3]],
  ['an empty list under a key', '{"rows":[],"n":1}', ['rows'], []],
  ['a value under a key that is no list', '{"rows":{"a":1}}', ['rows'], [{ rows: { a: 1 } }]],
  ['a key that is escaped', '{"r\\u006fws":[1]}', ['rows'], [1]],
  ['objects one after the other', '{"a":1}\n{"a":2} {"a":3}', [], [{ a: 1 }, { a: 2 }, { a: 3 }]],
  ['pages one after the other', '{"rows":[1]}\n{"rows":[2]}', ['rows'], [1, 2]],
  ['strings that look like structure', '["\\"]}","\\\\",""]', [], ['"]}', '\\', '']],
  ['scalars', '[1,-2.5e3,true,null,"a"]', [], [1, -2500, true, null, 'a']],
  ['one scalar', '17', [], [17]],
  ['a byte order mark', '\ufeff[1]', [], [1]],
  ['a key that objects have anyway', '[{"__proto__":1}]', [], [JSON.parse('{"__proto__":1}')]],
])('%s', async (_name, text, at, expected) => {
  expect(await read(text, at)).toEqual(expected);
  expect(await read(text, at, 1000, [1])).toEqual(expected);
});

test.each<[string, string, unknown[]]>([
  ['nothing', '', ['E_BROKEN']],
  ['prose', 'Dear all', ['E_RECORD', 'E_BROKEN']],
  ['a list that is cut off', '[{"a":1},{"a":2', [{ a: 1 }, 'E_BROKEN']],
  ['a list that is cut off within a string', '[{"a":1},{"a":"x', [{ a: 1 }, 'E_BROKEN']],
  ['a list that is cut off after a comma', '[{"a":1},', [{ a: 1 }, 'E_BROKEN']],
  ['a bad record among good ones', '[{"a":1},{"a":},{"a":3}]', [{ a: 1 }, 'E_RECORD', { a: 3 }]],
  ['a missing comma', '[1 2]', [1, 'E_BROKEN']],
  ['a comma too many', '[1,]', [1, 'E_BROKEN']],
  ['text after the list', '[1] x', [1, 'E_BROKEN']],
  ['two lists', '[1] [2]', [1, 'E_BROKEN']],
  ['brackets of two kinds', '[{"a":1]}', ['E_RECORD', 'E_BROKEN']],
  ['single quotes', "[{'a':1}]", ['E_RECORD']],
])('%s is told, after what could be read', async (_name, text, expected) => {
  expect(await read(text)).toEqual(expected);
  expect(await read(text, [], 1000, [1])).toEqual(expected);
});

test('UTF-16 and Windows-1252', async () => {
  const text = '[{"name":"Größe der Tür für die Küche"}]';
  for (const bytes of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(text, 'latin1')]) {
    expect(await read(bytes)).toEqual(JSON.parse(text));
  }
});

test('a record over the limit is told, and costs no other', async () => {
  const long = JSON.stringify({ a: 'x'.repeat(50) });
  expect(await read(`[{"a":1},${long},{"a":2}]`, [], 30)).toEqual([{ a: 1 }, 'E_TOO_LARGE', { a: 2 }]);
  expect(await read(`{"k":${long}}`, ['rows'], 30)).toEqual(['E_TOO_LARGE']);
  // What surrounds the list is no record: it may be of any length.
  expect(await read(`{"k":${long},"rows":[1]}`, ['rows'], 30)).toEqual([1]);
});

test('a record of 200 MB is not held', async () => {
  const mega = new Uint8Array(1 << 20).fill(0x61);
  const stream = async function* () {
    yield Buffer.from('[1,"');
    for (let i = 0; i < 200; i++) yield mega;
    yield Buffer.from('",2]');
  };
  const before = process.memoryUsage().rss;
  const all = await collect(jsonRecords({ stream }, { limits }));
  expect(all.map(short)).toEqual([1, 'E_TOO_LARGE', 2]);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
});

test('a depth bomb is a bad record, not a crash', async () => {
  const levels = 100_000;
  expect(await read(`[${'['.repeat(levels)}${']'.repeat(levels)},7]`, [], 1 << 20)).toEqual(['E_RECORD', 7]);
  expect(await read('['.repeat(levels), [], 1 << 20)).toEqual(['E_BROKEN']);
  expect(await read('{"a":'.repeat(levels), ['a'], 1 << 20)).toEqual(['E_BROKEN']);
  expect(parseJson(`${'['.repeat(500)}1${']'.repeat(500)}`)).toBeDefined();
  expect(parseJson(`${'['.repeat(501)}1${']'.repeat(501)}`)).toBeUndefined();
});

test('records are those of JSON.parse, however the text is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue()), fc.constantFrom(0, 1, 2), sizes, async (values, indent, cuts) => {
      const expected = JSON.parse(JSON.stringify(values));
      const text = JSON.stringify(values, null, indent);
      expect(await read(text, [], 1 << 20, cuts)).toEqual(expected);
      const wrapped = JSON.stringify({ before: values, rows: values, after: { rows: values } }, null, indent);
      expect(await read(wrapped, ['rows'], 1 << 20, cuts)).toEqual(expected);
    }),
  );
});

test('broken text gives the same, however it is cut', async () => {
  const token = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', 'a', '1', ' ', '"rows":[', '{"a":1}');
  await fc.assert(
    fc.asyncProperty(fc.array(token, { maxLength: 30 }), sizes, async (tokens, cuts) => {
      const text = tokens.join('');
      for (const at of [[], ['rows']]) expect(await read(text, at, 12, cuts)).toEqual(await read(text, at, 12));
    }),
    { numRuns: 500 },
  );
});

test('what JSON.parse refuses is never accepted as a whole', async () => {
  const token = fc.constantFrom('[', ']', '{', '}', ',', ':', '"a"', '1', ' ', '"rows":[', 'true');
  await fc.assert(
    fc.asyncProperty(fc.array(token, { maxLength: 12 }), async tokens => {
      const text = tokens.join('');
      const accepted = (await collect(jsonRecords(inPieces(text, [5]), { limits }, ['rows']))).every(r => 'value' in r);
      // Objects one after the other are no JSON text, but a log of records.
      if (accepted && !/\}\s*\{/.test(text)) expect(() => JSON.parse(text)).not.toThrow();
    }),
    { numRuns: 1000 },
  );
});
