import { z } from 'zod';
import { CorpusmithError } from '../core/errors.ts';
import type { Draft, InputFile, Limits, Peek, Unreadable } from '../core/source.ts';
import { defineSource } from '../define.ts';
import { uniqueNames } from './csv.ts';
import { documentFrom, mappingOptions } from './mapping.ts';
import { openWorkbook, type Workbook } from './xlsx-workbook.ts';
import { scanXml } from './xml-scan.ts';
import { isZip } from './zip.ts';

const options = z.strictObject({
  ...mappingOptions,
  sheets: z.array(z.string()).optional().describe('Names of the sheets to read. All of them unless given.'),
  header: z
    .int()
    .min(1)
    .optional()
    .describe(
      'Number of the row with the names of the columns; rows above it are left out. Default: the first with text.',
    ),
});

/** Which sheets and rows of a workbook to read. */
export interface SheetChoice {
  readonly sheets?: readonly string[] | undefined;
  readonly header?: number | undefined;
}

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
  detect,
  async *read(
    { files: [file] },
    { sheets, header, ...given }: z.infer<typeof options>,
    ctx,
  ): AsyncGenerator<Draft | Unreadable> {
    let rows = 0;
    for await (const { sheet, row, values } of sheetRows(file!, ctx.limits, { sheets, header })) {
      rows++;
      yield documentFrom(values, given, `sheet ${sheet} row ${row}`, ctx.count);
    }
    if (rows === 0) yield { fail: 'E_NO_TEXT' };
  },
});

function detect({ uri, head }: Peek): number {
  const named = /\.xls[xm]$/i.test(uri);
  if (!isZip(head)) return named ? 0.3 : 0;
  const names = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  return named || names.includes('xl/workbook') || names.includes('xl/worksheets/') ? 0.9 : 0;
}

/**
 * Rows of all sheets under their headers. Cells are text: numbers with the 15 digits that are shown, dates as ISO 8601, booleans
 * as TRUE and FALSE, formulas by their last result. A cell without a header is `column N`.
 *
 * Throws `E_TOO_LARGE` for a row over `limits.record`, `E_ARCHIVE_LIMIT` when all cells together, many of which may refer to one
 * long string, come to more than `limits.unpacked`; and what `openWorkbook` throws.
 */
export async function* sheetRows(
  file: InputFile,
  limits: Limits,
  { sheets, header: headerRow }: SheetChoice = {},
): AsyncGenerator<SheetRow> {
  const workbook = openWorkbook(await file.read(), limits);
  let total = 0;
  for (const [position, { name, path }] of workbook.sheets.entries()) {
    if (sheets !== undefined && !sheets.includes(name)) continue;
    const sheet = position + 1;
    let header: readonly string[] | undefined;
    for (const { row, cells, length } of rowsOf(workbook.xml(path), workbook)) {
      if (length > limits.record) throw new CorpusmithError('E_TOO_LARGE', { place: `sheet ${sheet} row ${row}` });
      total += length;
      if (total > limits.unpacked) throw new CorpusmithError('E_ARCHIVE_LIMIT', { place: `sheet ${sheet} row ${row}` });
      if (header === undefined) header = row < (headerRow ?? 1) ? undefined : headerOf(cells);
      else yield { sheet, row, values: valuesOf(cells, header) };
    }
  }
}

function headerOf(cells: ReadonlyMap<number, string>): string[] {
  const width = Math.max(...cells.keys());
  return uniqueNames(Array.from({ length: width }, (_, i) => cells.get(i + 1) ?? ''));
}

/** Columns without a name are there only in the rows that fill them. */
function valuesOf(cells: ReadonlyMap<number, string>, header: readonly string[]): Record<string, string> {
  const named = header.map((name, i) => [name, cells.get(i + 1) ?? ''] as const);
  const beyond = [...cells].filter(([column]) => column > header.length);
  const more = beyond.map(([column, text]) => [`column ${column}`, text] as const);
  return Object.fromEntries([...named.filter(([name, text]) => text !== '' || !/^column \d+$/.test(name)), ...more]);
}

/** Columns and rows of the largest sheet there is. */
const [COLUMNS, ROWS] = [16_384, 1_048_576];

interface Cells {
  readonly row: number;
  /** By column, from 1; only those with text. */
  readonly cells: Map<number, string>;
  /** Characters of all cells. */
  readonly length: number;
}

/** Rows with text in them. */
function* rowsOf(xml: string, workbook: Workbook): Generator<Cells> {
  let cells = new Map<number, string>();
  let [row, column, length] = [0, 0, 0];
  let [type, style, value, inValue, phonetic] = ['', 0, '', false, false];
  for (const token of scanXml(xml)) {
    if ('text' in token) value += inValue && !phonetic ? token.text : '';
    else if ('open' in token) {
      const { open, attributes } = token;
      if (open === 'row') [row, column] = [positionIn(attributes.r, row, ROWS), 0];
      else if (open === 'c') {
        column = positionIn(attributes.r === undefined ? undefined : columnOf(attributes.r), column, COLUMNS);
        [type, style, value] = [attributes.t ?? 'n', Number(attributes.s ?? 0), ''];
      } else if (open === 'v' || open === 't') inValue = !token.empty;
      else if (open === 'rPh') phonetic = !token.empty;
    } else if (token.close === 'v' || token.close === 't') inValue = false;
    else if (token.close === 'rPh') phonetic = false;
    else if (token.close === 'c') {
      const text = cellText(value, type, style, workbook);
      length += text.length;
      if (text !== '') cells.set(column, text);
    } else if (token.close === 'row') {
      if (cells.size > 0) yield { row, cells, length };
      [cells, length] = [new Map(), 0];
    }
  }
}

/** Rows and cells stand in order, each once; those without a number follow the one before. */
function positionIn(given: string | number | undefined, before: number, most: number): number {
  const position = given === undefined ? before + 1 : Number(given);
  if (!Number.isInteger(position) || position <= before || position > most) throw new CorpusmithError('E_BROKEN');
  return position;
}

/** Column of a cell such as `BC7`, from 1. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{0,3}/.exec(reference)![0]) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

function cellText(value: string, type: string, style: number, workbook: Workbook): string {
  if (type === 's') {
    const text = workbook.strings[Number(value)];
    if (text === undefined && value !== '') throw new CorpusmithError('E_BROKEN');
    return unescaped(text ?? '');
  }
  if (type === 'b') return value === '' ? '' : value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
  if (type !== 'n') return unescaped(value);
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value.trim();
  return (
    (workbook.dates[style] ? dateText(number, workbook.epoch) : undefined) ?? String(Number(number.toPrecision(15)))
  );
}

/** A serial date: days, and the time of day as their fraction. Less than a day is a time. */
function dateText(number: number, epoch: number): string | undefined {
  const date = new Date(Math.round((number - epoch) * 86_400) * 1000);
  if (number < 0 || Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString().slice(0, 19);
  if (number < 1) return text.slice(11);
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : text;
}

/** Characters that XML cannot hold are written as `_x000D_` (ECMA-376, part 1, 22.9.2.19). */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
