// What many write instead of recognizers: one regular expression for each type of personal data, run one after the other.
// They know no check digits, no words beside a number and no overlaps.

/** 30 of them, with the entity that ours call it. */
export const plainRegexes: readonly (readonly [entity: string, pattern: RegExp])[] = [
  ['EMAIL', /\b[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,24}\b/g],
  ['URL', /\b(?:https?|ftp):\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g],
  ['IP_ADDRESS', /\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b/g],
  ['IP_ADDRESS', /\b(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}\b/g],
  ['MAC_ADDRESS', /\b(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}\b/g],
  ['US_SSN', /\b\d{3}-\d{2}-\d{4}\b/g],
  ['CREDIT_CARD', /\b(?:\d{4}[ -]?){3}\d{4}\b|\b3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\b/g],
  ['IBAN', /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?\b/g],
  ['BIC', /\b[A-Z]{4}[A-Z]{2}[A-Z\d]{2}(?:XXX|\d{3})\b/g],
  ['PHONE', /\+1[ .-]?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b/g],
  ['PHONE', /(?<![\d+(]|\+1[ .-])\(?[2-9]\d{2}\)?[ .-]\d{3}[.-]\d{4}\b/g],
  ['PHONE', /\+[2-9]\d{0,2}(?:[ .-]?\(?\d{1,4}\)?){2,5}\b/g],
  [
    'DATE',
    /\b(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b/g,
  ],
  ['DATE', /\b(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])\/(?:19|20)\d{2}\b/g],
  ['DATE', /\b(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d{2}\b/g],
  [
    'DATE',
    /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, (?:19|20)\d{2}\b/g,
  ],
  ['UK_NINO', /\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/g],
  ['UK_POSTCODE', /\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b/g],
  ['DE_VAT_ID', /\bDE ?\d{9}\b/g],
  ['FR_NIR', /\b[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}\b/g],
  ['ES_DNI', /\b\d{8}-?[A-HJ-NP-TV-Z]\b/g],
  ['ES_NIE', /\b[XYZ]-?\d{7}-?[A-HJ-NP-TV-Z]\b/g],
  ['IT_FISCAL_CODE', /\b[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]\b/g],
  ['BR_CPF', /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g],
  ['CH_AHV', /\b756\.\d{4}\.\d{4}\.\d{2}\b/g],
  ['VIN', /\b[A-HJ-NPR-Z\d]{13}\d{4}\b/g],
  ['IN_GSTIN', /\b\d{2}[A-Z]{5}\d{4}[A-Z][A-Z1-9]Z[A-Z\d]\b/g],
  ['MX_CURP', /\b[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d\b/g],
  ['CRYPTO_WALLET', /\b(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}|0x[0-9a-fA-F]{40})\b/g],
  ['CASE_NUMBER', /\b\d{1,2}:\d{2}-(?:cv|cr|mj|bk|CV|CR|MJ|BK)-\d{3,6}(?:-[A-Z]{1,4})*\b/g],
];

/** `entity start-end` of all that they find in a text. */
export function plainHits(text: string): string[] {
  return plainRegexes.flatMap(([entity, pattern]) =>
    Array.from(text.matchAll(pattern), ({ index, 0: found }) => `${entity} ${index}-${index + found.length}`),
  );
}
