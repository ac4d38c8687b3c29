import { z } from 'zod';
import { defineSource } from '../define.ts';
import { peekText } from './encoding.ts';
import { lines } from './lines.ts';
import { documentFrom, mappingOptions } from './mapping.ts';

const options = z.strictObject(mappingOptions);

/** One JSON object a line. Large files are read in ranges, side by side. */
export const jsonl = defineSource({
  name: 'jsonl',
  summary: 'JSON lines: one document a line, also any existing training set',
  options,
  adds: ['title', 'time', 'people', 'account', 'thread'],
  splittable: 'lines',
  positional: true,
  detect(peek) {
    const extension = /\.(?:jsonl|ndjson)$/i.test(peek.uri);
    const text = peekText(peek.head);
    if (text === undefined) return 0;
    const whole = text.split('\n').slice(0, text.length < peek.bytes ? -1 : undefined);
    const objects = whole.filter(line => line.trim() !== '').slice(0, 3);
    if (objects.length === 0) return text.startsWith('{') && extension ? 0.3 : 0;
    return objects.every(isObject) ? (extension ? 0.7 : objects.length > 1 ? 0.6 : 0.2) : extension ? 0.3 : 0;
  },
  async *read({ files: [file], line: first }, given: z.infer<typeof options>, ctx) {
    if (file!.bytes === 0) return yield { fail: 'E_EMPTY' };
    for await (const line of lines(file!.stream(), ctx.limits.record, first)) {
      const locator = `line ${line.number}`;
      if ('fail' in line) yield { fail: line.fail, locator };
      else if (line.text.trim() === '') ctx.count('blank-lines');
      else {
        const record = parse(line.text);
        yield record === undefined ? { fail: 'E_RECORD', locator } : documentFrom(record, given, locator);
      }
    }
  },
});

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isObject(text: string): boolean {
  return parse(text) !== undefined;
}
