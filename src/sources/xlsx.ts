import { z } from 'zod';
import { CorpusmithError } from '../core/errors.ts';
import type { Draft, InputFile, Limits, Unreadable } from '../core/source.ts';
import { defineSource } from '../define.ts';
import { documentFrom, mappingOptions } from './mapping.ts';
import { refuseEntities } from './office.ts';
import { scanXml } from './xml-scan.ts';
import { isZip, openZip, type Zip } from './zip.ts';

const options = z.strictObject({
  ...mappingOptions,
  sheets: z.array(z.string()).optional().describe('Names of the sheets to read. All of them unless given.'),
});

export interface SheetRow {
  /** Position of the sheet in the workbook, from 1. */
  readonly sheet: number;
  readonly row: number;
  readonly values: Readonly<Record<string, string>>;
}

/** Workbooks of spreadsheet programs (Office Open XML): the first row of a sheet with text in it is its header. */
export const xlsx = defineSource({
  name: 'xlsx',
  summary: 'Spreadsheets (XLSX): one document a row, columns mapped to text, title, turns',
  options,
  adds: ['title', 'time', 'people', 'account', 'thread'],
  positional: true,
  detect({ uri, head }) {
    if (!isZip(head)) return /\.xlsx$/i.test(uri) ? 0.3 : 0;
    const names = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
    return /\.xlsx$/i.test(uri) ? 0.9 : names.includes('xl/') ? 0.9 : 0;
  },
  async *read(
    { files: [file] },
    { sheets, ...given }: z.infer<typeof options>,
    ctx,
  ): AsyncGenerator<Draft | Unreadable> {
    let rows = 0;
    for await (const { sheet, row, values } of sheetRows(file!, ctx.limits, sheets)) {
      rows++;
      yield documentFrom(values, given, `sheet ${sheet} row ${row}`);
    }
    if (rows === 0) yield { fail: 'E_NO_TEXT' };
  },
});

/** Rows of all sheets under their headers. Cells are text: numbers as stored, dates as ISO 8601, booleans as TRUE and FALSE. */
export async function* sheetRows(file: InputFile, limits: Limits, only?: readonly string[]): AsyncGenerator<SheetRow> {
  const workbook = openWorkbook(await file.read(), limits);
  for (const [position, { name, path }] of workbook.sheets.entries()) {
    if (only !== undefined && !only.includes(name)) continue;
    let header: Map<number, string> | undefined;
    for (const { row, cells } of rowsOf(workbook.xml(path), workbook)) {
      if (header === undefined) header = headerOf(cells);
      else {
        const values = [...header].map(([column, title]) => [title, cells.get(column) ?? ''] as const);
        if (values.some(([, value]) => value !== ''))
          yield { sheet: position + 1, row, values: Object.fromEntries(values) };
      }
    }
  }
}

interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly strings: readonly string[];
  /** By style index: whether its numbers are dates. */
  readonly dates: readonly boolean[];
  /** Days between the workbook's day 0 and 1970-01-01. */
  readonly epoch: number;
  xml(path: string): string;
}

function openWorkbook(bytes: Uint8Array, limits: Limits): Workbook {
  if (bytes.length === 0) throw new CorpusmithError('E_EMPTY');
  // An OLE container: an encrypted workbook, or one of the old binary format.
  if (Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0') {
    const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new CorpusmithError(isEncrypted ? 'E_ENCRYPTED' : 'E_WRONG_FORMAT');
  }
  if (!isZip(bytes)) throw new CorpusmithError('E_WRONG_FORMAT');
  const zip = openZip(bytes, limits);
  if (!zip.has('xl/workbook.xml')) throw new CorpusmithError('E_WRONG_FORMAT');
  const xml = (path: string) => {
    const content = zip.read(path);
    refuseEntities(content);
    return Buffer.from(content).toString('utf8');
  };
  const optional = (path: string) => (zip.has(path) ? xml(path) : '');
  const book = xml('xl/workbook.xml');
  return {
    sheets: sheetsOf(book, optional('xl/_rels/workbook.xml.rels'), zip),
    strings: stringsOf(optional('xl/sharedStrings.xml')),
    dates: datesOf(optional('xl/styles.xml')),
    epoch: /date1904="(?:1|true)"/.test(book) ? 24_107 : 25_569,
    xml,
  };
}

