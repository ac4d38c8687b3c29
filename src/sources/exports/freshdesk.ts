import { z } from 'zod';
import type { Person } from '../../core/document.ts';
import type { InputFile, Peek } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { accountOfEmail } from '../account.ts';
import { peekText } from '../encoding.ts';
import { htmlToMarkdown } from '../html.ts';
import { isoTime } from '../time.ts';
import { conversationOptions, draftOf, type Message, type Thread, unreadable, withOpening } from './conversation.ts';
import { recordsOf } from './reading.ts';
import { type Fields, fieldsOf, isFields, listOf, present, textOf } from './record.ts';

const options = z.strictObject(conversationOptions);

/** Numbers that the API gives for what came or went as mail: a ticket's `source` 1, and of its conversations 0 and 8. */
const MAIL_TICKET = 1;
const MAIL_REPLIES: readonly unknown[] = [0, 8];

/** Freshdesk tickets with their conversations, as its API and its JSON export give them. Spam and deleted tickets are counted. */
export const freshdesk = defineSource({
  name: 'freshdesk',
  summary: 'Freshdesk tickets with their conversations (JSON, NDJSON)',
  options,
  adds: ['title', 'people', 'account', 'customer', 'thread', 'time'],
  detect(peek: Peek) {
    const head = peekText(peek.head)?.trimStart();
    if (head === undefined || !/^[[{]/.test(head)) return 0;
    const has = (key: string) => head.includes(`"${key}"`);
    if (has('helpdesk_ticket')) return 0.95;
    return has('requester_id') && (has('description_text') || (has('conversations') && has('body_text'))) ? 0.95 : 0;
  },
  async *read({ files: [file] }, given: z.infer<typeof options>, ctx) {
    let found = 0;
    for await (const record of recordsOf(file!, ctx, ['tickets', 'helpdesk_tickets'])) {
      found++;
      const { position } = record;
      if ('fail' in record) {
        yield unreadable(record.fail, file!, 'record', position);
        continue;
      }
      const ticket = isFields(record.value) ? fieldsOf(record.value.helpdesk_ticket ?? record.value) : {};
      const id = textOf(ticket.id) ?? textOf(ticket.display_id);
      if (id === undefined) yield unreadable('E_RECORD', file!, 'record', position);
      else if (ticket.spam === true) ctx.count('spam-tickets');
      else if (ticket.deleted === true) ctx.count('deleted-tickets');
      else yield draftOf(threadOf(ticket, id, file!, position), given, ctx);
    }
    if (found === 0) yield { fail: 'E_NO_TEXT', file: file! };
  },
});

function threadOf(ticket: Fields, id: string, file: InputFile, position: number): Thread {
  const requester: Person = { ...personOf(ticket.requester), role: 'customer' };
  const requesterId = textOf(ticket.requester_id) ?? textOf(fieldsOf(ticket.requester).id);
  const opening: Message = {
    side: 'customer',
    text: bodyOf(ticket.description_text, ticket.description_html, ticket.description),
    mail: ticket.source === MAIL_TICKET,
    attachments: listOf(ticket.attachments).length,
    person: requester,
    ...present({ time: isoTime(ticket.created_at) }),
  };
  const replies = listOf(ticket.conversations ?? ticket.notes).map(reply => {
    return replyOf(fieldsOf(reply.note ?? reply), requester, requesterId);
  });
  const company = textOf(ticket.company_id) ?? textOf(fieldsOf(ticket.company).id);
  const account = company === undefined ? accountOfEmail(requester.email) : `freshdesk ${company}`;
  return {
    source: 'freshdesk',
    kind: 'ticket',
    id,
    position,
    file,
    messages: withOpening(opening, replies),
    people: [requester],
    customer: { email: requester.email, id: requesterId },
    ...present({ title: textOf(ticket.subject), account }),
  };
}

function replyOf(reply: Fields, requester: Person, requesterId: string | undefined): Message {
  const user = textOf(reply.user_id);
  const isRequester = user !== undefined && user === requesterId;
  const side = reply.incoming === true || isRequester ? 'customer' : 'agent';
  const author = { ...personOf(reply.user), role: side } as const;
  return {
    side,
    text: bodyOf(reply.body_text ?? reply.body_plain, reply.body_html, reply.body),
    mail: MAIL_REPLIES.includes(reply.source) || reply.from_email !== undefined,
    internal: reply.private === true,
    automatic: reply.auto_response === true || textOf(reply.automation_id) !== undefined,
    attachments: listOf(reply.attachments).length,
    person: isRequester ? requester : author,
    ...present({ time: isoTime(reply.created_at) }),
  };
}

/** The API gives HTML and beside it plain text; the account export gives plain text and beside it HTML. */
function bodyOf(plain: unknown, html: unknown, either: unknown): string {
  const text = textOf(plain);
  if (text?.trim()) return text;
  const body = textOf(either) ?? '';
  if (textOf(html)) return body.trim() ? body : htmlToMarkdown(textOf(html)!);
  return htmlToMarkdown(body);
}

function personOf(value: unknown): Person {
  const { name, email, phone, mobile } = fieldsOf(value);
  return present({ name: textOf(name), email: textOf(email), phone: textOf(phone) ?? textOf(mobile) });
}
