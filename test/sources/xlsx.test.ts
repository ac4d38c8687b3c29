import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { xlsx } from '../../src/sources/xlsx.ts';
import { memoryFile, readWith } from '../harness.ts';
import { zipOf } from './zip-file.ts';

const book = readFileSync(new URL('../../fixtures/sources/xlsx/book.xlsx', import.meta.url));

interface Sheets {
  readonly sheet: string;
  readonly strings?: string;
  readonly styles?: string;
  readonly workbook?: string;
  readonly more?: string;
}

/** A workbook of one sheet, or two, from the inner XML of its parts. */
function workbookOf({ sheet, strings, styles, workbook = '', more }: Sheets): Buffer {
  const root = (name: string, inner: string) => `<?xml version="1.0"?><${name}>${inner}</${name}>`;
  const sheets = [sheet, ...(more === undefined ? [] : [more])];
  const part = (name: string, content: string) => ({ name, content });
  return zipOf(
    part(
      'xl/workbook.xml',
      root(
        'workbook',
        `${workbook}<sheets>${sheets.map((_, i) => `<sheet name="S${i + 1}" r:id="r${i}"/>`).join('')}</sheets>`,
      ),
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      root('Relationships', sheets.map((_, i) => `<Relationship Id="r${i}" Target="s${i}.xml"/>`).join('')),
    ),
    ...sheets.map((inner, i) => part(`xl/s${i}.xml`, root('worksheet', `<sheetData>${inner}</sheetData>`))),
    ...(strings === undefined ? [] : [part('xl/sharedStrings.xml', root('sst', strings))]),
    ...(styles === undefined ? [] : [part('xl/styles.xml', root('styleSheet', styles))]),
  );
}

const read = async (bytes: Uint8Array, options: object = {}) => {
  const { drafts, failures } = await readWith(xlsx, [memoryFile('a.xlsx', bytes)], options);
  return [
    ...drafts.map(({ locator, parts }) => `${locator}: ${parts.map(part => part.text).join(' / ')}`),
    ...failures.map(({ fail, locator }) => [fail, locator].filter(Boolean).join(' ')),
  ];
};

const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>';
const cell = (attributes: string, value: string) =>
  `${head}<row r="2"><c r="A2"${attributes}><v>${value}</v></c></row>`;

test('reads a workbook of LibreOffice: text, dates, numbers, formulas, two sheets', async () => {
  const { drafts, failures } = await readWith(xlsx, [memoryFile('book.xlsx', book)], {
    text: 'Body',
    title: 'Subject',
  });
  expect(failures).toEqual([{ fail: 'E_MISSING_FIELD', locator: 'sheet 2 row 2' }]);
  expect(drafts.map(({ locator }) => locator)).toEqual(['sheet 1 row 2', 'sheet 1 row 4']);
  expect(drafts[0]).toMatchObject({
    parts: [{ role: 'document', text: 'The pump leaks.\nGröße 5 µm' }],
    labels: { title: 'Pump & valve', time: '2024-03-01T00:00:00Z' },
  });
  const all = await readWith(xlsx, [memoryFile('book.xlsx', book)], { text: ['Date', 'Seen', 'Price', 'Sum'] });
  expect(all.drafts.map(draft => draft.parts[0]!.text.split('\n\n'))).toEqual([
    ['2024-03-01', '2024-03-01T14:30:00', '19.99', '59.97'],
    ['1'],
  ]);
});

test('reads the sheets that are named; two columns of question and answer are turns', async () => {
  expect(await read(book, { sheets: ['Chats'] })).toEqual(['sheet 2 row 2: When do you open? / At nine.']);
  expect(await read(book, { sheets: ['None'] })).toEqual(['E_NO_TEXT']);
});

const styles =
  '<numFmts><numFmt numFmtId="170" formatCode="[$-409]d mmm &quot;h&quot;"/><numFmt numFmtId="171" formatCode="0.0&quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>';

test.each<[what: string, content: Sheets, text: string]>([
  ['a number with the digits that are shown', { sheet: cell('', '19.989999999999998') }, '19.99'],
  ['a large number written out', { sheet: cell('', '4.915112345E11') }, '491511234500'],
  ['a built-in date', { sheet: cell(' s="1"', '45352'), styles }, '2024-03-01'],
  ['a date of a format of its own', { sheet: cell(' s="2"', '45352.5'), styles }, '2024-03-01T12:00:00'],
  ['a number whose format only quotes letters of dates', { sheet: cell(' s="3"', '45352'), styles }, '45352'],
  ['a time', { sheet: cell(' s="1"', '0.75'), styles }, '18:00:00'],
  [
    'the calendar of 1904',
    { sheet: cell(' s="1"', '43890'), styles, workbook: '<workbookPr date1904="1"/>' },
    '2024-03-01',
  ],
  ['a boolean', { sheet: cell(' t="b"', '0') }, 'FALSE'],
  ['a text that a formula gave', { sheet: cell(' t="str"', 'a&amp;b&#x41;') }, 'a&bA'],
  [
    'a shared text in runs, its pronunciation left out',
    {
      sheet: cell(' t="s"', '0'),
      strings: '<si><r><t>Tok</t></r><r><t xml:space="preserve">yo </t></r><rPh><t>x</t></rPh></si>',
    },
    'Tokyo ',
  ],
  ['an escaped character', { sheet: cell(' t="str"', 'a_x000D_b') }, 'a\rb'],
  ['data that is no markup', { sheet: cell(' t="str"', '<![CDATA[<b>&amp;]]>') }, '<b>&amp;'],
])('%s', async (_what, content, text) => {
  expect(await read(workbookOf(content), { text: 'text' })).toEqual([`sheet 1 row 2: ${text}`]);
});

