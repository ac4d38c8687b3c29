import { z } from 'zod';
import { defineSource } from '../define.ts';
import { peekText } from './encoding.ts';
import { jsonRecords } from './json-records.ts';
import { documentFrom, recordOptions } from './mapping.ts';

const options = z.strictObject({
  ...recordOptions,
  records: z
    .array(z.string())
    .default(['data', 'records', 'items', 'results', 'rows', 'documents'])
    .describe('Keys of the outermost object whose lists hold the records.'),
});

/** A JSON array of records, or an object that holds one. Streams: the file is never held as a whole. */
export const json = defineSource({
  name: 'json',
  summary: 'JSON: one document for each record of its list',
  options,
  adds: ['title', 'time', 'people', 'account', 'thread'],
  positional: true,
  detect(peek) {
    const text = peekText(peek.head)?.trimStart();
    if (text === undefined) return 0;
    // Prose may begin with a bracket too: `[1] A footnote`, `[[a link]]`, `{name}`.
    const isJson = /^(?:\[\s*(?:\{\s*["}]|\]\s*$)|\{\s*["}])/.test(text);
    return isJson ? 0.5 : /\.json$/i.test(peek.uri) ? 0.3 : 0;
  },
  async *read({ files: [file] }, { records, ...given }: z.infer<typeof options>, ctx) {
    if (file!.bytes === 0) return yield { fail: 'E_EMPTY' };
    let found = 0;
    for await (const record of jsonRecords(file!, ctx, records)) {
      found++;
      const locator = `record ${record.position}`;
      if ('fail' in record) yield { fail: record.fail, locator };
      else if (record.value === null || typeof record.value !== 'object' || Array.isArray(record.value)) {
        yield { fail: 'E_RECORD', locator };
      } else yield documentFrom(record.value as Readonly<Record<string, unknown>>, given, locator, ctx.count);
    }
    if (found === 0) yield { fail: 'E_NO_TEXT' };
  },
});
