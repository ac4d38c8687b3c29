import type { Person } from '../core/document.ts';
import { defineRecognizer, type Span } from '../define.ts';
import { after, allMatches, before, cutsWord, wholeWords } from './context.ts';
import { nameForms, PersonIndex } from './names.ts';

export const knownName = defineRecognizer({
  name: 'known-name',
  entity: 'PERSON',
  summary:
    'Names, in full and in part, of people whom the source lists or the text introduces by greeting, signature or title',
  tier: 'checksum',
  mayFind: ({ people }) => people.length > 0,
  *find({ text, people }) {
    // In groups: one pattern over the names of a thousand people would be too large.
    for (let from = 0; from < people.length; from += 100) yield* findSome(text, people.slice(from, from + 100));
  },
});

function* findSome(text: string, people: readonly Person[]): Iterable<Span> {
  const forms = nameForms(people);
  const sure = anyOf(forms.sure);
  if (sure !== undefined)
    yield* joined(all(text, new RegExp(wholeWords(sure), 'gu'), 1), text, new PersonIndex(people));
  const weak = anyOf(forms.weak);
  if (weak === undefined) return;
  // Ordinary words ("Will", "Grace") and lower case count only where a name is expected: greeting, title, closing line.
  for (const span of all(text, new RegExp(wholeWords(weak), 'giu'), 0.8)) if (isExpected(text, span)) yield span;
}

/** Longest first, so that a full name is found before its parts. `undefined` when there is nothing to look for. */
function anyOf(forms: ReadonlySet<string>): string | undefined {
  if (forms.size === 0) return undefined;
  const sorted = [...forms].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return sorted.map(form => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s{1,3}')).join('|');
}

// Where a name is expected. Looked at in the text beside a candidate, so that they are compiled once and not for each document.
const greetingBefore =
  /(?:^|[\n.!?>,(] {0,3})(?:hi|hello|hey|dear|thanks|thank you|thx|cheers|best|regards|sincerely|yours|good (?:morning|afternoon|evening)|hallo|liebe|lieber|gruß|grüße|danke|bonjour|cher|chère|merci|hola|gracias|ciao|grazie|cara|caro|bedankt|dank|dag|beste|olá|obrigad[oa]),?[ \n]{1,3}$/iu;
const titleBefore =
  /(?:^|[^\p{L}])(?:mr|mrs|ms|miss|dr|prof|herr|herrn|frau|mme|mlle|monsieur|madame|señor|señora|signor|signora|meneer|mevrouw|dhr|mevr|senhor|senhora|sra?)\.? {1,2}$/iu;
const lineBefore = /(?:^|\n)[ \t>*~–—-]{0,8}$/u;
const lineAfter = /^[ \t,.!]{0,3}(?:\n|$)/u;

function isExpected(text: string, { start, end }: Span): boolean {
  const window = (start > 32 ? '…' : '') + before(text, start, 32);
  if (greetingBefore.test(window) || titleBefore.test(window)) return true;
  return lineBefore.test(window) && lineAfter.test(after(text, end, 4) + (end + 4 < text.length ? '…' : ''));
}

function* all(text: string, pattern: RegExp, score: number): Iterable<Span> {
  for (const { index, 0: found } of allMatches(pattern, text)) {
    const end = index + found.length;
    if (!cutsWord(text, index) && !cutsWord(text, end)) yield { start: index, end, score };
  }
}

/** Parts of one person's name with a blank between them are one name: "Ana" "Roe" "Pons" of Ana María Roe Pons. */
function* joined(spans: Iterable<Span>, text: string, index: PersonIndex): Iterable<Span> {
  let last: Span | undefined;
  for (const span of spans) {
    const both: Span | undefined = last && { ...last, end: span.end };
    const adjacent = last !== undefined && span.start - last.end === 1 && /\s/.test(text[last.end]!);
    if (both !== undefined && adjacent && index.of(text.slice(both.start, both.end)) !== undefined) {
      last = both;
    } else {
      if (last !== undefined) yield last;
      last = span;
    }
  }
  if (last !== undefined) yield last;
}
