import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDocumentError } from '../../src/core/errors.ts';
import { type CsvOptions, csv, readRows, uniqueNames } from '../../src/sources/csv.ts';
import { limits, memoryFile, readWith } from '../harness.ts';
import { collect } from './chunks.ts';

/** Rows as `row cell|cell`, failures as `row CODE`. */
async function rows(content: string | Uint8Array, options: CsvOptions = {}, record = limits.record): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const item of readRows(memoryFile('a.csv', content), options, { limits: { ...limits, record } })) {
      found.push(`${item.row} ${'fail' in item ? item.fail : Object.values(item.values).join('|')}`);
    }
  } catch (error) {
    if (!isDocumentError(error)) throw error;
    found.push(error.code);
  }
  return found;
}

describe('rows', () => {
  test.each<[what: string, text: string, expected: string[]]>([
    ['commas', 'a,b\n1,2\n3,4\n', ['2 1|2', '3 3|4']],
    ['semicolons, with commas in numbers', 'a;b\n1,5;2,5\n3,5;4,5', ['2 1,5|2,5', '3 3,5|4,5']],
    ['tabs', 'a\tb\n1, one\t2, two', ['2 1, one|2, two']],
    ['bars', 'a|b\n1|2', ['2 1|2']],
    ['a line that names the delimiter', 'sep=;\na,b;c\n1;2', ['3 1|2']],
    ['one column of prose with commas', 'text\nWell, yes.\nNo, or, maybe.\n', ['2 Well, yes.', '3 No, or, maybe.']],
    [
      'a caption above the table',
      'Report 2024\na,b\n1,2\n3,4',
      ['2 E_RECORD_COLUMNS', '3 E_RECORD_COLUMNS', '4 E_RECORD_COLUMNS'],
    ],
    ['CRLF', 'a,b\r\n1,2\r\n"3","4"\r\n', ['2 1|2', '3 3|4']],
    ['CR alone', 'a,b\r1,2\r3,4', ['2 1|2', '3 3|4']],
    ['both line ends', 'a,b\r\n1,2\n3,4\r\n', ['2 1|2', '3 3|4']],
    ['quotes around delimiters, quotes and line ends', 'a,b\n"1,\n""x""",2\n3,4', ['2 1,\n"x"|2', '3 3|4']],
    ['blank lines and rows without content', 'a,b\n\n1,2\n,\n  \n3,4\n\n', ['3 1|2', '6 3|4']],
    ['a blank line before the header', '\na,b\n1,2', ['3 1|2']],
    ['too many cells', 'a,b\n1,2,3\n4,5', ['2 E_RECORD_COLUMNS', '3 4|5']],
    ['empty cells too many', 'a,b\n1,2,,\n4,5', ['2 1|2', '3 4|5']],
    ['too few cells', 'a,b,c\n1,2\n4,5,6', ['2 E_RECORD_COLUMNS', '3 4|5|6']],
    ['a stray quote on one line', 'a,b\n1,"5" pipe"\n3,4', ['2 1|5" pipe', '3 3|4']],
    [
      'a stray quote that would swallow rows',
      'a,b\n1,"x"y\n3,4\n5,"z"\n6,7',
      ['2 E_RECORD', '3 3|4', '4 5|z', '5 6|7'],
    ],
    ['a quote that is never closed', 'a,b\n1,"x\n3,4\n5,6', ['2 E_RECORD', '3 3|4', '4 5|6']],
    ['a quote that is not closed in the last row', 'a,b\n1,2\n3,"', ['2 1|2', '3 E_RECORD']],
    ['a quote that is not closed in the header', 'a,"b\n1,2\n3,4', ['E_RECORD']],
    ['a header alone', 'a,b\n', []],
    ['nothing but line ends', '\n\n', []],
  ])('%s', async (_what, text, expected) => {
    expect(await rows(text)).toEqual(expected);
  });

  test.each<[what: string, bytes: Uint8Array]>([
    ['UTF-8 with a mark', Buffer.from('\ufeffname;größe\nÄ;5')],
    ['Windows-1252', Buffer.from('name;größe\nÄ;5', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffname;größe\nÄ;5', 'utf16le')],
  ])('%s', async (_what, bytes) => {
    const [row] = await collect(readRows(memoryFile('a', bytes), {}, { limits }));
    expect(row).toEqual({ row: 2, values: { name: 'Ä', größe: '5' } });
  });

  test('what the options say is not guessed', async () => {
    expect(await rows('a,b;c\n1,2;3', { delimiter: ',' })).toEqual(['2 1|2;3']);
    expect(await rows(Buffer.from('a,b\n\xe1,1', 'latin1'), { encoding: 'windows-1253' })).toEqual(['2 α|1']);
    expect(await rows('a,b,c\n1\n2,3', { shortRows: true })).toEqual(['2 1||', '3 2|3|']);
  });

  test.each([
    [
      ['a', 'a', 'b'],
      ['a', 'a 2', 'b'],
    ],
    [
      ['a', 'a', 'a 2', 'a'],
      ['a', 'a 3', 'a 2', 'a 4'],
    ],
    [
      [' a ', '', 'a'],
      ['a', 'column 2', 'a 2'],
    ],
    [
      ['__proto__', 'constructor'],
      ['__proto__', 'constructor'],
    ],
  ])('the columns %j are called %j', (given, names) => {
    expect(uniqueNames(given)).toEqual(names);
  });

  test('a column may have the name of a property that every object has', async () => {
    const [row] = await collect(readRows(memoryFile('a', '__proto__,b\n1,2'), {}, { limits }));
    expect(Object.entries((row as { values: object }).values)).toEqual([
      ['__proto__', '1'],
      ['b', '2'],
    ]);
  });
});

describe('limits', () => {
  const long = 'x'.repeat(200_000);

  test.each<[what: string, text: string, expected: string[]]>([
    ['a long line', `a,b\n1,${long}\n3,4`, ['2 E_TOO_LARGE', '3 3|4']],
    ['a long line at the end', `a,b\n1,2\n3,${long}`, ['2 1|2', '3 E_TOO_LARGE']],
    ['a row just over the limit', `a,b\n1,${'x'.repeat(1000)}\n3,4`, ['2 E_TOO_LARGE', '3 3|4']],
    [
      'a quote that is never closed',
      `a,b\n1,"x\n${'3,4\n'.repeat(2)}5,${long}\n6,7`,
      ['2 E_RECORD', '3 3|4', '4 3|4', '5 E_TOO_LARGE', '6 6|7'],
    ],
    ['a long header', `${long},b\n1,2`, ['E_TOO_LARGE']],
  ])('%s', async (_what, text, expected) => {
    expect(await rows(text, { delimiter: ',' }, 1000)).toEqual(expected);
  });
});

test('gives what was written, for any cells and chunks', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', ';', 'ä', '😀', '\t') });
  const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(table, async written => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const text = [['one', 'two'], ...written].map(cells => cells.map(quoted).join(',')).join('\n');
      const found = await collect(readRows(memoryFile('a', text), { delimiter: ',' }, { limits }));
      const filled = written.filter(cells => cells.some(each => each.trim() !== ''));
      expect(found.map(row => 'values' in row && Object.values(row.values))).toEqual(filled);
    }),
    { seed: 1 },
  );
});

