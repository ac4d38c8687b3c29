import type { Range, Span } from '../../define.ts';
import { isOption, tiesAfter, valueBefore } from './ties.ts';
import { JUDGED, valueAt, wholeRun, withoutRest } from './value-at.ts';
import { isKey, isPassword, isStandIn, type Tie } from './values.ts';
import { type Kind, kindsOf } from './words.ts';

/** Scores by how a value is tied to its word. */
const SCORES: Readonly<Record<Tie, number>> = { assigned: 0.85, said: 0.85, beside: 0.7 };

/** Fewest characters of a key in the query of a URL: tokens of badges and pages are shorter. */
const PARAMETER = 16;

/** Finds the values that belong to a word. */
type Finder = (text: string, word: Range) => Iterable<Span>;

/** Values that the words beside them call secret. */
export function* named(text: string, words: readonly Range[]): Iterable<Span> {
  let reached = 0;
  for (const word of words) {
    // A word within a value names no other, and `</password>` nothing.
    if (word.start < reached || text.startsWith('</', word.start - 2)) continue;
    const isParameter = /[?&]/.test(text.charAt(word.start - 1));
    for (const kind of kindsOf(text.slice(word.start, word.end))) {
      for (const span of finders[kind](text, word)) {
        if (isParameter && kind === 'key' && span.end - span.start < PARAMETER) continue;
        reached = Math.max(reached, span.end);
        yield span;
      }
    }
  }
}

