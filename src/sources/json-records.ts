import type { DocumentErrorCode } from '../core/errors.ts';
import type { InputFile, SourceContext } from '../core/source.ts';
import { decodeStream } from './encoding.ts';
import { JsonScanner, type Scanned } from './json-scanner.ts';

/** A record with its position in the file, from 1; or why it could not be read. */
export type JsonRecord =
  | { readonly position: number; readonly value: unknown }
  | { readonly position: number; readonly fail: DocumentErrorCode };

/**
 * Streams the records of a JSON file: the elements of its array; of the arrays under the keys `at` of its object; the object
 * itself when it has none of them; or objects that follow each other (NDJSON). Memory is bounded by one record.
 *
 * A record that is not valid JSON is `E_RECORD`, one over `limits.record` characters `E_TOO_LARGE`; reading goes on. A file that
 * is cut off or is no JSON ends with `E_BROKEN`, after the records that were whole.
 */
export async function* jsonRecords(
  file: Pick<InputFile, 'stream'>,
  ctx: Pick<SourceContext, 'limits'>,
  at: readonly string[] = [],
): AsyncGenerator<JsonRecord> {
  const scanner = new JsonScanner(at, ctx.limits.record);
  let position = 0;
  for await (const text of decodeStream(file.stream())) {
    for (const found of scanner.push(text)) yield recordOf(found, ++position);
    if (scanner.isBroken) break;
  }
  for (const found of scanner.end()) yield recordOf(found, ++position);
  if (scanner.isBroken) yield { position: position + 1, fail: 'E_BROKEN' };
}

function recordOf(found: Scanned, position: number): JsonRecord {
  if ('tooLarge' in found) return { position, fail: 'E_TOO_LARGE' };
  const value = parseJson(found.text);
  return value === undefined ? { position, fail: 'E_RECORD' } : { position, value };
}

/** Levels within levels that a record may have: no data has so many, and whoever walks through a value can rely on it. */
const LEVELS = 500;

/** The value of a JSON text (RFC 8259); undefined when it is none, or is nested deeper than 500 levels. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return mayBeDeeper(text, LEVELS) && isDeeper(value, LEVELS) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** So many levels need so many brackets, which are counted fast. */
function mayBeDeeper(text: string, levels: number): boolean {
  let found = 0;
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at >= 0 && found <= levels; at = text.indexOf(bracket, at + 1)) found++;
  }
  return found > levels;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return levels === 0 || Object.values(value).some(inner => isDeeper(inner, levels - 1));
}
