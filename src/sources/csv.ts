import Papa from 'papaparse';
import { z } from 'zod';
import type { DocumentErrorCode } from '../core/errors.ts';
import type { InputFile, Peek, SourceContext } from '../core/source.ts';
import { defineSource } from '../define.ts';
import { decodeStream, peekText } from './encoding.ts';
import { documentFrom, mappingOptions } from './mapping.ts';

const options = z.strictObject({
  ...mappingOptions,
  delimiter: z.string().length(1).optional().describe('What separates cells. Found out unless given.'),
  encoding: z.string().optional().describe('Charset such as `windows-1252`. Found out unless given.'),
});

export interface CsvOptions {
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
}

export type CsvRow =
  | { readonly row: number; readonly values: Readonly<Record<string, string>> }
  | { readonly row: number; readonly fail: DocumentErrorCode };

type Cells =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly fail: DocumentErrorCode };

const DELIMITERS = [',', '\t', ';', '|'];

/** Tables as comma- or tab-separated text: one document a row, by a mapping of columns. */
export const csv = defineSource({
  name: 'csv',
  summary: 'Tables as text (CSV, TSV): one document a row, columns mapped to text, title, turns',
  options,
  adds: ['title', 'time', 'people', 'account', 'thread'],
  positional: true,
  detect,
  async *read({ files: [file] }, given: z.infer<typeof options>, ctx) {
    if (file!.bytes === 0) return yield { fail: 'E_EMPTY' };
    for await (const row of readRows(file!, given, ctx)) {
      const locator = `row ${row.row}`;
      yield 'fail' in row ? { fail: row.fail, locator } : documentFrom(row.values, given, locator);
    }
  },
});

/**
 * Rows of a table with its first row as header, numbered as in a spreadsheet: the header is row 1. Streams; holds at most one
 * row of `limits.record` characters. Rows with more or fewer cells than the header are `E_RECORD_COLUMNS`; a quote that is never
 * closed costs the row it stands in (`E_RECORD`), not those after it.
 */
export async function* readRows(
  file: Pick<InputFile, 'stream'>,
  { delimiter, encoding }: CsvOptions,
  ctx: Pick<SourceContext, 'limits'>,
): AsyncGenerator<CsvRow> {
  const hint = encoding === undefined ? {} : { charset: encoding };
  let header: string[] | undefined;
  for await (const record of cellsOf(decodeStream(file.stream(), hint), delimiter, ctx.limits.record)) {
    const { row } = record;
    if ('fail' in record) yield record;
    else if (header === undefined) header = uniqueNames(record.cells);
    else if (record.cells.length !== header.length) yield { row, fail: 'E_RECORD_COLUMNS' };
    else yield { row, values: Object.fromEntries(header.map((name, i) => [name, record.cells[i]!])) };
  }
}

/** Records of cells from text that comes in pieces. Blank lines are counted and left out. */
export async function* cellsOf(
  texts: AsyncIterable<string>,
  delimiter: string | undefined,
  most: number,
): AsyncGenerator<Cells> {
  const reader = new CellReader(delimiter, most);
  for await (const text of texts) yield* reader.push(text);
  yield* reader.end();
}

class CellReader {
  readonly #most: number;
  #delimiter: string | undefined;
  #newline = '\n';
  #rest = '';
  #row = 0;
  #begun = false;

  constructor(delimiter: string | undefined, most: number) {
    this.#delimiter = delimiter;
    this.#most = most;
  }

  *push(text: string): Generator<Cells> {
    this.#rest += text;
    if (!this.#begun) this.#begin();
    yield* this.#parse(false);
    // No record ends in so much text: it is too long, or a quote in it is never closed.
    while (this.#rest.length > this.#most) {
      yield { row: ++this.#row, fail: this.#skipLine() };
      yield* this.#parse(false);
    }
  }

  *end(): Generator<Cells> {
    while (this.#rest !== '') yield* this.#parse(true);
  }

  #begin(): void {
    this.#begun = true;
    const sample = this.#rest.slice(0, 65_536);
    if (!sample.includes('\n') && sample.includes('\r')) this.#newline = '\r';
    this.#delimiter ??= Papa.parse(sample, { preview: 20, delimitersToGuess: DELIMITERS }).meta.delimiter;
  }

  *#parse(isEnd: boolean): Generator<Cells> {
    const parser = new Papa.Parser({ delimiter: this.#delimiter!, newline: this.#newline as '\n' });
    const { data, errors, meta } = parser.parse(this.#rest, 0, !isEnd) as Papa.ParseResult<string[]>;
    const open = isEnd ? errors.find(error => error.code === 'MissingQuotes')?.row : undefined;
    const whole = open === undefined ? data : data.slice(0, open);
    const start = this.#rest;
    for (const cells of whole) {
      this.#row++;
      const last = cells.at(-1) ?? '';
      if (this.#newline === '\n' && last.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1);
      if (cells.length > 1 || cells[0] !== '') yield { row: this.#row, cells };
    }
    if (open === undefined) {
      this.#rest = isEnd ? '' : start.slice(meta.cursor);
      return;
    }
    // The record with the open quote has swallowed the rest: only its first line is given up.
    this.#rest = start.slice(positionOf(start, open, this.#delimiter!, this.#newline));
    this.#row++;
    this.#skipLine();
    yield { row: this.#row, fail: 'E_RECORD' };
  }

  /** Goes on behind the next line end. */
  #skipLine(): DocumentErrorCode {
    const end = this.#rest.indexOf(this.#newline);
    const hasQuote = this.#rest.slice(0, end < 0 ? undefined : end).includes('"');
    this.#rest = end < 0 ? '' : this.#rest.slice(end + this.#newline.length);
    return hasQuote && end >= 0 ? 'E_RECORD' : 'E_TOO_LARGE';
  }
}

/** Where the record number `index` begins. */
function positionOf(text: string, index: number, delimiter: string, newline: string): number {
  if (index === 0) return 0;
  const parser = new Papa.Parser({ delimiter, newline: newline as '\n', preview: index });
  return (parser.parse(text, 0, false) as Papa.ParseResult<string[]>).meta.cursor;
}

/** Header names made usable: trimmed, none empty, none twice. */
function uniqueNames(cells: readonly string[]): string[] {
  const names: string[] = [];
  for (const [i, cell] of cells.entries()) {
    const base = cell.trim() || `column ${i + 1}`;
    let name = base;
    for (let n = 2; names.includes(name); n++) name = `${base} ${n}`;
    names.push(name);
  }
  return names;
}

function detect(peek: Peek): number {
  const extension = /\.(?:csv|tsv|tab)$/i.test(peek.uri);
  const text = peekText(peek.head);
  if (text === undefined || /^\s*[[{<]/.test(text)) return 0;
  const { data, meta } = Papa.parse<string[]>(text.slice(0, 16_384), { preview: 12, delimitersToGuess: DELIMITERS });
  const rows = data.slice(0, -1);
  const width = rows[0]?.length ?? 0;
  const isTable = rows.length >= 2 && width >= 2 && rows.every(row => row.length === width || row.join('') === '');
  // Prose has commas too: without the extension only a header of short names makes a table of it.
  const hasHeader =
    rows[0]?.every(cell => cell.trim() !== '' && cell.length < 40 && !/[.!?]$/.test(cell.trim())) ?? false;
  if (extension) return isTable ? 0.7 : 0.45;
  return isTable && hasHeader && (meta.delimiter !== ',' || rows.length >= 3) ? 0.5 : 0;
}
