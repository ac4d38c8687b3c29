import type { Person } from '../core/document.ts';
import { defineRecognizer, type SearchedText, type Span } from '../define.ts';
import { matchesIn } from './beside-words.ts';
import { after, allMatches, before, lastMatch, wholeWords, words } from './context.ts';

// Every shape has one way to match: a separator is needed between groups, or each digit may have some before it.
const gap = '[ .\\-/\\u00a0\\u2011\\u2013]';
const extension = '(?:[ ,]{0,2}(?:x|ext\\.?|extension|durchwahl)[ :]{0,2}\\d{1,6})?';
// Not inside a word, a GUID, a price, a path, a decimal or a time.
const left = '(?<![\\p{L}\\p{N}_#$€£/+]|[\\p{L}\\p{N}_][-@]|\\d[.,:])';
const right = '(?![\\p{L}\\p{N}_]|[-.,:/]\\d|-[0-9a-f]{2}(?![\\p{L}\\p{N}])|[°%€$£])';
const plus = '(?<![\\p{L}\\p{N}_+])\\+ ?';
// Not some columns of a row of numbers.
const notAfterNumber = '(?<!\\d )';
const notBeforeNumber = '(?! \\d)';

interface Shape {
  readonly pattern: RegExp;
  readonly score: number;
  readonly digits: readonly [least: number, most: number];
  /** What every such number holds, and fewest digits without an extension: stretches that have less are not looked at. */
  readonly holds: RegExp;
  readonly fewest: number;
}

const shape = (holds: RegExp, fewest: number, source: string, score: number, least: number, most: number): Shape => ({
  pattern: new RegExp(source, 'giu'),
  score,
  digits: [least, most],
  holds,
  fewest,
});

const shapes: readonly Shape[] = [
  // North America: (415) 555-0132, 415-555-0132, 1-415-555-0132 x12
  shape(
    /\d{3}[-.]\d{4}/,
    10,
    `${left}(?:(?:00)?1${gap}{0,2})?(?:\\(\\d{3}\\)${gap}{0,2}|[2-9]\\d{2}-)\\d{3}[-.]\\d{4}${extension}${right}`,
    0.8,
    10,
    20,
  ),
  // ... with dots, with spaces: a version or a row of numbers may look like it
  shape(/\.\d{3}\.\d{4}/, 10, `${left}(?:1\\.)?[2-9]\\d{2}\\.\\d{3}\\.\\d{4}${extension}${right}`, 0.6, 10, 17),
  shape(
    / \d{3} \d{4}/,
    10,
    `${left}${notAfterNumber}(?:1 )?[2-9]\\d{2} [2-9]\\d{2} \\d{4}${extension}${right}${notBeforeNumber}`,
    0.5,
    10,
    17,
  ),
  // ... with the country code
  shape(
    /\+/,
    11,
    `${plus}1${gap}{0,3}\\(?\\d{3}\\)?${gap}{0,3}\\d{3}${gap}{0,2}\\d{4}${extension}(?![\\p{L}\\p{N}_])`,
    0.9,
    11,
    17,
  ),
  // International (E.164): + or 00 and a country code, up to 15 digits
  shape(
    /\+/,
    8,
    `${plus}[2-9](?:[ .\\-/()\\u00a0\\u2011\\u2013]{0,3}\\d){7,14}${extension}(?![\\p{L}\\p{N}_])`,
    0.9,
    8,
    21,
  ),
  shape(
    /00/,
    4,
    `${left}${notAfterNumber}00[ -]?[1-9]\\d{0,2}(?:[ .\\-/()\\u00a0]{1,3}\\d{1,9}){1,6}${extension}${right}${notBeforeNumber}`,
    0.7,
    10,
    23,
  ),
  // National with a trunk zero and groups: 020 7946 0958, 0479 50 54 03, (030) 123-456, 06-24312407, 0221 / 303722
  shape(
    /0/,
    4,
    `${left}${notAfterNumber}(?:\\(0 ?\\d{1,4}\\)${gap}{0,2}\\d{2,8}|0\\d{1,4}(?:${gap}| [/–-] )\\d{2,8})(?:${gap}\\d{2,8}){0,4}(?:-\\d)?${extension}${right}${notBeforeNumber}`,
    0.6,
    9,
    18,
  ),
];

/** Any run of groups, which only a word beside it makes a phone number. */
const anyGroups = new RegExp(
  `${left}${notAfterNumber}(?:\\(\\d{1,5}\\) ?)?\\d{2,13}(?:${gap}\\d{2,8}){0,4}${extension}${right}${notBeforeNumber}`,
  'giu',
);

