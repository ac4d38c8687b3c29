import { z } from 'zod';
import type { Labels, Part } from '../../core/document.ts';
import { type DocumentErrorCode, isDocumentError } from '../../core/errors.ts';
import { sha256 } from '../../core/hash.ts';
import type { Draft, SourceContext, Unreadable } from '../../core/source.ts';
import { accountOfEmail } from '../account.ts';
import { renderMarkdown } from '../html/markdown.ts';
import { customerKey } from '../keys.ts';
import { splitHtml } from './html-quotes.ts';
import { readMessage } from './message.ts';
import type { Body } from './mime.ts';
import { type MailText, splitMail } from './quotes.ts';
import { customerOf, type IsAgent, peopleOf, sidesOf } from './sides.ts';
import { splitSignature } from './signature.ts';
import { readSubject } from './subject.ts';
import { type Entry, idOf, type Thread, threadsOf } from './thread.ts';

/** Options of `eml` and `mbox`. */
export const mailOptions = z.strictObject({
  agents: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Addresses and domains of your own people, who become the assistant. Without any, the domain that most threads are ' +
        'first sent to; where none stands out, everybody but the sender of the first message.',
    ),
  bulk: z
    .enum(['drop', 'keep'])
    .default('drop')
    .describe('Newsletters and mailing lists: left out and counted, or kept like letters.'),
  quotes: z
    .enum(['drop', 'keep'])
    .default('drop')
    .describe(
      'Earlier messages quoted in a reply: left out and counted, or kept below it. Forwarded text is always kept.',
    ),
  signatures: z
    .enum(['drop', 'keep'])
    .default('drop')
    .describe('Signatures and legal notices: left out and counted, or kept at the end of the message.'),
});

export type MailOptions = z.infer<typeof mailOptions>;

/** Reads the bytes of a message of which the headers are known. */
export type ReadEntry = (entry: Entry) => Promise<Uint8Array>;

/**
 * Conversations made of messages: one draft for each thread, one part for each message. Holds the headers of all messages and
 * the texts of one thread. Automatic messages are left out and counted; a message that cannot be read fails alone.
 */
export async function* conversations(
  entries: readonly Entry[],
  read: ReadEntry,
  options: MailOptions,
  ctx: SourceContext,
): AsyncIterable<Draft | Unreadable> {
  const letters: Entry[] = [];
  for await (const item of distinct(
    entries.filter(entry => isKept(entry, options, ctx)),
    read,
    ctx,
  )) {
    if ('fail' in item) yield item;
    else letters.push(item);
  }
  const threads = threadsOf(letters);
  const isAgent = sidesOf(threads, options.agents);
  for (const thread of threads) yield* draftOf(thread, isAgent, read, options, ctx);
}

function isKept({ envelope }: Entry, options: MailOptions, ctx: SourceContext): boolean {
  if (envelope.kind === 'letter') return true;
  ctx.count({ bulk: 'bulk-messages', bounce: 'bounces', 'auto-reply': 'auto-replies' }[envelope.kind]);
  return envelope.kind === 'bulk' && options.bulk === 'keep';
}

/** Messages with an id of their own. A copy with the same body is counted; a different body under the same id fails. */
async function* distinct(
  entries: readonly Entry[],
  read: ReadEntry,
  ctx: SourceContext,
): AsyncIterable<Entry | Unreadable> {
  const firsts = new Map<string, Entry>();
  for (const entry of entries) {
    const first = firsts.get(idOf(entry));
    if (first === undefined) {
      firsts.set(idOf(entry), entry);
      yield entry;
      continue;
    }
    const failed = await failureOf(entry, async () => {
      if ((await bodyHash(first, read)) === (await bodyHash(entry, read))) ctx.count('repeated-messages');
      else return 'E_DUPLICATE_ID';
    });
    if (failed !== undefined) yield failed;
  }
}

async function bodyHash(entry: Entry, read: ReadEntry): Promise<string> {
  return sha256(
    Buffer.from((await read(entry)).subarray(entry.body))
      .toString('latin1')
      .trim(),
  );
}

