import type { Person } from '../../core/document.ts';
import { accountOfEmail } from '../account.ts';
import type { Address } from './message.ts';
import { emailsOf, type Thread } from './thread.ts';

/** Tells our own people from customers, within one thread. */
export type IsAgent = (address: Address, thread: Thread) => boolean;

/**
 * Who are our own people: the addresses and domains that are given; else the domain that is written to in most threads, if
 * there is one; else everybody but the sender of a thread's first message.
 */
export function sidesOf(threads: readonly Thread[], agents: readonly string[]): IsAgent {
  const guess = agents.length > 0 ? undefined : guessedDomain(threads);
  const ours = (guess === undefined ? agents : [guess]).map(agent => agent.toLowerCase().replace(/^@/, ''));
  if (ours.length > 0) return ({ email = '' }) => ours.some(agent => belongs(email.toLowerCase(), agent));
  return (address, thread) => nameOf(address) !== nameOf(thread.entries[0]!.envelope.from[0] ?? {});
}

function belongs(email: string, agent: string): boolean {
  if (agent.includes('@')) return email === agent;
  const domain = domainOf(email);
  return domain === agent || domain.endsWith(`.${agent}`);
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}

function nameOf({ email, name }: Address): string {
  return (email ?? name ?? '').toLowerCase();
}

/**
 * The business domain among the recipients of the first messages of more than half of at least two threads, messages within
 * the domain left aside.
 */
function guessedDomain(threads: readonly Thread[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { entries } of threads) {
    const { from, to, cc } = entries[0]!.envelope;
    const senders = new Set(emailsOf(from).map(domainOf));
    for (const domain of new Set(emailsOf([...to, ...cc]).map(domainOf))) {
      if (!senders.has(domain)) counts.set(domain, (counts.get(domain) ?? 0) + 1);
    }
  }
  const [best, second] = [...counts].sort(([, a], [, b]) => b - a);
  if (best === undefined || best[1] < 2 || 2 * best[1] <= threads.length || best[1] === second?.[1]) return undefined;
  const isFreeMail = accountOfEmail(`x@${best[0]}`) !== best[0];
  return isFreeMail ? undefined : best[0];
}

/** Everybody whom the headers of a thread name, once. */
export function peopleOf(thread: Thread, isAgent: IsAgent): Person[] {
  const people = new Map<string, Person>();
  for (const { envelope } of thread.entries) {
    for (const address of [...envelope.from, ...envelope.to, ...envelope.cc]) {
      const key = `${address.email?.toLowerCase() ?? ''}\n${address.name ?? ''}`;
      if (!people.has(key)) people.set(key, { ...address, role: isAgent(address, thread) ? 'agent' : 'customer' });
    }
  }
  return [...people.values()];
}

/** The address of the first customer who wrote, else of the first who was written to. */
export function customerOf(thread: Thread, isAgent: IsAgent): string | undefined {
  const envelopes = thread.entries.map(entry => entry.envelope);
  const senders = envelopes.flatMap(({ from }) => from);
  const recipients = envelopes.flatMap(({ to, cc }) => [...to, ...cc]);
  const isCustomer = (address: Address) => address.email?.includes('@') && !isAgent(address, thread);
  return [...senders, ...recipients].find(isCustomer)?.email;
}