const phoneWords = words(
  'tel|ph|[tmpf](?=:)|tele?phones?|phones?|fax|mobiles?|cells?|cellphone|call(?:ed|ing|s|back)?|dial(?:led|ing)?|ring|rang|reach(?:ed)?|answering',
  'contact(?:ed)?|whatsapp|signal|sms|text me|hotline|landline|voicemail|viber',
  'telefon\\w{0,8}|ruf(?:en|t|e)?|erreich(?:bar|en|st)|handy\\w{0,8}|mobie?l\\w{0,8}|rufnummer|anruf\\w{0,3}|durchwahl|t[ée]l[ée]phone|tél|portable|appele[rz]|joindre',
  'tel[ée]fono|móvil|celular|ll[aá]m\\p{L}{1,6}|cellulare|chiam\\w{1,5}|telefoon\\w{0,8}|bel|telefone\\w{0,4}|telem[óo]ve(?:l|is)|lig(?:ue|ar|uem)|chamada',
);
const otherWords = words(
  'orders?|invoices?|tickets?|cases?|ref(?:erence)?|tracking|serial|skus?|parts?|items?|articles?|isbn|issn|ean|imei|accounts?',
  'iban|versions?|builds?|batch|lot|ids?|postcode|zip|amount|total|prices?|errors?|codes?|pages?|years?|model|quantity|qty|po|vat',
  'rechnung\\w{0,10}|bestell\\w{0,10}|kunden\\w{0,10}|auftrag\\w{0,10}|artikel\\w{0,10}|commande|facture|pedido|factura|ordine|fattura',
);
const phoneWordAfter =
  /^[\s\-–:,()\\]{0,4}(?:office|fax|mobile|cell|home|work|phone|tel|whatsapp|landline)(?![\p{L}\p{N}])/iu;

// A date at the beginning (2024-03-01, 01.03.2024) or a dotted quad is no phone number whatever stands beside it.
const noPhone =
  /^(?:(?:19|20)\d\d[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])(?!\d)|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d(?!\d)|\d{1,3}(?:\.\d{1,3}){3}$|(?:19|20)\d\d ?[-–/ ] ?(?:19|20)\d\d$)/;

/** How far behind a number its extension may end. */
const EXTENSION = 24;

export const phone = defineRecognizer({
  name: 'phone',
  entity: 'PHONE',
  summary: 'Phone and fax numbers by shape; other groups of 7 to 15 digits only beside a word such as "call" or "fax"',
  tier: 'anchored',
  mayFind: ({ numbers }) => numbers.length > 0,
  *find(searched) {
    const shaped = [...byShape(searched)];
    yield* shaped;
    yield* byWord(searched, shaped);
    yield* known(searched.text, searched.people);
  },
});

function* byShape(searched: SearchedText): Iterable<Span> {
  const { text } = searched;
  for (const { pattern, score, digits, holds, fewest } of shapes) {
    const numbers = searched.numbers.filter(
      ({ start, end, digits: its }) => its >= fewest && holds.test(text.slice(start, end)),
    );
    for (const match of matchesIn({ text, numbers }, pattern, EXTENSION)) {
      const { start, end } = trim(match.start, text.slice(match.start, match.end));
      if (!fits(text.slice(start, end), digits)) continue;
      const evidence = evidenceAt(text, start, end);
      // A word like "order" takes the doubtful shapes out; the unmistakable ones stay.
      if (evidence < 0 && score < 0.8) continue;
      yield { start, end, score: evidence > 0 ? 0.95 : score };
    }
  }
}

/** Numbers of no known shape beside a word, as far as they are not the tail of one with a shape. */
function* byWord(searched: SearchedText, shaped: readonly Span[]): Iterable<Span> {
  const { text } = searched;
  const taken = shaped.toSorted((a, b) => a.start - b.start);
  let next = 0;
  for (const { start, end } of matchesIn(searched, anyGroups, EXTENSION)) {
    while (next < taken.length && taken[next]!.end <= start) next++;
    const overlaps = next < taken.length && taken[next]!.start < end;
    if (overlaps || !fits(text.slice(start, end), [7, 15]) || evidenceAt(text, start, end) <= 0) continue;
    yield { start, end, score: 0.85, tier: 'context' };
  }
}

function fits(found: string, [least, most]: readonly [number, number]): boolean {
  const digits = digitsOf(found);
  return digits.length >= least && digits.length <= most && !noPhone.test(found) && !/^(\d)\1+$/.test(digits);
}

function digitsOf(found: string): string {
  let digits = '';
  for (const char of found) if (char >= '0' && char <= '9') digits += char;
  return digits;
}

/** 1 when the nearest word around says phone, -1 when it says order, invoice or the like, 0 without any. */
function evidenceAt(text: string, start: number, end: number): -1 | 0 | 1 {
  if (phoneWordAfter.test(after(text, end, 16))) return 1;
  const window = before(text, start);
  const forIt = lastMatch(window, phoneWords);
  const against = lastMatch(window, otherWords);
  if (forIt === against) return 0;
  return forIt > against ? 1 : -1;
}

/** An international number that ran on over a space into the next number ends at the space: no number needs 14 digits. */
function trim(start: number, found: string): { start: number; end: number } {
  let kept = found;
  while (kept.startsWith('+') && digitsOf(kept).length > 13 && kept.lastIndexOf(' ') > 8)
    kept = kept.slice(0, kept.lastIndexOf(' ')).trimEnd();
  return { start, end: start + kept.length };
}

/** Numbers of people the source names, in any grouping and with any country or trunk prefix. */
function* known(text: string, people: readonly Person[]): Iterable<Span> {
  for (const person of people) {
    const digits = digitsOf(person.phone ?? '');
    if (digits.length < 7) continue;
    const between = '[ .\\-/()\\u00a0\\u2011\\u2013]{0,3}';
    const core = [...digits.slice(-9)].join(between);
    const pattern = new RegExp(wholeWords(`[+(]{0,2}(?:\\d${between}){0,6}${core}`), 'gu');
    for (const { index, 0: found } of allMatches(pattern, text))
      yield { start: index, end: index + found.length, score: 1 };
  }
}
