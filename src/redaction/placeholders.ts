import type { Range } from '../define.ts';
import { allMatches } from '../recognizers/context.ts';
import { PersonIndex } from '../recognizers/names.ts';
import { plainText } from './plain-text.ts';

/** What an earlier redaction left: `[EMAIL_1]`, `[EMAIL_3f2b8c1d4e5f6a7b]`. Never looked into, its numbers are not given again. */
const placeholder = /\[([A-Z][A-Z0-9_]{0,40})_(\d{1,9}|[0-9a-f]{16})\]/g;

/** Of any kind: a mask too. */
const standIn = new RegExp(`${placeholder.source}|\\*{3,}(?:\\d{4}(?!\\d))?`, 'g');

/** Where placeholders stand, and masks. */
export function placeholderRanges(text: string): Range[] {
  return [...allMatches(standIn, text)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

/** The text with placeholders blanked out by line breaks: same length, and no finding can begin or end within one. */
export function withoutPlaceholders(text: string): string {
  return text.replace(standIn, found => '\n'.repeat(found.length));
}

const nobody = new PersonIndex([]);

/**
 * Two spellings of one value, made equal: case, separators, a country code's `+` or `00`. For people, the position in the
 * list of those whom the source names, so that "Jane Roe" and "Jane" are one.
 */
export function normalise(entity: string, written: string, people: PersonIndex = nobody): string {
  const value = plainText(written).text;
  switch (entity) {
    case 'PERSON': {
      const index = people.of(value);
      return index === undefined ? value.toLowerCase().replace(/\s+/g, ' ') : `#${index}`;
    }
    case 'PHONE':
      return value
        .replace(/(?:x|ext|durchwahl)\D{0,4}\d+$/i, '')
        .replace(/\D/g, '')
        .replace(/^00/, '');
    case 'EMAIL':
      return value
        .toLowerCase()
        .replace(/%40| {0,2}[([{<] ?at ?[)\]}>] {0,2}/, '@')
        .replace(/ {0,2}[([{<] ?dot ?[)\]}>] {0,2}/g, '.');
    case 'IP_ADDRESS':
      return value.toLowerCase();
    case 'SECRET':
    case 'URL':
    case 'URL_WITH_CREDENTIALS':
      return value;
    default:
      // Numbers, however they are grouped; and words.
      return /\d/.test(value)
        ? value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()
        : value.toLowerCase().replace(/\s+/g, ' ');
  }
}

/** Hands out the numbers of one document: the same value has the same number in all parts and in the title. */
export class Placeholders {
  readonly #numbers = new Map<string, number>();
  readonly #last = new Map<string, number>();
  readonly #phones = new Map<string, string>();

  /** `texts` are those of the document: numbers of placeholders that they already hold are taken. */
  constructor(texts: readonly string[]) {
    for (const text of texts) {
      for (const [, entity, number] of allMatches(placeholder, text))
        if (number!.length < 16) this.#last.set(entity!, Math.max(this.#last.get(entity!) ?? 0, Number(number)));
    }
  }

  of(entity: string, value: string, people: PersonIndex): string {
    const plain = normalise(entity, value, people);
    const key = `${entity} ${entity === 'PHONE' ? this.#phone(plain) : plain}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = (this.#last.get(entity) ?? 0) + 1;
      this.#numbers.set(key, number);
      this.#last.set(entity, number);
    }
    return `[${entity}_${number}]`;
  }
  /** The first digits under which a number was met: with its country code or without. Each pairs with one other form only. */
  #phone(digits: string): string {
    const met = this.#phones.get(digits);
    if (met !== undefined) return met;
    const forms = [...this.#phones.values()];
    const isSingle = (other: string) => forms.filter(form => form === other).length === 1;
    const same = forms.find(other => isSingle(other) && (isSameLine(digits, other) || isSameLine(other, digits)));
    this.#phones.set(digits, same ?? digits);
    return same ?? digits;
  }
}

/** `03023125101` within the country is `493023125101` from abroad: a country code of one to three digits for the 0. */
function isSameLine(national: string, international: string): boolean {
  const line = national.slice(1);
  const code = international.length - line.length;
  return (
    /^0[1-9]/.test(national) &&
    line.length >= 7 &&
    code >= 1 &&
    code <= 3 &&
    /^[1-9]/.test(international) &&
    international.endsWith(line)
  );
}
