import type { Person } from '../../core/document.ts';
import type { InputFile } from '../../core/source.ts';
import { accountOfEmail } from '../account.ts';
import { htmlToMarkdown } from '../html.ts';
import { isoTime } from '../time.ts';
import { type Message, type Thread, withOpening } from './conversation.ts';
import { type Fields, fieldsOf, listOf, present, textOf } from './record.ts';

export interface User {
  readonly person: Person;
  /** Id of the organisation. */
  readonly account: string | undefined;
}

/** What the export says beside its tickets. */
export interface Around {
  readonly users: ReadonlyMap<string, User>;
  /** By ticket. */
  readonly comments: ReadonlyMap<string, readonly Fields[]>;
  /** Tickets that have been read. */
  readonly claimed: Set<string>;
}

/** The author that Zendesk gives to what nobody wrote. */
const SYSTEM = '-1';

export function threadOf(ticket: Fields, file: InputFile, position: number, around: Around): Thread {
  const id = textOf(ticket.id)!;
  const requesterId = textOf(ticket.requester_id) ?? textOf(fieldsOf(ticket.requester).id);
  const known = around.users.get(requesterId ?? '');
  const requester: Person = { ...personOf(ticket.requester), ...known?.person, role: 'customer' };
  const said = commentsOf(ticket, id, around).map(comment => messageOf(comment, requesterId, requester, around.users));
  const opening: Message = {
    side: 'customer',
    text: textOf(ticket.description) ?? '',
    mail: isMail(ticket.via),
    internal: ticket.is_public === false && said.length === 0,
    person: requester,
    ...present({ time: isoTime(ticket.created_at) }),
  };
  const organization = textOf(ticket.organization_id) ?? known?.account;
  const account = organization === undefined ? accountOfEmail(requester.email) : `zendesk ${organization}`;
  return {
    source: 'zendesk',
    kind: 'ticket',
    id,
    position,
    file,
    messages: withOpening(opening, said),
    people: [requester],
    customer: { email: requester.email, id: requesterId },
    ...present({ title: textOf(ticket.subject) || textOf(ticket.raw_subject), account }),
  };
}

/** Those in the ticket, and those elsewhere that are not among them. */
function commentsOf(ticket: Fields, id: string, { comments }: Around): readonly Fields[] {
  const own = listOf(ticket.comments);
  const ids = new Set(own.map(comment => textOf(comment.id)));
  return [...own, ...(comments.get(id) ?? []).filter(comment => !ids.has(textOf(comment.id) ?? ''))];
}

function messageOf(
  comment: Fields,
  requesterId: string | undefined,
  requester: Person,
  users: ReadonlyMap<string, User>,
): Message {
  const author = textOf(comment.author_id) ?? textOf(fieldsOf(comment.author).id);
  const user = users.get(author ?? '')?.person;
  const isRequester = author === requesterId;
  // An author whom nobody lists has been deleted: the requester is the customer, everybody else answered.
  const side = isRequester ? 'customer' : (user?.role ?? 'agent');
  const { channel, source } = fieldsOf(comment.via);
  const isRule = channel === 'rule' || channel === 'system' || author === SYSTEM;
  return {
    side,
    text: bodyOf(comment),
    mail: isMail(comment.via),
    internal: comment.public === false,
    automatic: isRule || fieldsOf(source).rel === 'merge',
    attachments: listOf(comment.attachments).length,
    person: isRequester ? requester : { ...personOf(comment.author), ...user, role: side },
    ...present({ time: isoTime(comment.created_at) }),
  };
}

/** `body` is what was typed, `plain_body` the same with its lines run together, `html_body` how it is shown. */
function bodyOf(comment: Fields): string {
  const body = textOf(comment.body);
  if (body?.trim()) return body;
  const html = textOf(comment.html_body);
  return html?.trim() ? htmlToMarkdown(html) : (textOf(comment.plain_body) ?? '');
}

function isMail(via: unknown): boolean {
  return fieldsOf(via).channel === 'email';
}

function personOf(value: unknown): Person {
  const { name, email, phone } = fieldsOf(value);
  return present({ name: textOf(name), email: textOf(email), phone: textOf(phone) });
}