test('cells without a header keep their column, rows and cells without a number follow each other', async () => {
  const sheet = `${head}<row><c t="str"><v>a</v></c><c/><c t="str"><v>b</v></c></row>`;
  expect(await read(workbookOf({ sheet }), { text: ['text', 'column 3'] })).toEqual(['sheet 1 row 2: a\n\nb']);
});

test('the header may stand further down', async () => {
  const row = (r: number, text: string) => `<row r="${r}"><c t="str"><v>${text}</v></c></row>`;
  const bytes = workbookOf({ sheet: row(1, 'Report') + row(3, 'text') + row(7, 'a') });
  expect(await read(bytes, { header: 3, text: 'text' })).toEqual(['sheet 1 row 7: a']);
});

describe('hostile and damaged', () => {
  const oversized = workbookOf({
    sheet: `${head}<row r="2">${'<c t="s"><v>0</v></c>'.repeat(30)}</row>`,
    strings: `<si><t>${'x'.repeat(50_000)}</t></si>`,
  });
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]);

  test.each<[what: string, bytes: Uint8Array, code: string]>([
    ['nothing', Buffer.alloc(0), 'E_EMPTY'],
    ['an encrypted workbook', ole, 'E_ENCRYPTED'],
    ['an old workbook', ole.subarray(0, 8), 'E_WRONG_FORMAT'],
    ['text', Buffer.from('a,b'), 'E_WRONG_FORMAT'],
    ['another archive', zipOf({ name: 'a', content: 'b' }), 'E_WRONG_FORMAT'],
    ['half a workbook', book.subarray(0, 3000), 'E_BROKEN'],
    ['entities', workbookOf({ sheet: '', strings: '<!DOCTYPE a [<!ENTITY b "c">]>' }), 'E_XML_ENTITIES'],
    ['a tag that is not closed', workbookOf({ sheet: `${head}<row r="2"><c>` }), 'E_BROKEN'],
    ['a quote that is not closed', workbookOf({ sheet: '<row r="1' }), 'E_BROKEN'],
    ['a comment that is not closed', workbookOf({ sheet: '<!-- a' }), 'E_BROKEN'],
    ['rows out of order', workbookOf({ sheet: `${head}<row r="1"/>` }), 'E_BROKEN'],
    ['a row beyond all rows', workbookOf({ sheet: '<row r="9999999"/>' }), 'E_BROKEN'],
    ['a column beyond all columns', workbookOf({ sheet: '<row r="1"><c r="ZZZ1"/></row>' }), 'E_BROKEN'],
    ['a shared text that is not there', workbookOf({ sheet: cell(' t="s"', '7') }), 'E_BROKEN'],
    ['a long text that is referred to often', oversized, 'E_TOO_LARGE'],
    ['nothing but a header', workbookOf({ sheet: head }), 'E_NO_TEXT'],
  ])('%s', async (_what, bytes, code) => {
    expect((await read(bytes)).map(found => found.split(' ')[0])).toEqual([code]);
  });

  test('XML that is made to be slow comes to its end', async () => {
    // Quadratic time would run into the timeout of the test.
    for (const inner of [
      '<!--'.repeat(50_000),
      `<row ${'a'.repeat(200_000)}`,
      '<c a="'.repeat(50_000),
      '<row>'.repeat(50_000),
    ]) {
      expect(await read(workbookOf({ sheet: inner }))).toEqual(['E_BROKEN']);
    }
  });
});

test.each<[name: string, bytes: Uint8Array, sure: number]>([
  ['a.xlsx', book, 0.9],
  ['noname', book, 0.9],
  ['a.zip', zipOf({ name: 'a', content: 'b' }), 0],
  ['a.xlsx', Buffer.from('d0cf11e0', 'hex'), 0.3],
])('detects %s', (uri, bytes, sure) => {
  expect(xlsx.detect({ uri, bytes: bytes.length, head: bytes.subarray(0, 65_536) })).toBe(sure);
});
