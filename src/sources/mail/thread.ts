import { sha256 } from '../../core/hash.ts';
import type { InputFile } from '../../core/source.ts';
import { accountOfEmail } from '../account.ts';
import type { Envelope } from './message.ts';
import { readSubject } from './subject.ts';

/** A message of which the headers were read: bytes [start, end) of a file, its body beginning `body` bytes behind `start`. */
export interface Entry {
  readonly file: InputFile;
  readonly start: number;
  readonly end: number;
  readonly body: number;
  /** Place in the file; none when the message is the file. */
  readonly locator?: string;
  readonly envelope: Envelope;
}

export interface Thread {
  /** SHA-256 of the id of the message that began it, hex. */
  readonly key: string;
  /** By time; those without one stand last, in the order of the input. */
  readonly entries: readonly Entry[];
}

/** Messages further apart belong together only if they say so by their ids. */
const SUBJECT_DAYS = 30;

/** Messages of one subject that are looked back at. */
const LOOK_BACK = 100;

/** The id of a message, or one made of its bytes' place for those without. */
export function idOf({ envelope, file, start }: Entry): string {
  return envelope.id ?? `${file.sha256}:${start}`;
}

/**
 * Puts messages into threads: by `References` and `In-Reply-To`; replies that name nothing, by their subject, when their sender
 * and a recipient took part in a message of the same subject in the 30 days before. Threads come in order of the input.
 */
export function threadsOf(entries: readonly Entry[]): Thread[] {
  const groups = new Groups();
  for (const entry of entries) for (const id of entry.envelope.references) groups.join(idOf(entry), id);
  joinBySubject(entries, groups);
  const byRoot = new Map<string, Entry[]>();
  for (const entry of entries) {
    const root = groups.rootOf(idOf(entry));
    const group = byRoot.get(root);
    if (group === undefined) byRoot.set(root, [entry]);
    else group.push(entry);
  }
  return [...byRoot.values()].map(group => {
    const sorted = inOrder(group);
    return { key: sha256(sorted[0]!.envelope.references[0] ?? idOf(sorted[0]!)), entries: sorted };
  });
}

function inOrder(entries: readonly Entry[]): Entry[] {
  const timeOf = ({ envelope }: Entry) => envelope.date ?? '~';
  return entries.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
}

function joinBySubject(entries: readonly Entry[], groups: Groups): void {
  const bySubject = new Map<string, Entry[]>();
  for (const entry of inOrder(entries)) {
    const { envelope } = entry;
    const { title, answers } = readSubject(envelope.subject);
    const key = title.toLowerCase();
    if (key === '' || envelope.date === undefined) continue;
    const earlier = bySubject.get(key) ?? [];
    if (answers && envelope.references.length === 0) {
      const answered = earlier.slice(-LOOK_BACK).findLast(other => answersTo(envelope, other.envelope));
      if (answered !== undefined) groups.join(idOf(entry), idOf(answered));
    }
    earlier.push(entry);
    bySubject.set(key, earlier);
  }
}

/**
 * A shared mailbox takes part in everything and its agents answer from their own addresses: the companies of the sender and of
 * a recipient must both have taken part, at least one of them by the same address.
 */
function answersTo(later: Envelope, earlier: Envelope): boolean {
  if (Date.parse(later.date!) - Date.parse(earlier.date!) > SUBJECT_DAYS * 86_400_000) return false;
  const present = new Set(emailsOf([...earlier.from, ...earlier.to, ...earlier.cc]));
  const companies = new Set([...present].map(accountOfEmail));
  const takesPart = (email: string) => companies.has(accountOfEmail(email));
  const senders = emailsOf(later.from);
  const recipients = emailsOf([...later.to, ...later.cc]);
  return (
    senders.some(takesPart) &&
    recipients.some(takesPart) &&
    [...senders, ...recipients].some(email => present.has(email))
  );
}

/** Addresses in lower case. */
export function emailsOf(addresses: Envelope['from']): string[] {
  return addresses.flatMap(({ email }) => email?.toLowerCase() ?? []);
}

/** Sets of ids that grow together (union-find with path halving). */
class Groups {
  readonly #parent = new Map<string, string>();

  rootOf(id: string): string {
    let at = id;
    for (let up = this.#parent.get(at); up !== undefined; up = this.#parent.get(at)) {
      const above = this.#parent.get(up);
      if (above !== undefined) this.#parent.set(at, above);
      at = above ?? up;
    }
    return at;
  }

  join(a: string, b: string): void {
    const [one, other] = [this.rootOf(a), this.rootOf(b)];
    if (one !== other) this.#parent.set(one, other);
  }
}