function sheetsOf(book: string, relations: string, zip: Zip): { name: string; path: string }[] {
  const targets = new Map<string, string>();
  for (const token of scanXml(relations)) {
    if ('open' in token && token.open === 'Relationship')
      targets.set(token.attributes.Id ?? '', token.attributes.Target ?? '');
  }
  const sheets: { name: string; path: string }[] = [];
  for (const token of scanXml(book)) {
    if (!('open' in token) || token.open !== 'sheet') continue;
    const target = targets.get(token.attributes['r:id'] ?? '') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    if (zip.has(path)) sheets.push({ name: token.attributes.name ?? '', path });
  }
  return sheets;
}

function stringsOf(xml: string): string[] {
  const strings: string[] = [];
  let [text, inText, phonetic] = ['', false, false];
  for (const token of scanXml(xml)) {
    if ('text' in token) text += inText && !phonetic ? token.text : '';
    else if ('open' in token) {
      if (token.open === 't') inText = !token.empty;
      if (token.open === 'rPh') phonetic = true;
      if (token.open === 'si' && token.empty) strings.push('');
    } else if (token.close === 't') inText = false;
    else if (token.close === 'rPh') phonetic = false;
    else if (token.close === 'si') {
      strings.push(text);
      text = '';
    }
  }
  return strings;
}

/** Built-in number formats that show dates or times (ECMA-376, 18.8.30). */
const DATE_FORMATS = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

function datesOf(xml: string): boolean[] {
  const dates: boolean[] = [];
  const formats = new Set(DATE_FORMATS);
  let inCells = false;
  for (const token of scanXml(xml)) {
    if ('close' in token && token.close === 'cellXfs') inCells = false;
    if (!('open' in token)) continue;
    const { open, attributes } = token;
    if (open === 'cellXfs') inCells = true;
    if (open === 'numFmt' && isDateFormat(attributes.formatCode ?? '')) formats.add(Number(attributes.numFmtId));
    if (open === 'xf' && inCells) dates.push(formats.has(Number(attributes.numFmtId ?? 0)));
  }
  return dates;
}

function isDateFormat(code: string): boolean {
  return /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
}

function* rowsOf(xml: string, workbook: Workbook): Generator<{ row: number; cells: Map<number, string> }> {
  let cells = new Map<number, string>();
  let [row, column, type, style, value, inValue] = [0, 0, '', 0, '', false];
  for (const token of scanXml(xml)) {
    if ('text' in token) value += inValue ? token.text : '';
    else if ('open' in token) {
      const { open, attributes } = token;
      if (open === 'row') [row, column] = [Number(attributes.r ?? row + 1), 0];
      else if (open === 'c') {
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        [type, style, value] = [attributes.t ?? 'n', Number(attributes.s ?? 0), ''];
      } else if (open === 'v' || open === 't') inValue = !token.empty;
    } else if (token.close === 'v' || token.close === 't') inValue = false;
    else if (token.close === 'c') cells.set(column, cellText(value, type, style, workbook));
    else if (token.close === 'row') {
      if ([...cells.values()].some(text => text !== '')) yield { row, cells };
      cells = new Map();
    }
  }
}

function cellText(value: string, type: string, style: number, { strings, dates, epoch }: Workbook): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n' || value === '' || dates[style] !== true) return value;
  const date = new Date(Math.round((Number(value) - epoch) * 86_400) * 1000);
  if (Number.isNaN(date.getTime())) return value;
  const text = date.toISOString().slice(0, 19);
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : `${text}Z`;
}

/** Column of a cell such as `BC7`, from 1. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]*/.exec(reference)![0]) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

function headerOf(cells: ReadonlyMap<number, string>): Map<number, string> {
  const header = new Map<number, string>();
  const taken = new Set<string>();
  for (const [column, text] of cells) {
    const base = text.trim();
    if (base === '') continue;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base} ${n}`;
    taken.add(name);
    header.set(column, name);
  }
  return header;
}
