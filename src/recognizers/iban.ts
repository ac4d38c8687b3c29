import { defineRecognizer } from '../define.ts';
import { remainder97 } from './check-digits.ts';
import { allMatches, isWordAt } from './context.ts';

/** Length of an IBAN by country (SWIFT IBAN registry, ISO 13616). */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 ' +
    'LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
    'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map(entry => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const head = /[A-Z]{2}[ -]?\d{2}/gi;

export const iban = defineRecognizer({
  name: 'iban',
  entity: 'IBAN',
  summary: 'Bank account numbers: country, its length, and the mod 97 check digits',
  tier: 'checksum',
  *find({ text }) {
    for (const { index, 0: found } of allMatches(head, text)) {
      const length = lengths[found.slice(0, 2).toUpperCase()];
      if (length === undefined || isWordAt(text, index - 1)) continue;
      const { value, end } = take(text, index, length);
      if (value.length === length && !isWordAt(text, end) && remainder97(value.slice(4) + value.slice(0, 4)) === 1)
        yield { start: index, end, score: 1 };
    }
  },
});

/** The next `length` letters and digits from `start`, over single spaces, no-break spaces and hyphens between them. */
function take(text: string, start: number, length: number): { value: string; end: number } {
  let value = '';
  let at = start;
  while (value.length < length && at < text.length) {
    if (isLetterOrDigit(text, at)) value += text[at]!.toUpperCase();
    else if (!' \u00a0-'.includes(text[at]!) || !isLetterOrDigit(text, at + 1)) break;
    at++;
  }
  return { value, end: at };
}

function isLetterOrDigit(text: string, index: number): boolean {
  return text.charCodeAt(index) < 128 && isWordAt(text, index);
}
