import { CorpusmithError } from '../../core/errors.ts';
import type { Assets } from '../../define.ts';

/** One row of a benchmark. */
export interface Item {
  /** Path of the file, as it lies under the pipeline's root. */
  readonly benchmark: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/**
 * Where benchmarks keep what they ask, by the names that are in use. Not what they expect as an answer: answers are short
 * or common, and a question that leaks without its answer has leaked.
 */
export const ASKED: readonly string[] = [
  'question',
  'problem',
  'prompt',
  'instruction',
  'input',
  'query',
  'text',
  'turns',
  'messages',
  'conversations',
];

/** Whose turns count where a conversation says who speaks. */
const ASKING = ['user', 'human'];

/** The rows of all files, by path and line. Throws `E_ASSET` with file and line for what is no row with such fields. */
export function* readItems(files: Assets, fields: readonly string[]): Iterable<Item> {
  for (const benchmark of [...files.keys()].sort()) {
    let items = 0;
    for (const [i, line] of decode(files.get(benchmark)!, benchmark).split('\n').entries()) {
      if (line.trim() === '') continue;
      const place = `${benchmark}:${i + 1}`;
      yield { benchmark, line: i + 1, text: textOf(parse(line, place), fields, place) };
      items++;
    }
    if (items === 0) throw new CorpusmithError('E_ASSET', { place: benchmark, detail: 'there is no row in it' });
  }
}

function decode(bytes: Uint8Array, place: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CorpusmithError('E_ASSET', { place, detail: 'it is not UTF-8' });
  }
}

function parse(line: string, place: string): Readonly<Record<string, unknown>> {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    throw new CorpusmithError('E_ASSET', { place, detail: 'the line is not JSON' });
  }
  if (isObject(row)) return row;
  throw new CorpusmithError('E_ASSET', { place, detail: 'the line is not a JSON object' });
}

function textOf(row: Readonly<Record<string, unknown>>, fields: readonly string[], place: string): string {
  const values = fields.flatMap(field => valuesAt(row, field.split('.')));
  if (values.length > 0) return values.flatMap(textsIn).join('\n');
  throw new CorpusmithError('E_ASSET', { place, detail: `the row has none of the fields ${fields.join(', ')}` });
}

/** What stands at a path; of a list on the way, what stands there in each of its elements. */
function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap(element => valuesAt(element, path));
  return isObject(value) && Object.hasOwn(value, first) ? valuesAt(value[first], rest) : [];
}

/** Texts and numbers, those of lists, and the content of turns of whoever asks. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  const speaker = value.role ?? value.from;
  if (typeof speaker === 'string' && !ASKING.includes(speaker)) return [];
  return textsIn(value.content ?? value.value ?? value.text);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
