import { pick, type Random, redraw } from './draw.ts';
import { accountNames, DrawnPerson } from './people.ts';

/** `jane@example.com`, `jane%40example.com`, `jane (at) example (dot) com`. */
const address = /^(.*?)(@|%40| {0,2}[([{<] ?at ?[)\]}>] {0,2})(.+)$/isu;
const writtenDot = / {0,2}[([{<] ?dot ?[)\]}>] {0,2}/i;

/** Mailboxes of nobody: another of them takes their place. */
const MAILBOXES =
  'info support sales contact office billing service help hello mail team admin orders booking careers press'.split(
    ' ',
  );

/** An address at a domain that RFC 2606 reserves, its local part made of names where the original has words. */
export function emailSurrogate(value: string, language: string | undefined, random: Random): string | undefined {
  const [, local, at, domain] = address.exec(value) ?? [];
  if (local === undefined || !/[\p{L}\p{N}]/u.test(local)) return undefined;
  const top = /(?:com|org|net)$/i.exec(domain!)?.[0].toLowerCase() ?? pick(['com', 'org', 'net'], random);
  const dot = writtenDot.exec(domain!)?.[0] ?? '.';
  return `${accountSurrogate(local, language, random)}${at}example${dot}${top}`;
}

/** The name of an account: the same signs and as many digits between words that are names of somebody else. */
export function accountSurrogate(value: string, language: string | undefined, random: Random): string {
  if (MAILBOXES.includes(value.toLowerCase())) {
    return pick(
      MAILBOXES.filter(mailbox => mailbox !== value.toLowerCase()),
      random,
    );
  }
  const originals = value.match(/[\p{L}\p{M}]+/gu) ?? [];
  const names = accountNames(new DrawnPerson(originals, language, random), originals);
  let next = 0;
  return value
    .replace(/[\p{L}\p{M}]+/gu, original => inCaseOfAccount(original, names[next++]!))
    .replace(/\p{Nd}/gu, digit => redraw(digit, random));
}

/** Names of accounts are mostly small; `JaneRoe` and `Jane` keep their capital. */
function inCaseOfAccount(original: string, name: string): string {
  if (original.length > 1 && original === original.toUpperCase()) return name.toUpperCase();
  return /^\p{Lu}/u.test(original) ? name[0]!.toUpperCase() + name.slice(1) : name;
}
