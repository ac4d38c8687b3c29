import { z } from 'zod';
import type { Person } from '../../core/document.ts';
import type { Draft, InputFile, Peek, SourceContext, Unreadable } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { accountOfEmail } from '../account.ts';
import { peekText } from '../encoding.ts';
import { htmlToMarkdown } from '../html.ts';
import { isoTime } from '../time.ts';
import { conversationOptions, draftOf, type Message, unreadable, withOpening } from './conversation.ts';
import { headerOf } from './header.ts';
import { type Get, getter, kindOfTable } from './hubspot-columns.ts';
import { rowsOf } from './reading.ts';
import { folderOfUri, groupBy, present } from './record.ts';

const options = z.strictObject(conversationOptions);

/**
 * HubSpot's CSV exports: tickets, and the messages of conversations, which may be spread over their file. Those in one folder are
 * read together: a ticket is one thread with all its conversations. The table of messages is held in memory.
 */
export const hubspot = defineSource({
  name: 'hubspot',
  summary: 'HubSpot tickets and conversations (CSV)',
  options,
  adds: ['title', 'people', 'account', 'customer', 'thread', 'time'],
  detect: (peek: Peek) => (kindOfTable(headerOf(peekText(peek.head))) === undefined ? 0 : 0.9),
  units: files => groupBy(files, file => folderOfUri(file.uri)),
  async *read({ files }, given: z.infer<typeof options>, ctx) {
    const kinds = await Promise.all(files.map(tableIn));
    const conversations = new Conversations();
    for (const [i, file] of files.entries()) {
      if (kinds[i] === undefined) yield { fail: 'E_WRONG_FORMAT', file };
      if (kinds[i] === 'messages') yield* readMessages(file, conversations, ctx);
    }
    for (const [i, file] of files.entries()) {
      if (kinds[i] === 'tickets') yield* ticketsOf(file, conversations, given, ctx);
    }
    for (const said of conversations.withoutTicket()) yield conversationOf(said, given, ctx);
  },
});

async function tableIn(file: InputFile): Promise<'tickets' | 'messages' | undefined> {
  return kindOfTable(headerOf(peekText(await file.slice(0, 65_536))));
}

/** The messages of one conversation, in the order of the file. */
interface Conversation {
  readonly id: string;
  readonly file: InputFile;
  readonly position: number;
  readonly rows: Get[];
}

class Conversations {
  readonly #byId = new Map<string, Conversation>();
  readonly #byTicket = new Map<string, Set<Conversation>>();
  readonly #claimed = new Set<Conversation>();

  add(id: string, get: Get, file: InputFile, position: number): void {
    const conversation = this.#byId.get(id) ?? { id, file, position, rows: [] };
    this.#byId.set(id, conversation);
    conversation.rows.push(get);
    const ticket = get('ticket');
    if (ticket === undefined) return;
    this.#byTicket.set(ticket, (this.#byTicket.get(ticket) ?? new Set()).add(conversation));
  }

