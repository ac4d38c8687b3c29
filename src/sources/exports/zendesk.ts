import { z } from 'zod';
import type { InputFile, Peek, SourceContext } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { peekText } from '../encoding.ts';
import { conversationOptions, draftOf, unreadable } from './conversation.ts';
import { recordsOf } from './reading.ts';
import { type Fields, fieldsOf, folderOfUri, groupBy, isFields, present, textOf } from './record.ts';
import { type Around, threadOf, type User } from './zendesk-ticket.ts';

const options = z.strictObject(conversationOptions);

/** Keys of an export's object under which its records lie. */
const ARRAYS = ['tickets', 'users', 'organizations'] as const;

/** How an object begins that lists tickets and what belongs to them, in whatever order. */
const BEGINNING =
  /^\{\s{0,99}"(?:tickets|users|organizations|comments|groups|count|next_page|previous_page|meta|links|(?:end|after|before)_\w{1,20})"/;

/**
 * Zendesk Support: tickets with their comments, as its API and its JSON and NDJSON exports give them. Users and comments may lie
 * in the ticket, beside the tickets, or in files of their own in the same folder; both are held in memory. Tickets that
 * were deleted, spam among them, are counted as `deleted-tickets`; merged ones are read and counted as `merged-tickets`.
 */
export const zendesk = defineSource({
  name: 'zendesk',
  summary: 'Zendesk tickets with their comments (JSON, NDJSON)',
  options,
  adds: ['title', 'people', 'account', 'customer', 'thread', 'time'],
  detect,
  units: files => groupBy(files, file => folderOfUri(file.uri)),
  async *read({ files }, given: z.infer<typeof options>, ctx) {
    const around = await readAround(files, ctx);
    let found = 0;
    for (const file of files) {
      for await (const record of recordsOf(file, ctx, await arraysIn(file))) {
        const { position } = record;
        const value = 'fail' in record ? undefined : unwrapped(record.value);
        if (isSideRecord(value)) continue;
        found++;
        if ('fail' in record) yield unreadable(record.fail, file, 'record', position);
        else if (!isTicket(value)) yield unreadable('E_RECORD', file, 'record', position);
        else {
          around.claimed.add(textOf(value.id)!);
          if (isMerged(value)) ctx.count('merged-tickets');
          if (value.status === 'deleted') ctx.count('deleted-tickets');
          else yield draftOf(threadOf(value, file, position, around), given, ctx);
        }
      }
    }
    if (found === 0) for (const file of files) yield { fail: 'E_WRONG_FORMAT', file };
    const strays = [...around.comments].filter(([ticket]) => !around.claimed.has(ticket)).flatMap(([, list]) => list);
    if (strays.length > 0) ctx.count('comments-without-ticket', strays.length);
  },
});

function detect(peek: Peek): number {
  const head = peekText(peek.head)?.trimStart();
  if (head === undefined || !/^[[{]/.test(head)) return 0;
  const has = (key: string) => head.includes(`"${key}"`);
  if (has('requester_id') && (has('comments') || has('assignee_id') || has('via'))) return 0.9;
  if (has('ticket_id') && has('author_id') && (has('public') || has('html_body'))) return 0.9;
  const isUsers =
    /"role"\s{0,9}:\s{0,9}"(?:end-user|agent|admin)"/.test(head) && has('organization_id') && has('email');
  const isCompanies = has('domain_names') && (has('organizations') || has('shared_tickets') || has('group_id'));
  return isUsers || isCompanies ? 0.9 : 0;
}

/** A ticket as a single answer of the API wraps it, with its comments beside it. */
function unwrapped(value: unknown): unknown {
  return isFields(value) && isFields(value.ticket) ? { comments: value.comments, ...value.ticket } : value;
}

function isTicket(value: unknown): value is Fields {
  return isFields(value) && textOf(value.id) !== undefined && ('requester_id' in value || 'comments' in value);
}

function isMerged({ tags }: Fields): boolean {
  return Array.isArray(tags) && tags.includes('closed_by_merge');
}

/** Records that tell of tickets without being one: a comment, a user, an organisation, an answer without any. */
function isSideRecord(value: unknown): boolean {
  if (!isFields(value) || isTicket(value)) return false;
  return ['ticket_id', 'role', 'domain_names', 'comments'].some(mark => mark in value);
}

/**
 * Users, and comments that lie outside their tickets. The failures of this reading are left out: the reading of the tickets
 * meets them again.
 */
async function readAround(files: readonly InputFile[], ctx: SourceContext): Promise<Around> {
  const users = new Map<string, User>();
  const comments = new Map<string, Fields[]>();
  for (const file of files) {
    for await (const record of recordsOf(file, ctx, ['users', 'comments'])) {
      const fields = 'fail' in record ? {} : fieldsOf(record.value);
      const ticket = textOf(fields.ticket_id);
      if (ticket !== undefined) addTo(comments, ticket, fields);
      else if (typeof fields.role === 'string' && textOf(fields.id) !== undefined) {
        users.set(textOf(fields.id)!, userOf(fields));
      }
    }
  }
  return { users, comments, claimed: new Set() };
}

function userOf({ name, email, phone, role, organization_id }: Fields): User {
  const side = role === 'end-user' ? 'customer' : 'agent';
  const known = present({ name: textOf(name), email: textOf(email), phone: textOf(phone) });
  return { person: { ...known, role: side }, account: textOf(organization_id) };
}

function addTo(comments: Map<string, Fields[]>, ticket: string, comment: Fields): void {
  const list = comments.get(ticket);
  if (list === undefined) comments.set(ticket, [comment]);
  else list.push(comment);
}

/** The arrays of a file in which its records lie. Those of comments, which a ticket has too, only where the file is no ticket. */
async function arraysIn(file: InputFile): Promise<readonly string[]> {
  const head = peekText(await file.slice(0, 4096))?.trimStart() ?? '';
  return BEGINNING.test(head) ? [...ARRAYS, 'comments'] : ARRAYS;
}
