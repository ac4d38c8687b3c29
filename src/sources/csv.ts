import { z } from 'zod';
import { CorpusmithError, type DocumentErrorCode } from '../core/errors.ts';
import type { InputFile, Peek, SourceContext } from '../core/source.ts';
import { defineSource } from '../define.ts';
import { cellsOf, guessTable } from './csv-cells.ts';
import { decodeStream, peekText } from './encoding.ts';
import { documentFrom, mappingOptions } from './mapping.ts';

export { cellsOf };

const options = z.strictObject({
  ...mappingOptions,
  delimiter: z.string().length(1).optional().describe('What separates cells. Found out unless given.'),
  encoding: z.string().optional().describe('Charset such as `windows-1252`. Found out unless given.'),
  shortRows: z
    .boolean()
    .default(false)
    .describe(
      'Whether a row may leave out empty cells at its end. By default a short row fails: it may be half of one.',
    ),
});

export interface CsvOptions {
  readonly delimiter?: string | undefined;
  readonly encoding?: string | undefined;
  /** Fills up short rows with empty cells. */
  readonly shortRows?: boolean | undefined;
}

export type CsvRow =
  | { readonly row: number; readonly values: Readonly<Record<string, string>> }
  | { readonly row: number; readonly fail: DocumentErrorCode };

type RowContext = Pick<SourceContext, 'limits'> & Partial<Pick<SourceContext, 'count'>>;

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
    let found = false;
    for await (const row of readRows(file!, given, ctx)) {
      found = true;
      const locator = `row ${row.row}`;
      yield 'fail' in row ? { fail: row.fail, locator } : documentFrom(row.values, given, locator, ctx.count);
    }
    if (!found) yield { fail: 'E_NO_TEXT' };
  },
});

/**
 * Rows of a table with its first row as header, numbered as in a spreadsheet: the header is row 1. Streams; holds at most one
 * row of `limits.record` characters.
 *
 * Rows with more or fewer cells than the header are `E_RECORD_COLUMNS`, but for empty cells too many at the end. A quote that is
 * never closed costs the line it stands in (`E_RECORD`), not those after it. Rows without content are counted as `blank-rows`.
 * Without its header a table cannot be read: throws the error of the first row.
 */
export async function* readRows(
  file: Pick<InputFile, 'stream'>,
  { delimiter, encoding, shortRows = false }: CsvOptions,
  ctx: RowContext,
): AsyncGenerator<CsvRow> {
  const hint = encoding === undefined ? {} : { charset: encoding };
  let header: readonly string[] | undefined;
  for await (const record of cellsOf(decodeStream(file.stream(), hint), delimiter, ctx.limits.record)) {
    const { row } = record;
    if ('fail' in record) {
      if (header === undefined) throw new CorpusmithError(record.fail, { detail: 'the header of a table' });
      yield record;
    } else if (record.cells.every(cell => cell.trim() === '')) ctx.count?.('blank-rows');
    else if (header === undefined) header = uniqueNames(record.cells);
    else if (fits(record.cells, header.length, shortRows)) {
      yield { row, values: Object.fromEntries(header.map((name, i) => [name, record.cells[i] ?? ''])) };
    } else yield { row, fail: 'E_RECORD_COLUMNS' };
  }
}

function fits(cells: readonly string[], width: number, shortRows: boolean): boolean {
  return cells.length < width ? shortRows : cells.slice(width).every(cell => cell === '');
}

/** Header names made usable: trimmed, none empty, none twice (`name`, `name 2`). */
export function uniqueNames(cells: readonly string[]): string[] {
  const taken = new Set(cells.map(cell => cell.trim()));
  const next = new Map<string, number>();
  return cells.map((cell, i) => {
    const base = cell.trim() || `column ${i + 1}`;
    let n = next.get(base) ?? 1;
    let name = base;
    // The first of a name keeps it; the others take numbers that no other column has.
    while (n > 1 && taken.has(name)) name = `${base} ${n++}`;
    if (n === 1) n = 2;
    next.set(base, n);
    taken.add(name);
    return name;
  });
}

function detect(peek: Peek): number {
  const text = peekText(peek.head);
  if (text === undefined) return 0;
  const named = /\.(?:csv|tsv|tab|psv)$/i.test(peek.uri);
  // JSON and markup under any name; a header may begin like them all the same.
  if (/^\s*[[{<]/.test(text)) return named ? 0.3 : 0;
  const { header, rows, agreeing, delimiter } = guessTable(text);
  const isTable = header.length > 1 && rows > 0 && agreeing >= 0.9;
  if (named) return isTable ? 0.7 : 0.45;
  // Prose has commas too, and Markdown has tables: under another name only a header of short names makes a table of it.
  if (!/\.(?:txt|dat|asc)$|(?:^|\/)[^./]*$/i.test(peek.uri) || /^\s*\|/.test(text)) return 0;
  const hasNames = header.every(cell => /^[\p{L}_#].{0,38}[^.!?:]?$/u.test(cell.trimEnd()));
  return isTable && hasNames && agreeing === 1 && rows >= (delimiter === ',' ? 3 : 2) ? 0.5 : 0;
}
