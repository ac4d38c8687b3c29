import { z } from 'zod';
import type { Part, Person } from '../../core/document.ts';
import type { DocumentErrorCode } from '../../core/errors.ts';
import type { Draft, InputFile, SourceContext, Unreadable } from '../../core/source.ts';
import { type Customer, customerKey } from '../keys.ts';
import { splitMail } from '../mail/quotes.ts';
import { splitSignature } from '../mail/signature.ts';
import { isAutomatic } from './automatic.ts';

/** One thing that somebody said, as an export tells it. */
export interface Message {
  /** ISO 8601 as `isoTime` writes it, so that texts compare as times; messages without a time keep their place. */
  readonly time?: string;
  readonly side: 'customer' | 'agent';
  readonly person?: Person;
  readonly text: string;
  /** Came or went as mail, so that it may repeat what was said before, and end in a signature. */
  readonly mail?: boolean;
  /** Written for colleagues only. */
  readonly internal?: boolean;
  /** Sent by a rule, a bot or a trigger. */
  readonly automatic?: boolean;
  readonly attachments?: number;
}

/** A ticket, case or chat with everything that was said in it. */
export interface Thread {
  /** Name of the source: with kind and id it makes a key that no other source has. */
  readonly source: string;
  /** `ticket`, `case`, `conversation`: with the id it makes the locator. */
  readonly kind: string;
  readonly id: string;
  /** Makes the locator when the id holds more than a plain id should. */
  readonly position: number;
  /** The locator, where the id is never to be shown. */
  readonly locator?: string;
  readonly title?: string;
  readonly account?: string;
  /** Whom it is with. Absent where a system has no customers; empty where it has, but does not say whom. */
  readonly customer?: Customer;
  readonly messages: readonly Message[];
  /** Those who are named beside the messages. */
  readonly people?: readonly Person[];
  readonly file: InputFile;
}

export const conversationOptions = {
  internalNotes: z
    .enum(['drop', 'keep'])
    .default('drop')
    .describe('Notes that agents wrote for each other: left out, or kept as turns of the agent.'),
  autoReplies: z
    .enum(['drop', 'keep'])
    .default('drop')
    .describe('Messages that a rule or bot sent, such as receipts and out-of-office notes: left out, or kept.'),
};

export interface ConversationOptions {
  readonly internalNotes: 'drop' | 'keep';
  readonly autoReplies: 'drop' | 'keep';
}

/** What a system gives as an id: one word with a digit in it, which a name or an address is not. */
const PLAIN_ID = /^(?=[A-Za-z._-]{0,63}\d)[\w.-]{1,64}$/;

/**
 * A thread as a draft: messages in order of time, the customer as user, the agent as assistant. `E_NO_TEXT` when nothing of it
 * is left. Counts `attachments`, `empty-messages`, `internal-notes`, `auto-replies`, `quoted-histories`, `signatures`.
 */
export function draftOf(thread: Thread, options: ConversationOptions, ctx: SourceContext): Draft | Unreadable {
  const { source, kind, id, position, file, title, account } = thread;
  const locator = thread.locator ?? (PLAIN_ID.test(id) ? `${kind} ${id}` : `${kind} no. ${position}`);
  const ordered = inOrder(thread.messages).map(message => ({ ...message, text: writtenOf(message, ctx) }));
  const kept = ordered.filter(message => isKept(message, options, ctx));
  if (kept.length === 0) return { fail: 'E_NO_TEXT', locator, file };
  const people = distinct([...(thread.people ?? []), ...thread.messages.flatMap(({ person }) => person ?? [])]);
  const customer = customerOf(thread, ordered);
  const first = ordered.find(({ time }) => time !== undefined)?.time;
  return {
    locator,
    file,
    parts: kept.map(({ side, text }, i): Part => {
      return { role: side === 'agent' ? 'assistant' : 'user', text, at: `message ${i + 1}` };
    }),
    labels: {
      ...(title?.trim() ? { title: title.trim() } : {}),
      ...(people.length > 0 ? { people } : {}),
      ...(account ? { account } : {}),
      ...(customer === undefined ? {} : { customer }),
      ...(first === undefined ? {} : { time: first }),
      thread: `${source} ${kind} ${id}`,
    },
  };
}

