import { z } from 'zod';
import type { InputFile, Peek } from '../core/source.ts';
import { defineSource } from '../define.ts';
import { peekText } from './encoding.ts';
import { parseJson } from './json-records.ts';
import { isWide, lines } from './lines.ts';
import { documentFrom, recordOptions } from './mapping.ts';

const options = z.strictObject(recordOptions);

/** One JSON object a line. Large files are read in ranges, side by side. */
export const jsonl = defineSource({
  name: 'jsonl',
  summary: 'JSON lines: one document a line, also any existing training set',
  options,
  adds: ['title', 'time', 'people', 'account', 'thread'],
  splittable: 'lines',
  positional: true,
  detect,
  async *read({ files: [file], start, line: first }, given: z.infer<typeof options>, ctx) {
    if (file!.bytes === 0) return yield { fail: 'E_EMPTY' };
    const wide = isWide(await file!.slice(0, 2));
    // A line feed is two bytes in UTF-16, so a range may begin within it: the first range reads all of such a file.
    if (wide && start > 0) return;
    const chunks = wide ? piecesOf(file!) : file!.stream();
    for await (const line of lines(chunks, ctx.limits.record, first)) {
      const locator = `line ${line.number}`;
      if ('fail' in line) yield { fail: line.fail, locator };
      else if (line.text.trim() === '') ctx.count('blank-lines');
      else {
        const record = objectOf(line.text);
        yield record === undefined ? { fail: 'E_RECORD', locator } : documentFrom(record, given, locator, ctx.count);
      }
    }
  },
});

const PIECE = 1 << 18;

/** The whole file, whatever range of it the unit is. */
async function* piecesOf(file: InputFile): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.bytes; at += PIECE) yield await file.slice(at, Math.min(at + PIECE, file.bytes));
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function detect(peek: Peek): number {
  const named = /\.(?:jsonl|ndjson)$/i.test(peek.uri);
  const text = peekText(peek.head);
  if (text === undefined) return 0;
  const isCut = peek.head.length < peek.bytes;
  const whole = text.split('\n').slice(0, isCut ? -1 : undefined);
  const first = whole.filter(line => line.trim() !== '').slice(0, 3);
  if (first.length === 0) return named ? (text.trimStart().startsWith('{') ? 0.6 : 0.3) : 0;
  const objects = first.filter(line => objectOf(line) !== undefined).length;
  // One bad line does not make it another format; one good line is JSON as well.
  if (named) return objects > 0 ? 0.7 : 0.3;
  return objects < first.length ? 0 : objects > 1 ? 0.6 : 0.2;
}
