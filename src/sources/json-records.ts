import type { DocumentErrorCode } from '../core/errors.ts';
import type { InputFile, SourceContext } from '../core/source.ts';
import { decodeStream } from './encoding.ts';
import { JsonBroken, JsonScanner, type Scanned } from './json-scanner.ts';

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
  try {
    for await (const text of decodeStream(file.stream())) {
      for (const found of scanner.push(text)) yield recordOf(found, ++position);
    }
    for (const found of scanner.end()) yield recordOf(found, ++position);
  } catch (error) {
    if (!(error instanceof JsonBroken)) throw error;
    yield { position: position + 1, fail: 'E_BROKEN' };
  }
}

function recordOf(found: Scanned, position: number): JsonRecord {
  if ('tooLarge' in found) return { position, fail: 'E_TOO_LARGE' };
  try {
    return { position, value: JSON.parse(found.text) };
  } catch {
    return { position, fail: 'E_RECORD' };
  }
}
