import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { jsonl } from '../../src/sinks/jsonl.ts';

async function* lines(...all: string[]) {
  yield* all;
}

async function encode(rows: AsyncIterable<string>, options: object): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of jsonl.encode(rows, jsonl.options.parse(options))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const big = Array.from({ length: 20_000 }, (_, i) => JSON.stringify({ text: `row ${i} ü` }));

test.each([
  ['no row', [], ''],
  ['rows', ['{"a":"ü"}', '{}'], '{"a":"ü"}\n{}\n'],
  ['many', big, `${big.join('\n')}\n`],
])('%s', async (_name, rows, expected) => {
  expect((await encode(lines(...rows), {})).toString()).toBe(expected);
  const packed = await encode(lines(...rows), { gzip: true });
  expect(gunzipSync(packed).toString()).toBe(expected);
  // No time, no operating system.
  expect(packed.subarray(4, 10).toString('hex')).toBe('0000000000ff');
  expect(await encode(lines(...rows), { gzip: true })).toEqual(packed);
  const zstd = await encode(lines(...rows), { zstd: true });
  expect(zstdDecompressSync(zstd).toString()).toBe(expected);
  expect(await encode(lines(...rows), { zstd: true })).toEqual(zstd);
});

test.each([{}, { gzip: true }, { zstd: true }])('many rows come back (%j)', async options => {
  const bytes = await encode(lines(...big), options);
  async function* chunks() {
    yield bytes;
  }
  const read: string[] = [];
  for await (const row of jsonl.decode(chunks(), jsonl.options.parse(options))) read.push(row);
  expect(read).toEqual(big);
});

test.each([1, 3, 7, 100])('rows come back from chunks of %i bytes', async size => {
  const rows = ['{"a":"ü🙂"}', '{}', `{"a":"${'long '.repeat(50)}"}`, '{"b":1}'];
  const bytes = await encode(lines(...rows), {});
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const read: string[] = [];
  for await (const row of jsonl.decode(chunks(), jsonl.options.parse({}))) read.push(row);
  expect(read).toEqual(rows);
});

test('a row of many chunks takes the time of its length, not of its square', async () => {
  const row = `{"a":"${'x'.repeat(64 << 20)}"}`;
  const bytes = Buffer.from(`${row}\n`);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += 4 << 10) yield bytes.subarray(at, at + (4 << 10));
  }
  for await (const line of jsonl.decode(chunks(), jsonl.options.parse({}))) expect(line.length).toBe(row.length);
});

test('the extension tells', () => {
  const extension = (options: object) => jsonl.extension(jsonl.options.parse(options));
  expect(extension({})).toBe('.jsonl');
  expect(extension({ gzip: true })).toBe('.jsonl.gz');
  expect(extension({ zstd: true })).toBe('.jsonl.zst');
});

test('one compression at most', () => {
  const { error } = jsonl.options.safeParse({ gzip: true, zstd: true });
  expect(error?.issues).toMatchObject([{ path: ['zstd'], message: 'choose gzip or zstd, not both' }]);
});

test.each([{}, { gzip: true }, { zstd: true }])('a failure of the rows comes through (%j)', async options => {
  async function* failing() {
    yield '{}';
    throw new Error('broken');
  }
  await expect(encode(failing(), options)).rejects.toThrow('broken');
});