const finders: Readonly<Record<Kind, Finder>> = {
  password: valueThat((found, tie, quoted) => isPassword(found, tie, quoted)),
  network: networkKeys,
  // Words that mean other things as well.
  pass: valueThat(
    (found, tie, quoted) =>
      /\d/.test(found) && isPassword(found, tie === 'assigned' ? tie : 'beside', quoted) && /\p{L}/u.test(found),
  ),
  key: valueThat(isKey),
  auth: valueThat((found, tie) => found.length >= 16 && isKey(found, tie)),
  code: valueThat((found, tie) => tie !== 'beside' && (/^\d{4,8}#?$/.test(found) || isPassword(found, 'said', false))),
  licence: valueThat(
    (found, tie) => (/^[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){2,9}$/.test(found) && /\d/.test(found)) || isKey(found, tie),
  ),
  pin: numbers,
  recovery: codes,
  answer: answers,
  mnemonic: seedWords,
  login: pairs,
  header: headers,
  curl: curlUsers,
};

/** A finder of one value, the one with the surest tie that is accepted. */
function valueThat(isAccepted: (value: string, tie: Tie, quoted: boolean) => boolean): Finder {
  return function* (text, word) {
    for (const { tie: between, start } of tiesAfter(text, word.end)) {
      const tie = between === 'beside' && isOption(text, word.start) ? 'assigned' : between;
      const found = valueAt(text, start);
      if (found === undefined || !isAccepted(found.value, tie, found.quoted || isSetting(text, word))) continue;
      yield { start: found.start, end: wholeRun(text, found), score: SCORES[tie] };
      return;
    }
    const before = valueBefore(text, word.start);
    if (before !== undefined && isAccepted(before.value, 'beside', false))
      yield { start: before.start, end: before.start + before.value.length, score: SCORES.beside };
  };
}

const networkKey = valueThat((found, tie, quoted) =>
  isPassword(found, tie, quoted || (found.length >= 8 && /\p{Ll}\p{Lu}/u.test(found))),
);
/** No word has a digit: `WPA2`, `WPA2 key` */
const restOfWpa = /[23](?:[- ](?:psk[- ])?(?:key|schlüssel|sleutel))?/iy;

function* networkKeys(text: string, { start, end }: Range): Iterable<Span> {
  restOfWpa.lastIndex = end;
  yield* networkKey(text, { start, end: restOfWpa.test(text) ? restOfWpa.lastIndex : end });
}

/** `DB_PASSWORD=`, and `;Password=` in a connection string: what follows is a value, as if it were quoted. */
function isSetting(text: string, { start, end }: Range): boolean {
  return text[end] === '=' && (text[start - 1] === ';' || /^[A-Z]+$/.test(text.slice(start, end)));
}

/** Digits as they are sent and typed: 482913, 482 913, G-482913, or letters in capitals with digits. */
const digits =
  /["'“*]{0,2}(\d{3} \d{3}|\d{3}-\d{3}|\d{3,8}|[A-Z]-\d{4,8}|(?=[A-Z]{0,9}\d)(?=\d{0,9}[A-Z])[A-Z0-9]{5,10})(?![\p{L}\d%]|[.,:-]\d)/uy;
const isShort = /^\d{3}$/;
const cardCode = /^(?:cvv|cvc|csc)2?$|kartenprüf|cryptogramme|card|prüfziffer|security|segurança|seguridad/i;

function* numbers(text: string, word: Range): Iterable<Span> {
  // The colour and the function are in small letters.
  if (text.startsWith('tan', word.start)) return;
  // CVV2 and CVC2 end in a digit, which no word has.
  const end = /^c[vs][vc]2/i.test(text.slice(word.start, word.end + 1)) ? word.end + 1 : word.end;
  for (const { tie, start } of tiesAfter(text, end)) {
    digits.lastIndex = start;
    const [all, found] = digits.exec(text) ?? [];
    if (found === undefined) continue;
    const mayBeShort = tie === 'assigned' || cardCode.test(text.slice(word.start, word.end));
    if (isShort.test(found) ? !mayBeShort : tie === 'beside' && !/^\d[\d -]+$/.test(found)) continue;
    const at = start + all!.length - found.length;
    yield { start: at, end: at + found.length, score: SCORES.assigned };
    return;
  }
  const before = valueBefore(text, word.start);
  if (before !== undefined && /^(?:[A-Z]-)?\d{4,8}$/.test(before.value))
    yield { start: before.start, end: before.start + before.value.length, score: SCORES.said };
}

/** One of a list of codes, with its number and its mark. */
const nextCode =
  /[\s,;|•*·>-]{0,6}(?:\(?\d{1,2}[.):]\s{1,2})?["'`]?([A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{4,12}){0,9})(?![\w-])["'`]?/y;
const MOST_CODES = 20;

function* codes(text: string, word: Range): Iterable<Span> {
  for (const { tie, start } of tiesAfter(text, word.end)) {
    nextCode.lastIndex = start;
    for (let count = 0; count < MOST_CODES; count++) {
      const from = nextCode.lastIndex;
      const [all, code] = nextCode.exec(text) ?? [];
      if (code === undefined || !/\d/.test(code) || isStandIn(code) || (tie === 'beside' && !code.includes('-'))) break;
      const at = from + all!.indexOf(code);
      yield { start: at, end: at + code.length, score: SCORES[tie] };
    }
  }
}

const answer = /["'“„«]?([\p{L}\d][^\n.;,"”»]{1,40})/uy;

function* answers(text: string, word: Range): Iterable<Span> {
  for (const { tie, start } of tiesAfter(text, word.end)) {
    if (tie === 'beside') return;
    answer.lastIndex = start;
    const [all, found] = answer.exec(text) ?? [];
    if (found === undefined || found.split(' ').length > 4 || isStandIn(found)) continue;
    if (tie === 'said' && !/^["'“„«]|^[\p{Lu}\d]/u.test(all!)) continue;
    const end = start + all!.trimEnd().length;
    yield { start: end - found.trimEnd().length, end, score: SCORES[tie] };
    return;
  }
}

/** 12 to 24 words of three to eight letters (BIP 39). */
const seed = /["'“*]{0,2}((?:[a-z]{3,8}[ ,\n]{1,2}){11,23}[a-z]{3,8})(?![a-z])/y;

function* seedWords(text: string, word: Range): Iterable<Span> {
  for (const { tie, start } of tiesAfter(text, word.end)) {
    seed.lastIndex = start;
    const found = tie === 'beside' ? undefined : seed.exec(text)?.[1];
    if (found !== undefined) yield { start: seed.lastIndex - found.length, end: seed.lastIndex, score: SCORES[tie] };
  }
}

/** `Login: jane / x`, a name and its password. */
const pair =
  /["'*_)]{0,3}(?:\s?[:=|]|\s(?:are|is|sind|lauten|sont|son|sono|zijn|são))\*{0,2}\s{1,3}["'`]?[^\s/|:,"'`]{2,64}["'`]?\s?[/|:,]\s?["'`]?([^\s"'`,;]{4,64})/iy;

function* pairs(text: string, word: Range): Iterable<Span> {
  pair.lastIndex = word.end;
  const found = pair.exec(text)?.[1];
  if (found === undefined || found.startsWith('/')) return;
  const value = withoutRest(found);
  const start = pair.lastIndex - found.length;
  if (isPassword(value, 'said', false)) yield { start, end: start + value.length, score: SCORES.said };
}

const credential = /["']?(?:\s{1,2}|\s?[:=]\s{0,2})["']?([\w.~+/-]{16,}={0,2})/y;

/** What comes after the scheme of the header Authorization (RFC 7617, RFC 6750). */
function* headers(text: string, word: Range): Iterable<Span> {
  credential.lastIndex = word.end;
  const found = credential.exec(text)?.[1];
  if (found === undefined) return;
  const isBasic = /^basic$/i.test(text.slice(word.start, word.end));
  const isCredential = isBasic
    ? /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(found, 'base64').toString('latin1'))
    : isKey(found.slice(0, JUDGED), 'assigned');
  const end = credential.lastIndex;
  if (isCredential) yield { start: end - found.length, end, score: SCORES.assigned };
}

const curlUser = /[^\n]{0,160}?\s(?:-u|--user)[ =]?["']?[^\s:"']{1,64}:([^\s"']{3,128})/y;

function* curlUsers(text: string, word: Range): Iterable<Span> {
  curlUser.lastIndex = word.end;
  const found = curlUser.exec(text)?.[1];
  if (found === undefined || isStandIn(found)) return;
  yield { start: curlUser.lastIndex - found.length, end: curlUser.lastIndex, score: SCORES.assigned };
}