  ofTicket(id: string): readonly Conversation[] {
    const own = [...(this.#byTicket.get(id) ?? [])];
    for (const conversation of own) this.#claimed.add(conversation);
    return own;
  }

  withoutTicket(): readonly Conversation[] {
    return [...this.#byId.values()].filter(conversation => !this.#claimed.has(conversation));
  }
}

async function* readMessages(
  file: InputFile,
  conversations: Conversations,
  ctx: SourceContext,
): AsyncGenerator<Unreadable> {
  let rows = 0;
  for await (const row of rowsOf(file, ctx)) {
    rows++;
    const locator = `row ${row.row}`;
    const get = 'fail' in row ? undefined : getter(row.values);
    const id = get?.('conversation');
    if ('fail' in row) yield unreadable(row.fail, file, 'row', row.row);
    else if (id === undefined) yield { fail: 'E_MISSING_FIELD', file, locator };
    else conversations.add(id, get!, file, row.row);
  }
  if (rows === 0) yield { fail: 'E_NO_TEXT', file };
}

async function* ticketsOf(
  file: InputFile,
  conversations: Conversations,
  given: z.infer<typeof options>,
  ctx: SourceContext,
): AsyncGenerator<Draft | Unreadable> {
  let rows = 0;
  for await (const row of rowsOf(file, ctx)) {
    rows++;
    const locator = `row ${row.row}`;
    if ('fail' in row) {
      yield unreadable(row.fail, file, 'row', row.row);
      continue;
    }
    const get = getter(row.values);
    const id = get('ticket');
    if (id === undefined) yield { fail: 'E_MISSING_FIELD', file, locator };
    else {
      const person = contactOf(get('contact'), get('contactEmail'));
      const description = { side: 'customer', text: bodyOf(get('description')), person } as const;
      const opening: Message = { ...description, ...present({ time: isoTime(get('created')) }) };
      const said = conversations.ofTicket(id).flatMap(({ rows }) => rows.map(messageOf));
      yield draftOf(
        {
          source: 'hubspot',
          kind: 'ticket',
          id,
          position: row.row,
          file,
          messages: withOpening(opening, said),
          people: [person],
          customer: { email: person.email, id: contactIdOf(get) },
          ...present({ title: get('subject'), account: accountOf(get, person) }),
        },
        given,
        ctx,
      );
    }
  }
  if (rows === 0) yield { fail: 'E_NO_TEXT', file };
}

function conversationOf(
  { id, position, rows, file }: Conversation,
  given: z.infer<typeof options>,
  ctx: SourceContext,
): Draft | Unreadable {
  const messages = rows.map(messageOf);
  const customer = messages.find(({ side }) => side === 'customer')?.person;
  // Any row may name the company and the subject.
  const get: Get = column => rows.map(row => row(column)).find(value => value !== undefined);
  const about = {
    customer: { email: customer?.email, id: contactIdOf(get) },
    ...present({ title: get('subject'), account: accountOf(get, customer) }),
  };
  return draftOf({ source: 'hubspot', kind: 'conversation', id, position, file, messages, ...about }, given, ctx);
}

function messageOf(get: Get): Message {
  const type = `${get('senderType') ?? ''} ${get('direction') ?? ''}`.toLowerCase();
  const side = type === ' ' || /visitor|contact|customer|incoming/.test(type) ? 'customer' : 'agent';
  const isRule = /bot|system|workflow/.test(type);
  return {
    side,
    text: bodyOf(get('message')),
    mail: get('channel')?.toLowerCase() === 'email',
    internal: side === 'agent' && /comment|note/.test(`${type} ${get('messageType') ?? ''}`.toLowerCase()),
    automatic: isRule,
    ...(isRule ? {} : { person: { ...present({ name: get('senderName'), email: get('senderEmail') }), role: side } }),
    ...present({ time: isoTime(get('sentAt')) }),
  };
}

function accountOf(get: Get, person: Person | undefined): string | undefined {
  const company = get('company');
  return company === undefined ? accountOfEmail(person?.email) : `hubspot ${company}`;
}

/** Of several, the first. */
function contactIdOf(get: Get): string | undefined {
  return get('contactId')?.split(';', 1)[0];
}

/** `Ana Silva (ana@example.com)`: HubSpot puts the address behind the name, or in a column of its own. Of several, the first. */
function contactOf(contact: string | undefined, email: string | undefined): Person {
  const first = contact?.split(';', 1)[0]?.slice(0, 1000) ?? '';
  const [, name, address] = /^([^(<]{0,400})[(<]([^)>@]{1,200}@[^)>]{1,200})[)>]/.exec(first) ?? [
    undefined,
    first,
    undefined,
  ];
  return { ...present({ name: name?.trim(), email: email ?? address?.trim() }), role: 'customer' };
}

function bodyOf(text: string | undefined): string {
  return text !== undefined && /<(?:p|div|br|span|a)\b[^>]{0,500}>/i.test(text) ? htmlToMarkdown(text) : (text ?? '');
}