/** A record of an export that is not what it should be; position 0 is the whole file. */
export function unreadable(fail: DocumentErrorCode, file: InputFile, kind: string, position: number): Unreadable {
  return position === 0 ? { fail, file } : { fail, file, locator: `${kind} ${position}` };
}

/**
 * The messages of a thread with the text that its head holds, unless the first of them is that text: systems fill a
 * ticket's description from its first message.
 */
export function withOpening(opening: Message, said: readonly Message[]): readonly Message[] {
  if (opening.text.trim() === '') return said;
  const start = startOf(opening.text);
  const isTold = said.some(({ text, time, side, internal }) => {
    const begins = startOf(text);
    if (start === '' && text.trim() === opening.text.trim()) return true;
    if ((start !== '' && begins === start) || (start.length >= 20 && begins.startsWith(start))) return true;
    return time !== undefined && time === opening.time && side === opening.side && !internal;
  });
  return isTold ? said : [opening, ...said];
}

/**
 * What was written for this message: of a mail, without what it quotes and without signature and disclaimer. Agents sign what
 * they write elsewhere too, as their desk sends it on.
 */
function writtenOf(message: Message, ctx: SourceContext): string {
  const whole = message.text.trim();
  if (!message.mail && message.side === 'customer') return whole;
  const unquoted = { ...splitSignature(whole), forwarded: '', quoted: '' };
  const { reply, forwarded, quoted, signature, disclaimer } = message.mail ? splitMail(whole) : unquoted;
  const written = [reply, forwarded]
    .filter(text => text.trim() !== '')
    .join('\n\n')
    .trim();
  if (written === '') return whole;
  if (quoted !== '') ctx.count('quoted-histories');
  if (signature !== '' || disclaimer !== '') ctx.count('signatures');
  return written;
}

function isKept(message: Message, options: ConversationOptions, ctx: SourceContext): boolean {
  if (message.attachments) ctx.count('attachments', message.attachments);
  if (message.text === '') {
    ctx.count('empty-messages');
    return false;
  }
  if (message.internal) {
    ctx.count('internal-notes');
    if (options.internalNotes === 'drop') return false;
  }
  if (message.automatic || isAutomatic(message)) {
    ctx.count('auto-replies');
    if (options.autoReplies === 'drop') return false;
  }
  return true;
}

/** Whom the system names, else the first who wrote as a customer under an address. */
function customerOf({ source, customer }: Thread, ordered: readonly Message[]): string | undefined {
  if (customer === undefined) return undefined;
  const writer = ordered.find(({ side, person }) => side === 'customer' && person?.email?.includes('@'))?.person;
  return customerKey(source, customer) ?? customerKey(source, { email: writer?.email });
}

/** By time; those without one stay behind the message before them. */
function inOrder(messages: readonly Message[]): readonly Message[] {
  let last = '';
  const keyed = messages.map((message, i) => {
    last = message.time ?? last;
    return { message, time: last, i };
  });
  keyed.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.i - b.i));
  return keyed.map(({ message }) => message);
}

/** One entry for a person: what is known of the same address is put together, what came first stays. */
function distinct(people: readonly Person[]): Person[] {
  const seen = new Map<string, Person>();
  for (const person of people) {
    if (!person.name && !person.email && !person.phone) continue;
    const key = person.email?.toLowerCase() ?? `${person.name ?? ''}\n${person.phone ?? ''}`;
    seen.set(key, { ...person, ...seen.get(key) });
  }
  return [...seen.values()];
}

/** The first letters and digits of a text: enough to tell that two texts say the same, whatever their mark-up. */
function startOf(text: string): string {
  return text
    .slice(0, 400)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 80);
}