describe('csv', () => {
  test('makes a document of every row, and tells what it cannot read', async () => {
    const text = 'Subject,Body,Created\nA pump,It leaks.,2024-03-01\nB,C,D,E\n,,2024-03-01\n\nNo text,,\n';
    const { drafts, failures, counters } = await readWith(csv, [memoryFile('a.csv', text)]);
    expect(drafts[0]).toEqual({
      locator: 'row 2',
      parts: [{ role: 'document', text: 'It leaks.' }],
      labels: { title: 'A pump', time: '2024-03-01T00:00:00Z' },
    });
    expect(failures).toEqual([{ fail: 'E_RECORD_COLUMNS', locator: 'row 3' }]);
    expect(drafts.slice(1).map(draft => draft.parts[0]!.text)).toEqual(['Created: 2024-03-01', 'Subject: No text']);
    expect(counters).toEqual({});
  });

  test.each([
    ['', 'E_EMPTY'],
    ['a,b\n', 'E_NO_TEXT'],
    ['\n', 'E_NO_TEXT'],
    ['a,"b\n1,2', 'E_RECORD'],
  ])('%j is %s', async (text, fail) => {
    expect(await readWith(csv, [memoryFile('a.csv', text)])).toMatchObject({ drafts: [], failures: [{ fail }] });
  });

  const sure = (uri: string, text: string) => {
    const head = Buffer.from(text);
    return csv.detect({ uri, bytes: head.length, head });
  };

  test.each<[uri: string, text: string, score: number]>([
    ['a.csv', 'a,b\n1,2\n3,4', 0.7],
    ['a.tsv', 'a\tb\n1\t2', 0.7],
    ['a.csv', 'text\nHello, you\n', 0.45],
    ['a.txt', 'a;b\n1;2\n3;4', 0.5],
    ['noname', 'id,text\n1,x\n2,y\n3,z', 0.5],
    ['a.txt', 'Dear Sir,\nI write, as you know,\nfor one reason.', 0],
    ['a.txt', 'Yes, indeed.\nNo, never.\nWell, perhaps.\nGo, now.', 0],
    ['a.md', '| a | b |\n| - | - |\n| 1 | 2 |', 0],
    ['a.csv', '{"a": 1, "b": 2}', 0.3],
    ['noname', '{"a": 1, "b": 2}', 0],
    ['a.csv', '<html>', 0.3],
    ['a.txt', '', 0],
    ['a.txt', 'a,b\0\u0001\u0002\u0003', 0],
  ])('is as sure of %s, %j as %d', (uri, text, score) => {
    expect(sure(uri, text)).toBe(score);
  });
});
