import { CorpusmithError } from '../../core/errors.ts';
import type { InputFile } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { conversations, type MailOptions, mailOptions } from './conversation.ts';
import { beginsLikeMail, isMail, SEPARATOR } from './detect.ts';
import { latin1, readHeaders } from './headers.ts';
import { scanMbox } from './mbox-scan.ts';
import { readEnvelope } from './message.ts';
import type { Entry } from './thread.ts';

export const mbox = defineSource({
  name: 'mbox',
  summary: 'Mailboxes of many messages (mbox), put together into conversations',
  options: mailOptions,
  adds: ['title', 'people', 'thread', 'account', 'customer', 'time'],
  detect({ uri, head }) {
    const line = latin1(head.subarray(0, 1000)).split(/\r?\n/, 1)[0]!;
    if (SEPARATOR.test(line) && beginsLikeMail(head.subarray(line.length).subarray(lineBreak(head, line.length))))
      return 0.95;
    return /\.(mbox|mbx)$/i.test(uri) ? 0.3 : 0;
  },
  async *read(unit, options: MailOptions, ctx) {
    const file = unit.files[0]!;
    if (file.bytes === 0) throw new CorpusmithError('E_EMPTY');
    const entries: Entry[] = [];
    let position = 0;
    for await (const { start, end, head } of scanMbox(file.stream())) {
      const locator = `message ${++position}`;
      const { headers, body } = readHeaders(head);
      if (!isMail(headers)) yield { fail: 'E_WRONG_FORMAT', locator, file };
      else if (end - start > ctx.limits.record) yield { fail: 'E_TOO_LARGE', locator, file };
      else entries.push({ file, start, end, body, locator, envelope: readEnvelope(headers) });
    }
    yield* conversations(entries, readUnescaped, options, ctx);
  },
});

function lineBreak(head: Uint8Array, at: number): number {
  return head[at] === 0x0d ? 2 : 1;
}

/** A message with the `>` taken off that every `From ` line got when it was put into the mailbox (mboxo, mboxrd). */
async function readUnescaped({
  file,
  start,
  end,
}: {
  file: InputFile;
  start: number;
  end: number;
}): Promise<Uint8Array> {
  const bytes = Buffer.from(await file.slice(start, end));
  if (!bytes.includes('\n>')) return bytes;
  return Buffer.from(bytes.toString('latin1').replace(/^>(>{0,100}From )/gm, '$1'), 'latin1');
}
