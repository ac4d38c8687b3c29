import type { Person } from '../../core/document.ts';
import type { Draft, InputFile, SourceContext, Unreadable } from '../../core/source.ts';
import { accountOfEmail } from '../account.ts';
import { htmlToMarkdown } from '../html.ts';
import { isoTime } from '../time.ts';
import { type ConversationOptions, draftOf, type Message, withOpening } from './conversation.ts';
import { present } from './record.ts';

export type Row = Readonly<Record<string, string>>;

/** A user or contact, and the account that a contact belongs to. */
interface Known {
  readonly person: Person;
  readonly account: string | undefined;
}

/** `EmailMessage.Status` of a mail that has not been sent. */
const DRAFT = '5';

/** What the tables of a Salesforce export say about its cases, by id. */
export class CaseBook {
  readonly #people = new Map<string, Known>();
  readonly #messages = new Map<string, Message[]>();
  readonly #claimed = new Set<string>();

  /** Number of messages whose case has not been asked for: it is not in the export. */
  get unclaimed(): number {
    let count = 0;
    for (const [id, messages] of this.#messages) if (!this.#claimed.has(id)) count += messages.length;
    return count;
  }

  /** An account is known by its id alone: its row adds nothing. A user with a contact is a customer in a portal. */
  addPerson(row: Row, table: 'Account' | 'Contact' | 'User'): void {
    if (table === 'Account') return;
    const name = row.Name || [row.FirstName, row.LastName].filter(Boolean).join(' ');
    const role = table === 'User' && !row.ContactId ? 'agent' : 'customer';
    const person = { ...present({ name, email: row.Email, phone: row.Phone || row.MobilePhone }), role } as const;
    this.#people.set(row.Id!, { person, account: row.AccountId || undefined });
  }

  /** A comment by a customer is the customer's; all others were written by agents. Users and contacts must be known. */
  addComment(row: Row): void {
    const author = this.#people.get(row.CreatedById ?? '')?.person;
    this.#addTo(row.ParentId, {
      side: author?.role ?? 'agent',
      text: row.CommentBody ?? '',
      internal: (row.IsPublished ?? '') !== '' && !isTrue(row.IsPublished),
      ...present({ time: isoTime(row.CreatedDate), person: author }),
    });
  }

  addMail(row: Row, ctx: SourceContext): void {
    if (row.Status === DRAFT) {
      ctx.count('unsent-drafts');
      return;
    }
    const side = isTrue(row.Incoming) ? 'customer' : 'agent';
    this.#addTo(row.ParentId, {
      side,
      text: row.TextBody?.trim() ? row.TextBody : htmlToMarkdown(row.HtmlBody ?? ''),
      mail: true,
      person: { ...present({ name: row.FromName, email: row.FromAddress }), role: side },
      attachments: isTrue(row.HasAttachment) ? 1 : 0,
      ...present({ time: isoTime(row.MessageDate || row.CreatedDate) }),
    });
  }

  /** The messages of a case, which then count as read. */
  claim({ Id }: Row): readonly Message[] {
    this.#claimed.add(Id!);
    return this.#messages.get(Id!) ?? [];
  }

  draft(
    row: Row,
    position: number,
    file: InputFile,
    options: ConversationOptions,
    ctx: SourceContext,
  ): Draft | Unreadable {
    const contact = this.#people.get(row.ContactId ?? '');
    const supplied = present({ name: row.SuppliedName, email: row.SuppliedEmail, phone: row.SuppliedPhone });
    const customer: Person = { ...supplied, ...contact?.person, role: 'customer' };
    const opening: Message = {
      side: 'customer',
      text: row.Description ?? '',
      mail: row.Origin === 'Email',
      person: customer,
      ...present({ time: isoTime(row.CreatedDate) }),
    };
    const company = row.AccountId || contact?.account;
    const account = company === undefined ? accountOfEmail(customer.email) : `salesforce ${company}`;
    return draftOf(
      {
        source: 'salesforce',
        kind: 'case',
        id: row.CaseNumber || row.Id!,
        position,
        file,
        messages: withOpening(opening, this.claim(row)),
        people: [customer],
        customer: { email: customer.email, id: row.ContactId },
        ...present({ title: row.Subject, account }),
      },
      options,
      ctx,
    );
  }

  #addTo(id: string | undefined, message: Message): void {
    const messages = this.#messages.get(id ?? '');
    if (messages === undefined) this.#messages.set(id ?? '', [message]);
    else messages.push(message);
  }
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value?.toLowerCase() === 'true';
}
