// Numbers that look like personal data and are none. Not a part: what lies within them is no finding, unless a word
// beside it says otherwise.
import type { NumberRange, Range, SearchedText } from '../define.ts';
import { matchesIn } from './beside-words.ts';
import { allMatches, words } from './context.ts';

const [left, right] = ['(?<![\\p{L}\\p{N}_])', '(?![\\p{L}\\p{N}_])'];
const hex = '[0-9a-f]';

/** Shapes that say by themselves what they are. */
const shapes = new RegExp(
  `${left}(?:` +
    [
      // UUID (RFC 9562), with its braces or without
      `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`,
      // Hash, object id, address in memory: hexadecimal digits with letters among them
      `(?:0x)?(?=[0-9]{0,64}[a-f])(?=[a-f]{0,64}[0-9])${hex}{16,128}`,
      `0x${hex}{4,32}`,
      // ISBN-13 and ISSN with hyphens
      '97[89]-\\d{1,5}-\\d{1,7}-\\d{1,7}-\\d',
      // Version with more than two parts, with its letter or a suffix
      'v\\d{1,5}(?:\\.\\d{1,6}){1,4}(?:[-+][0-9A-Za-z.-]{1,40})?',
      '\\d{1,3}(?:\\.\\d{1,4}){2}(?:[-+][0-9A-Za-z.-]{1,40})',
      // Tracking numbers of UPS, and of posts (UPU S10)
      '1Z ?[0-9A-Z]{3} ?[0-9A-Z]{3} ?\\d{2} ?\\d{4} ?\\d{3,4} ?\\d?',
      '[A-Z]{2}\\d{9}[A-Z]{2}',
      // Amounts with thousands, and with their currency
      '\\d{1,3}(?:,\\d{3}){1,5}(?:\\.\\d{2})?',
      // Vulnerabilities, requests for comments, standards
      '(?:CVE|GHSA|RFC|ISO|IEC|DIN|EN|IEEE|KB|CWE)[- ]?\\d{2,7}(?:-\\d{1,7})?',
      // Order numbers of shops: 123-1234567-1234567
      '\\d{3}-\\d{7}-\\d{7}',
    ].join('|') +
    `)${right}`,
  'giu',
);

/** What says of the number behind it that it is one of a thing. */
const things = words(
  'orders?|invoices?|receipts?|tickets?|tracking|parcel|shipments?|consignment|serial|skus?|parts?|items?|articles?|products?|models?',
  'isbn|issn|ean|gtin|upc|asin|versions?|builds?|release|revision|rev|commit|batch|lot|po|quotes?|transactions?|rma|process|pid|port',
  'errors?|codes?|lines?|rows?|pages?|epoch|timestamp|ts|etag|md5|sha-?\\d*|checksum|hash|uuid|guid|dhl|ups|fedex|usps|dpd|hermes',
  'bestell\\w{0,12}|auftrag\\w{0,12}|rechnung\\w{0,12}|sendung\\w{0,12}|artikel\\w{0,12}|teile\\w{0,8}|seriennummer|charge',
  'commande|facture|colis|référence|pedido|factura|envío|ordine|fattura|spedizione|bestelling|factuur|encomenda|fatura',
);
/** Between the word and the number: `order no. #12`. */
const between =
  /^(?:[ _-]?(?:no|nr|num|number|nummer|id|code|ref)\.?)?[ \t]{0,2}[:=#.]{0,2}[ \t]{0,2}#?(?:[A-Z]{1,6}-)?(?=\d)/iu;
const numberBehind = /^[\p{L}\p{N}][\p{L}\p{N}./-]*(?: \d{3,}){0,4}/u;
/** How far before a number its word may begin. */
const REACH = 32;

/** Stretches, in no order, of which nothing is a finding by its shape alone. */
export function* harmless({ text, numbers }: Pick<SearchedText, 'text' | 'numbers'>): Iterable<Range> {
  yield* matchesIn({ text, numbers }, shapes);
  for (const { start, end } of numbers) {
    const from = Math.max(0, start - REACH);
    const stretch = text.slice(from, end);
    for (const match of allMatches(things, stretch)) {
      const behind = from + match.index + match[0].length;
      const gap = between.exec(text.slice(behind, behind + REACH));
      if (gap === null) continue;
      const at = behind + gap[0].length;
      const number = numberBehind.exec(text.slice(at, at + REACH))?.[0];
      if (number !== undefined) yield { start: at, end: at + number.length };
    }
  }
}

/** The stretches with numbers in which something harmless may hold one of `found`, which are in order of their starts. */
export function numbersNear(found: readonly Range[], numbers: readonly NumberRange[]): readonly NumberRange[] {
  let next = 0;
  return numbers.filter(({ start, end }) => {
    while (next < found.length && found[next]!.end < start - 2 * REACH) next++;
    return next < found.length && found[next]!.start < end + 2 * REACH;
  });
}
