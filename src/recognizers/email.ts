import type { Person } from '../core/document.ts';
import { defineRecognizer, type Span } from '../define.ts';
import { allMatches, cutsWord, isWordAt } from './context.ts';

// After the `@`: labels and a top-level domain (letters, or punycode). Labels hold no dot, so there is one way to match.
const domain =
  /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24}|\p{L}{2,24})/iuy;

// `jane (at) example (dot) com`, `jane [at] example.com`: written so that crawlers do not see it.
const disguised =
  /(?<![\w.+-])[\w.+-]{1,64} {0,2}[([{<] ?at ?[)\]}>] {0,2}[a-z0-9-]{1,63}(?:(?:\.| {0,2}[([{<] ?dot ?[)\]}>] {0,2})[a-z0-9-]{1,63}){1,5}/gi;

/** Without it there is none of them: most texts are not searched further. */
const signs = /[([{<] ?at ?[)\]}>]/i;

export const email = defineRecognizer({
  name: 'email',
  entity: 'EMAIL',
  summary: 'E-mail addresses, also with (at) and (dot), percent-encoded, or in any spelling that the source names',
  tier: 'anchored',
  mayFind: ({ text, people }) => people.length > 0 || text.includes('@') || text.includes('%40') || signs.test(text),
  *find({ text, people }) {
    if (text.includes('@')) yield* around(text, '@');
    if (text.includes('%40')) yield* around(text, '%40');
    if (signs.test(text))
      for (const match of allMatches(disguised, text))
        yield { start: match.index, end: match.index + match[0].length, score: 0.8 };
    if (people.length > 0) yield* known(text, people);
  },
});

/** Every address around an at sign. No character is looked at for two signs: linear time. */
function* around(text: string, sign: string): Iterable<Span> {
  for (let at = text.indexOf(sign), floor = 0; at !== -1; at = text.indexOf(sign, floor)) {
    const start = localPart(text, at, floor);
    floor = at + sign.length;
    domain.lastIndex = floor;
    const match = start < at ? domain.exec(text) : null;
    if (match !== null) yield { start, end: domain.lastIndex, score: 0.95 };
  }
}

/** Start of the local part that ends before `at`: words and the signs in use (RFC 5322), punctuation in front left out. */
function localPart(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor && (isWordAt(text, start - 1) || "._%+-'’".includes(text[start - 1]!))) start--;
  while (start < at && !isWordAt(text, start) && text[start] !== '_' && text[start] !== '+') start++;
  return start;
}

/** Addresses of people the source names, in any upper and lower case, where the shape alone would not find them. */
function* known(text: string, people: readonly Person[]): Iterable<Span> {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return;
  for (const { email: address } of people) {
    const value = address?.trim().toLowerCase() ?? '';
    if (value.length < 5 || !value.includes('@')) continue;
    for (let start = lower.indexOf(value); start !== -1; start = lower.indexOf(value, start + value.length)) {
      const end = start + value.length;
      if (!cutsWord(text, start) && !cutsWord(text, end)) yield { start, end, score: 1 };
    }
  }
}
