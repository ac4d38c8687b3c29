import { type FileMetaData, parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { parquet } from '../../src/sinks/parquet.ts';

async function* from<T>(all: readonly T[]) {
  yield* all;
}

async function encode(lines: readonly string[], options: object = {}): Promise<Buffer> {
  return encodeFrom(from(lines), options);
}

async function encodeFrom(lines: AsyncIterable<string>, options: object): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of parquet.encode(lines, parquet.options.parse(options))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function decode(bytes: Uint8Array, size = 1 << 16): Promise<string[]> {
  const chunks = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  const lines: string[] = [];
  for await (const line of parquet.decode(from(chunks), parquet.options.parse({}))) lines.push(line);
  return lines;
}

/** As any reader of Parquet sees it: by the footer at the end. */
async function byFooter(bytes: Buffer): Promise<{ readonly lines: string[]; readonly footer: FileMetaData }> {
  const file = new Uint8Array(bytes).buffer;
  const rows = await parquetReadObjects({ file });
  const lines = rows.map(row => JSON.stringify(row, (_key, value) => value ?? undefined));
  return { lines, footer: parquetMetadata(file) };
}

const json = (...rows: readonly object[]) => rows.map(row => JSON.stringify(row));

const conversation = (i: number) => ({
  messages: [
    { role: 'user', content: `Wie spät? 🙂 ${i}` },
    { role: 'assistant', content: `Fünf. ${'so '.repeat(i % 40)}` },
  ],
});

/** A row that fills a row group by itself. */
const large = { text: 'x'.repeat(9 << 20) };

describe.each([
  ['messages', json(...Array.from({ length: 300 }, (_, i) => conversation(i)))],
  ['text', json({ text: '' }, { text: 'a\u2028"\\\n\u0000' })],
  ['keys that some rows lack', json({ b: 'b' }, { a: 'a', b: 'b', c: [['x', 'y'], []] }, { a: 'a' })],
  ['numbers and truth', json({ n: 1, t: true }, { n: 1.5e-7, t: false }, { n: -12345678901 })],
  ['lists in structs in lists', json({ l: [{ s: { deep: ['x'] } }, { s: { deep: [] } }] }, { l: [] })],
  ['a list that is always empty', json({ l: [] }, { l: [] })],
  ['a key that comes in a later row group', json(large, { system: 's', text: 'b' }, large, { text: 'c', z: [['1']] })],
])('%s', (_name, lines) => {
  test('come back, by the sink and by any reader', async () => {
    const bytes = await encode(lines);
    expect(await decode(bytes)).toEqual(lines);
    expect((await byFooter(bytes)).lines).toEqual(lines);
  });

  test('give the same bytes again', async () => {
    expect(await encode(lines)).toEqual(await encode(lines));
  });
});

test.each([1, 3, 1000])('rows come back from chunks of %i bytes', async size => {
  const lines = json(conversation(1), conversation(2));
  expect(await decode(await encode(lines), size)).toEqual(lines);
});

test.each(['snappy', 'zstd', 'none'])('pages compressed with %s', async compression => {
  const lines = json(...Array.from({ length: 50 }, (_, i) => conversation(i)));
  const bytes = await encode(lines, { compression });
  expect(await decode(bytes)).toEqual(lines);
  const codec = { snappy: 'SNAPPY', zstd: 'ZSTD', none: 'UNCOMPRESSED' }[compression];
  const { columns } = parquetMetadata(new Uint8Array(bytes).buffer).row_groups[0]!;
  expect(columns.map(({ meta_data }) => meta_data?.codec)).toEqual([codec, codec]);
});

test('no row', async () => {
  expect(await decode(await encode([]))).toEqual([]);
});

test('the footer counts the rows of all row groups and lists every column in each', async () => {
  const { footer } = await byFooter(await encode(json(large, { system: 's', text: 'b' })));
  expect(footer.num_rows).toBe(2n);
  expect(footer.row_groups.map(({ num_rows }) => num_rows)).toEqual([1n, 1n]);
  expect(footer.row_groups.map(({ columns }) => columns.map(({ meta_data }) => meta_data?.path_in_schema[0]))).toEqual([
    ['system', 'text'],
    ['system', 'text'],
  ]);
});

test.each([
  ['two kinds of value', ['{"a":"x"}', '{"a":1}'], '"a" holds a number and a string'],
  ['null', ['{"a":null}'], '"a" is null'],
  ['an object without keys', ['{"a":{}}'], 'without keys'],
  ['another order of keys', ['{"a":"x","b":"y"}', '{"b":"y","a":"x"}'], 'row 2 would not be the same'],
  ['half a surrogate pair', ['{"a":"\\ud800"}'], 'row 1 would not be the same'],
  [
    'keys that are data',
    [JSON.stringify(Object.fromEntries([...Array(1001).keys()].map(i => [`k${i}`, 'v'])))],
    '1000',
  ],
  [
    'another shape in a later row group',
    json({ l: [{ a: 'x' }], ...large }, { l: [{ b: 'x' }], text: '' }),
    'after row 1',
  ],
])('%s is refused', async (_name, lines, detail) => {
  await expect(encode(lines)).rejects.toMatchObject({ code: 'E_COLUMNS', detail: expect.stringContaining(detail) });
});

test('a file that is cut off, or is none, is refused', async () => {
  const bytes = await encode(json(conversation(1)));
  await expect(decode(bytes.subarray(0, 100))).rejects.toMatchObject({ code: 'E_BROKEN' });
  await expect(decode(Buffer.from('{"a":1}\n'))).rejects.toMatchObject({ code: 'E_BROKEN' });
});

test('a failure of the rows comes through', async () => {
  async function* failing() {
    yield '{"a":"x"}';
    throw new Error('broken');
  }
  await expect(encodeFrom(failing(), {})).rejects.toThrow('broken');
});

test('whoever stops reading closes the file', async () => {
  const bytes = await encode(json(conversation(1), conversation(2)));
  let closed = false;
  async function* chunks() {
    try {
      yield bytes;
    } finally {
      closed = true;
    }
  }
  for await (const _line of parquet.decode(chunks(), parquet.options.parse({}))) break;
  expect(closed).toBe(true);
});
