import { defineRecognizer, type Span } from '../define.ts';
import { passesLuhn } from './check-digits.ts';
import { before, lastMatch, words } from './context.ts';

// Groups as they are printed on cards, or no groups at all; one kind of separator throughout.
const shapes =
  /(?<![\p{L}\p{N}]|\d[.,])(?:\d{4}([ .\u00a0-])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{4}([ .\u00a0-])\d{6}\2\d{4,5}|\d{12,19})(?![\p{L}\p{N}]|[.,-]\d)/gu;

const FEWEST_DIGITS = 12;

/** Issuer ranges and lengths of ISO/IEC 7812 numbers. `common`: distinct enough to count without a word beside them. */
const issuers: readonly { readonly prefix: RegExp; readonly lengths: readonly number[]; readonly common: boolean }[] = [
  { prefix: /^4/, lengths: [16], common: true },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16], common: true },
  { prefix: /^3[47]/, lengths: [15], common: true },
  { prefix: /^(?:6011|64[4-9]|65)/, lengths: [16, 17, 18, 19], common: true },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19], common: true },
  { prefix: /^4/, lengths: [13, 19], common: false },
  { prefix: /^3(?:0[0-5]|[689])/, lengths: [14, 15, 16, 17, 18, 19], common: false },
  { prefix: /^62/, lengths: [16, 17, 18, 19], common: false },
  { prefix: /^(?:50|5[6-8]|6[0-9])/, lengths: [12, 13, 14, 15, 16, 17, 18, 19], common: false },
];

const cardWords = words(
  '(?:credit|debit|bank|prepaid)?[ -]?cards?(?: ?(?:no|number|#))?\\.?',
  'visa|master ?card|amex|american express|discover|diners(?: club)?|jcb|union ?pay|maestro',
  'cc|pan|(?:kredit)?karten?(?:nummer)?|carte(?: bancaire| bleue)?|tarjeta|carta(?: di credito)?|(?:credit)?kaart(?:nummer)?|cart[ãa]o',
);
const otherWords = words(
  'orders?|tracking|shipments?|parcels?|invoices?|serial|imei|ean|gtin|upc|isbn|sku|tickets?|transactions?|timestamp|sendung\\w*',
);

export const card = defineRecognizer({
  name: 'card',
  entity: 'CREDIT_CARD',
  summary:
    'Payment card numbers: Luhn check digit, issuer range and length; bare digits of rarer issuers need a word beside them',
  tier: 'checksum',
  mayFind: ({ numbers }) => numbers.length > 0,
  *find({ text, numbers }) {
    for (const { start, end, digits } of numbers)
      if (digits >= FEWEST_DIGITS) yield* within(text.slice(start, end), start, text);
  },
});

/** Cards in a stretch of the text that begins at `from`. */
function* within(stretch: string, from: number, text: string): Iterable<Span> {
  for (let next = 0; ; ) {
    shapes.lastIndex = next;
    const match = shapes.exec(stretch);
    if (match === null) return;
    const start = from + match.index;
    const card = [match[0], match[0].replace(/\D\d{1,3}$/, '')].find(number => issuerOf(number) !== undefined);
    if (card !== undefined) {
      const grouped = /\D/.test(card);
      yield { start, end: start + card.length, score: scoreOf(text, start, grouped, issuerOf(card)!.common) };
      next = match.index + card.length;
    } else {
      // The card may begin one group later: `order 2000 4111 1111 1111 1111`.
      next = match.index + match[0].search(/\D|$/);
    }
  }
}

/** The issuer of a number in its range and length whose check digit is right. */
function issuerOf(number: string) {
  const digits = number.replace(/\D/g, '');
  if (!passesLuhn(digits) || /^(\d)\1+$/.test(digits)) return undefined;
  return issuers.find(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits));
}

function scoreOf(text: string, start: number, grouped: boolean, common: boolean): number {
  const window = before(text, start);
  const forIt = lastMatch(window, cardWords);
  const against = lastMatch(window, otherWords);
  if (forIt > against) return 1;
  if (against !== -1 && !grouped) return 0.3;
  if (grouped) return 0.95;
  return common ? 0.6 : 0.3;
}
