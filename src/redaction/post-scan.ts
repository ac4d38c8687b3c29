import type { Range } from '../define.ts';
import { allMatches } from '../recognizers/context.ts';
import { blank } from './blank.ts';
import type { Search } from './find.ts';
import { type Fingerprint, isTelling, standing } from './fingerprints.ts';
import { placeholderRanges, withoutPlaceholders } from './placeholders.ts';
import type { Finding } from './resolve.ts';

/** What explains that something stands in a written row; `unexplained` where nothing does. */
export const REASONS = {
  'stand-in': 'a placeholder or an invented value that the redaction put there',
  allowed: 'a value that the pipeline allows',
  policy: 'a kind of value that the policy keeps',
  'low-score': 'a finding under the threshold of the operating point',
  thing: 'the number of a thing: an order, a version, a hash',
  'plain-number': 'six digits or more without a check digit, and no word beside them that says what they are',
  'no-address': 'an @ that is in no mail address',
  'ordinary-word': 'one word, or words in lower case, that were a name elsewhere in the document',
  doubtful: 'a name that the model sees, less sure than 0.8, only where later stages cut or joined the text',
  unexplained: 'nothing: it should be gone',
} as const;

export type Reason = keyof typeof REASONS;

/** Something that a detector has hit in a written row. */
export interface Hit extends Range {
  /** The recognizers again; wide patterns that know nothing of them; or values that were replaced in this document. */
  readonly detector: 'recognizers' | 'wide' | 'known-value';
  /** An entity, `digits`, `at` or `value`. */
  readonly what: string;
  readonly because: Reason;
}

/** What the redaction of a document has left to check its rows by. */
export interface Left {
  readonly standIns: readonly { readonly text: string }[];
  readonly gone: readonly Fingerprint[];
  readonly salt: string;
}

/** Six digits or more, however they are grouped. */
const digits = /\d(?:[ .\-/()]{0,2}\d){5,}/g;
const at = /(?:[\p{L}\p{N}._%+-]{1,64})?@(?:[\p{L}\p{N}-]{1,63}\.){0,4}[\p{L}\p{N}]{0,63}/gu;
const address = /^[^@]+@[^@]+\.\p{L}{2,}$/u;
/** Of names that the model sees. */
const SURE = 0.8;

/**
 * Looks at the text of a written row with what redacted it and with what knows nothing of that, and explains each hit.
 * `search` tells, beside what must go, what the policy keeps; `model` finds what it does in the text without these ranges.
 */
export async function postScan(
  text: string,
  left: Left | undefined,
  search: Search,
  model: (text: string, stands: readonly Range[]) => Promise<readonly Finding[]> = async () => [],
): Promise<Hit[]> {
  const stands = standInRanges(text, left?.standIns ?? []);
  // Line breaks, as the redaction leaves for what it has replaced.
  const open = blank(text, stands, '\n');
  const { findings, allowed, lowScore, beside } = search.find(open, [], await model(text, stands));
  const hits: Hit[] = stands.map(range => hit(range, 'recognizers', 'stand-in', 'stand-in'));
  for (const finding of findings) {
    const isDoubtful = finding.tier === 'statistical' && finding.score < SURE;
    hits.push(hit(finding, 'recognizers', finding.entity, isDoubtful ? 'doubtful' : 'unexplained'));
  }
  const told = [
    [allowed, 'allowed'],
    [lowScore, 'low-score'],
    [beside, 'policy'],
  ] as const;
  for (const [found, because] of told)
    for (const finding of found) hits.push(hit(finding, 'recognizers', finding.entity, because));
  const known = hits.slice();
  const explained = (range: Range) => known.find(one => one.start < range.end && range.start < one.end)?.because;
  let things: readonly Range[] | undefined;
  for (const range of ranges(digits, open)) {
    if (explained(range) !== undefined) continue;
    things ??= search.things(open);
    const isThing = things.some(({ start, end }) => start < range.end && range.start < end);
    hits.push(hit(range, 'wide', 'digits', isThing ? 'thing' : 'plain-number'));
  }
  for (const range of ranges(at, open)) {
    if (explained(range) !== undefined) continue;
    const isAddress = address.test(open.slice(range.start, range.end));
    hits.push(hit(range, 'wide', 'at', isAddress ? 'unexplained' : 'no-address'));
  }
  for (const value of left === undefined ? [] : standing(text, left.gone, left.salt)) {
    const because = explained(value) ?? (isTelling(value, text) ? 'unexplained' : 'ordinary-word');
    hits.push(hit(value, 'known-value', 'value', because));
  }
  return hits;
}

function hit({ start, end }: Range, detector: Hit['detector'], what: string, because: Reason): Hit {
  return { start, end, detector, what, because };
}

/** Placeholders of any redaction, and the invented values of this one. */
function standInRanges(text: string, standIns: Left['standIns']): Range[] {
  const found = placeholderRanges(text);
  for (const { text: standIn } of standIns) {
    if (withoutPlaceholders(standIn).trim() === '') continue;
    for (let start = text.indexOf(standIn); start >= 0; start = text.indexOf(standIn, start + standIn.length))
      found.push({ start, end: start + standIn.length });
  }
  return found;
}

function ranges(pattern: RegExp, text: string): Range[] {
  return [...allMatches(pattern, text)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}
