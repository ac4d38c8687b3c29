import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cells, cellsOf } from '../../src/sources/csv-cells.ts';
import { collect } from './chunks.ts';

async function* pieces(text: string, sizes: readonly number[]) {
  for (let at = 0, i = 0; at < text.length; i++) {
    yield text.slice(at, at + sizes[i % sizes.length]!);
    at += sizes[i % sizes.length]!;
  }
}

const read = async (text: string, most = 1 << 20, sizes: readonly number[] = [text.length || 1]) =>
  (await collect(cellsOf(pieces(text, sizes), ',', most))).map(short);
const short = (record: Cells) => `${record.row} ${'fail' in record ? record.fail : record.cells.join('|')}`;

/** So much that the reader begins before the end of the text. */
const before = `x,${'y'.repeat(1 << 16)}\n`;

test('the same records, however the text is cut', async () => {
  const token = fc.constantFrom('a', '"', '""', ',', '\n', '\r\n', '"\n', ',"', ' ', 'word', '"a","b"\n', 'c,d\n');
  const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(token, { maxLength: 60 }),
      sizes,
      fc.constantFrom(20, 50, 5000),
      async (tokens, cuts, most) => {
        const text = before + tokens.join('');
        // The first cut is as long as what comes before, so that all that follows is cut finely.
        const [first, ...rest] = [[before.length], ...Array.from({ length: 80 }, () => cuts)].flat();
        expect(await read(text, most, [first!, ...rest])).toEqual(await read(text, most));
      },
    ),
    { numRuns: 150 },
  );
});

test('a quote that is never closed costs its line, in the midst of others that are', async () => {
  const text = `${'1,"one\nrow"\n'.repeat(200)}2,"open\n${'3,"and\nso on"\n'.repeat(200)}`;
  const found = await read(text);
  expect(found.filter(record => record.endsWith('E_RECORD'))).toEqual(['201 E_RECORD']);
  expect(found).toHaveLength(401);
  expect(found.at(-1)).toBe('401 3|and\nso on');
});

test.each([
  ['every line', (i: number) => `${i},"x\n`],
  ['every other line', (i: number) => (i % 2 === 0 ? `${i},"x\n` : `${i},y\n`)],
  ['every third line, among long quoted ones', (i: number) => (i % 3 === 0 ? `${i},"x\n` : `"${i}","y\nz"\n`)],
])('stray quotes on %s lose no record', async (_what, line) => {
  const text = Array.from({ length: 20_000 }, (_, i) => line(i)).join('');
  // Quadratic time would run into the timeout of the test.
  const found = await read(text, 16 << 20, [1 << 18]);
  expect(found.length).toBeGreaterThanOrEqual(20_000);
});

test('a line of 200 MB is not held', async () => {
  const mega = 'x'.repeat(1 << 20);
  const texts = async function* () {
    yield 'a,b\n1,2\n3,';
    for (let i = 0; i < 200; i++) yield mega;
    yield '\n5,6\n';
  };
  const rss = process.memoryUsage().rss;
  expect((await collect(cellsOf(texts(), ',', 1 << 20))).map(short)).toEqual([
    '1 a|b',
    '2 1|2',
    '3 E_TOO_LARGE',
    '4 5|6',
  ]);
  expect(process.memoryUsage().rss - rss).toBeLessThan(150 << 20);
});
