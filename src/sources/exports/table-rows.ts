import type { DocumentErrorCode } from '../../core/errors.ts';
import type { InputFile, SourceContext } from '../../core/source.ts';
import { sheetRows } from '../xlsx.ts';
import { isZip } from '../zip.ts';
import { recordsOf, rowsOf } from './reading.ts';
import { fieldsOf, isFields, textOf } from './record.ts';

/** What a row holds under a column; undefined when it has no such column. */
export type Fields = (column: string) => string | undefined;

export type TableRow =
  | { readonly locator: string; readonly fields: Fields }
  | { readonly fail: DocumentErrorCode; readonly locator?: string };

/** The rows of a table, whether text, workbook or JSON: its content tells, not its name. */
export async function* tableRows(file: InputFile, ctx: SourceContext): AsyncGenerator<TableRow> {
  const head = await file.slice(0, 4096);
  if (isZip(head)) {
    for await (const { sheet, row, values } of sheetRows(file, ctx.limits)) {
      yield { locator: `sheet ${sheet} row ${row}`, fields: column => values[column] };
    }
  } else if (startsLikeJson(head)) {
    for await (const record of recordsOf(file, ctx, ['messages', 'data', 'records', 'items', 'rows'])) {
      const locator = `record ${record.position}`;
      if ('fail' in record) yield failure(record.fail, record.position, locator);
      else if (!isFields(record.value)) yield { fail: 'E_RECORD', locator };
      else yield { locator, fields: fieldsIn(record.value) };
    }
  } else {
    for await (const row of rowsOf(file, ctx)) {
      const locator = `row ${row.row}`;
      if ('fail' in row) yield failure(row.fail, row.row, locator);
      else yield { locator, fields: column => row.values[column] };
    }
  }
}

/** Of position 0, which is the whole file, there is no locator. */
function failure(fail: DocumentErrorCode, position: number, locator: string): TableRow {
  return position === 0 ? { fail } : { fail, locator };
}

/** Bytes of JSON begin with a bracket, in UTF-16 too, behind a byte order mark or white space. */
function startsLikeJson(head: Uint8Array): boolean {
  const first = head.find(byte => byte > 0x20 && ![0xef, 0xbb, 0xbf, 0xff, 0xfe].includes(byte));
  return first === 0x5b || first === 0x7b;
}

/** Fields of an object by name, those of objects within it by names with dots: `sender.name`. */
function fieldsIn(record: Readonly<Record<string, unknown>>): Fields {
  return column => {
    if (column in record) return textOf(record[column]) ?? '';
    const names = column.split('.');
    const last = names.pop()!;
    const inner = names.reduce((fields, name) => fieldsOf(fields[name]), record);
    return last in inner ? (textOf(inner[last]) ?? '') : undefined;
  };
}