/** Runs `attempt`; the code that it returns, or the document error that it throws, as the failure of the message. */
async function failureOf(
  { file, locator }: Entry,
  attempt: () => Promise<DocumentErrorCode | undefined>,
): Promise<Unreadable | undefined> {
  let fail: DocumentErrorCode | undefined;
  try {
    fail = await attempt();
  } catch (error) {
    if (!isDocumentError(error)) throw error;
    fail = error.code;
  }
  return fail === undefined ? undefined : { fail, file, ...(locator === undefined ? {} : { locator }) };
}

async function* draftOf(
  thread: Thread,
  isAgent: IsAgent,
  read: ReadEntry,
  options: MailOptions,
  ctx: SourceContext,
): AsyncIterable<Draft | Unreadable> {
  const parts: Part[] = [];
  const spoken: Entry[] = [];
  for (const entry of thread.entries) {
    const failed = await failureOf(entry, async () => {
      const text = textOf(await read(entry), entry, options, ctx);
      if (text === '') return 'E_NO_TEXT';
      const sender = entry.envelope.from[0] ?? {};
      const role = isAgent(sender, thread) ? 'assistant' : 'user';
      parts.push({ role, text, at: `message ${parts.length + 1}` });
      spoken.push(entry);
    });
    if (failed !== undefined) yield failed;
  }
  const first = spoken[0];
  if (first === undefined) return;
  yield {
    locator: `thread ${thread.key.slice(0, 12)}`,
    file: first.file,
    parts,
    labels: labelsOf(thread, first, isAgent),
  };
}

function labelsOf(thread: Thread, first: Entry, isAgent: IsAgent): Labels {
  const { title } = readSubject(first.envelope.subject);
  const time = first.envelope.date;
  const email = customerOf(thread, isAgent);
  const account = accountOfEmail(email);
  const customer = customerKey('mail', { email });
  return {
    ...(title === '' ? {} : { title }),
    people: peopleOf(thread, isAgent),
    thread: thread.key,
    ...(account === undefined ? {} : { account }),
    ...(customer === undefined ? {} : { customer }),
    ...(time === undefined ? {} : { time }),
  };
}

/** What the sender of a message wrote and passed on; with the rest of it where the options say so. */
function textOf(bytes: Uint8Array, { envelope }: Entry, options: MailOptions, ctx: SourceContext): string {
  const { bodies, attachments } = readMessage(bytes);
  if (attachments.length > 0) ctx.count('attachments', attachments.length);
  const { forward } = readSubject(envelope.subject);
  const pieces = bodies.map(body => splitBody(body, forward));
  const all = (kind: keyof MailText) => pieces.map(piece => piece[kind]).filter(text => text !== '');
  const texts = [...all('reply'), ...all('forwarded')];
  if (options.signatures === 'keep') texts.push(...all('signature'), ...all('disclaimer'));
  else countRemoved(all, ['signature', 'disclaimer'], ctx);
  if (options.quotes === 'keep') texts.push(...all('quoted'));
  else countRemoved(all, ['quoted'], ctx);
  return texts.join('\n\n').replaceAll('\0', '').trim();
}

const REMOVED = {
  signature: 'signatures-removed',
  disclaimer: 'disclaimers-removed',
  quoted: 'quotes-removed',
} as const;

function countRemoved(
  all: (kind: keyof MailText) => string[],
  kinds: readonly (keyof typeof REMOVED)[],
  ctx: SourceContext,
): void {
  for (const kind of kinds) if (all(kind).length > 0) ctx.count(REMOVED[kind], all(kind).length);
}

/** The plain rendition where there is one, else the HTML one as Markdown. */
function splitBody({ plain = '', html = '' }: Body, forward: boolean): MailText {
  if (plain.trim() !== '' || html.trim() === '') return splitMail(plain, { forward });
  const { reply, quoted, forwarded } = splitHtml(html, { forward });
  return {
    ...splitSignature(renderMarkdown(reply)),
    quoted: renderMarkdown(quoted),
    forwarded: renderMarkdown(forwarded),
  };
}
