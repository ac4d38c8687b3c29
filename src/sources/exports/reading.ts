import { isDocumentError } from '../../core/errors.ts';
import type { InputFile, SourceContext } from '../../core/source.ts';
import { type CsvRow, readRows } from '../csv.ts';
import { peekText } from '../encoding.ts';
import { type JsonRecord, jsonRecords } from '../json-records.ts';
import { lines } from '../lines.ts';
import { isFields } from './record.ts';

/**
 * The records of a JSON file that is one of several in its unit: what makes the file unreadable is a failure at position 0 instead
 * of an error that would end the others too. Of JSON lines, a broken one fails alone, and the position is that of the line.
 */
export async function* recordsOf(
  file: InputFile,
  ctx: SourceContext,
  at: readonly string[] = [],
): AsyncGenerator<JsonRecord> {
  if (file.bytes === 0) return yield { position: 0, fail: 'E_EMPTY' };
  try {
    if (await isLines(file)) yield* lineRecords(file, ctx, at);
    else yield* jsonRecords(file, ctx, at);
  } catch (error) {
    if (!isDocumentError(error)) throw error;
    yield { position: 0, fail: error.code };
  }
}

/** One object a line: two lines begin like it, and the first is whole or the name says so. */
async function isLines(file: InputFile): Promise<boolean> {
  const head = peekText(await file.slice(0, 65_536)) ?? '';
  const [first, second] = head.split('\n').filter(line => line.trim() !== '');
  if (first === undefined || second === undefined || !first.startsWith('{') || !second.startsWith('{')) return false;
  return /\.(?:jsonl|ndjson)$/i.test(file.uri) || isFields(parsed(first));
}

async function* lineRecords(file: InputFile, ctx: SourceContext, at: readonly string[]): AsyncGenerator<JsonRecord> {
  for await (const line of lines(file.stream(), ctx.limits.record)) {
    const position = line.number;
    if ('fail' in line) yield { position, fail: line.fail };
    else if (line.text.trim() !== '') {
      const value = parsed(line.text);
      const lists = isFields(value) ? at.map(key => value[key]).filter(list => Array.isArray(list)) : [];
      if (value === undefined) yield { position, fail: 'E_RECORD' };
      else if (lists.length === 0) yield { position, value };
      else for (const inner of lists.flat()) yield { position, value: inner };
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The rows of a CSV file that is one of several in its unit; its failures as in `recordsOf`, at row 0. */
export async function* rowsOf(file: InputFile, ctx: SourceContext): AsyncGenerator<CsvRow> {
  if (file.bytes === 0) return yield { row: 0, fail: 'E_EMPTY' };
  try {
    yield* readRows(file, {}, ctx);
  } catch (error) {
    if (!isDocumentError(error)) throw error;
    yield { row: 0, fail: error.code };
  }
}
