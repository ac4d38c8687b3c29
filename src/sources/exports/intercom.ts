import { z } from 'zod';
import type { Person } from '../../core/document.ts';
import type { InputFile, Peek } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { accountOfEmail } from '../account.ts';
import { peekText } from '../encoding.ts';
import { htmlToMarkdown } from '../html.ts';
import type { Customer } from '../keys.ts';
import { isoTime } from '../time.ts';
import { conversationOptions, draftOf, type Message, type Thread, unreadable } from './conversation.ts';
import { recordsOf } from './reading.ts';
import { type Fields, fieldsOf, isFields, listOf, present, textOf } from './record.ts';

const options = z.strictObject(conversationOptions);

const CUSTOMERS = new Set(['user', 'lead', 'contact', 'visitor']);

/** Ways in which a first message reaches its reader without anybody writing it. */
const SENT_BY_RULE = new Set(['automated', 'campaigns_initiated', 'operator_initiated']);

/**
 * Intercom conversations, as its API and its data export give them. Parts without a body record assignments and states: they are
 * counted as `events`.
 */
export const intercom = defineSource({
  name: 'intercom',
  summary: 'Intercom conversations (JSON, NDJSON)',
  options,
  adds: ['title', 'people', 'account', 'customer', 'thread', 'time'],
  detect(peek: Peek) {
    const head = peekText(peek.head)?.trimStart();
    if (head === undefined || !/^[[{]/.test(head)) return 0;
    if (head.includes('"conversation_parts"') || /"type"\s{0,9}:\s{0,9}"conversation\.list"/.test(head)) return 0.9;
    return /"type"\s{0,9}:\s{0,9}"conversation"/.test(head) && head.includes('"source"') ? 0.9 : 0;
  },
  async *read({ files: [file] }, given: z.infer<typeof options>, ctx) {
    let found = 0;
    for await (const record of recordsOf(file!, ctx, ['conversations', 'data'])) {
      found++;
      const { position } = record;
      if ('fail' in record) yield unreadable(record.fail, file!, 'record', position);
      else if (!isFields(record.value) || textOf(record.value.id) === undefined) {
        yield unreadable('E_RECORD', file!, 'record', position);
      } else {
        const { thread, events } = threadOf(record.value, file!, position);
        if (events > 0) ctx.count('events', events);
        yield draftOf(thread, given, ctx);
      }
    }
    if (found === 0) yield { fail: 'E_NO_TEXT', file: file! };
  },
});

function threadOf(conversation: Fields, file: InputFile, position: number): { thread: Thread; events: number } {
  // `conversation_message` is what the API called `source` before its version 2.
  const source = fieldsOf(conversation.source ?? conversation.conversation_message);
  const inner = fieldsOf(conversation.conversation_parts).conversation_parts ?? conversation.conversation_parts;
  const parts = listOf(inner);
  const spoken = parts.filter(part => textOf(part.body)?.trim() || listOf(part.attachments).length > 0);
  const opening = textOf(source.body)?.trim() || listOf(source.attachments).length > 0;
  const messages = [
    ...(opening ? [messageOf({ created_at: conversation.created_at, ...source })] : []),
    ...spoken.map(messageOf),
  ];
  const listed = listOf(fieldsOf(conversation.contacts).contacts ?? conversation.contacts);
  const contacts = listed.map(contact => ({ ...personOf(contact), role: 'customer' }) as const);
  const authors = [...(opening ? [source] : []), ...spoken].map(({ author }) => fieldsOf(author));
  const customer = [...messages.flatMap(({ side, person }) => (side === 'customer' && person) || []), ...contacts][0];
  const company = textOf(fieldsOf(conversation.company).id) ?? textOf(conversation.company_id);
  const thread: Thread = {
    source: 'intercom',
    kind: 'conversation',
    id: textOf(conversation.id)!,
    position,
    file,
    messages,
    people: contacts,
    customer: customerOf([...authors.filter(author => sideOf(author) === 'customer'), ...listed]),
    ...present({
      title: textOf(conversation.title) || htmlToMarkdown(textOf(source.subject) ?? ''),
      account: company === undefined ? accountOfEmail(customer?.email) : `intercom ${company}`,
    }),
  };
  return { thread, events: parts.length - spoken.length };
}

function messageOf(part: Fields): Message {
  const author = fieldsOf(part.author);
  const side = sideOf(author);
  const sentByRule = side === 'agent' && SENT_BY_RULE.has(textOf(part.delivered_as) ?? '');
  return {
    side,
    text: htmlToMarkdown(textOf(part.body) ?? ''),
    mail: part.type === 'email',
    internal: (textOf(part.part_type) ?? '').startsWith('note'),
    automatic: author.type === 'bot' || sentByRule,
    attachments: listOf(part.attachments).length,
    // A bot's name is a word such as Operator, and nobody's.
    ...(author.type === 'bot' ? {} : { person: { ...personOf(author), role: side } }),
    ...present({ time: isoTime(part.created_at) }),
  };
}

function sideOf(author: Fields): 'customer' | 'agent' {
  return CUSTOMERS.has(textOf(author.type) ?? 'user') ? 'customer' : 'agent';
}

/** The first of them; an author and the contact of the same id are one, and either may bring the address. */
function customerOf(known: readonly Fields[]): Customer {
  const first = known[0] ?? {};
  const id = textOf(first.id);
  const same = known.filter(each => each === first || (id !== undefined && textOf(each.id) === id));
  return { email: same.map(({ email }) => textOf(email)).find(email => email?.includes('@')), id };
}

function personOf(fields: Fields): Person {
  return present({ name: textOf(fields.name), email: textOf(fields.email), phone: textOf(fields.phone) });
}
