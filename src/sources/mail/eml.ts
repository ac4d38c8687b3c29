import { isDocumentError } from '../../core/errors.ts';
import type { InputFile, SourceContext, Unreadable } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { conversations, type MailOptions, mailOptions } from './conversation.ts';
import { beginsLikeMail, isMail } from './detect.ts';
import { MAX_HEADER_BYTES, readHeaders } from './headers.ts';
import { readEnvelope } from './message.ts';
import type { Entry } from './thread.ts';

export const eml = defineSource({
  name: 'eml',
  summary: 'Mail messages, one to a file, put together into conversations',
  options: mailOptions,
  adds: ['title', 'people', 'thread', 'account', 'customer', 'time'],
  detect({ uri, head }) {
    if (beginsLikeMail(head)) return 0.9;
    return /\.eml$/i.test(uri) ? 0.3 : 0;
  },
  units: unitsOf,
  async *read(unit, options: MailOptions, ctx) {
    const entries: Entry[] = [];
    for (const file of unit.files) {
      const entry = await entryOf(file, ctx);
      if ('fail' in entry) yield entry;
      else entries.push(entry);
    }
    yield* conversations(entries, ({ file, start, end }) => file.slice(start, end), options, ctx);
  },
});

/** The messages of a folder, or of a whole archive, belong together. */
function unitsOf(files: readonly InputFile[]): InputFile[][] {
  const units = new Map<string, InputFile[]>();
  for (const file of files.toSorted((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0))) {
    const archive = file.uri.indexOf('!/');
    const home = archive >= 0 ? file.uri.slice(0, archive + 2) : file.uri.slice(0, file.uri.lastIndexOf('/') + 1);
    const unit = units.get(home);
    if (unit === undefined) units.set(home, [file]);
    else unit.push(file);
  }
  return [...units.values()];
}

async function entryOf(file: InputFile, { limits }: SourceContext): Promise<Entry | Unreadable> {
  if (file.bytes === 0) return { fail: 'E_EMPTY', file };
  try {
    const { headers, body } = readHeaders(await file.slice(0, Math.min(file.bytes, MAX_HEADER_BYTES)));
    if (!isMail(headers)) return { fail: 'E_WRONG_FORMAT', file };
    if (file.bytes > limits.record) return { fail: 'E_TOO_LARGE', file };
    return { file, start: 0, end: file.bytes, body, envelope: readEnvelope(headers) };
  } catch (error) {
    if (!isDocumentError(error)) throw error;
    return { fail: error.code, file };
  }
}
