import { type Misreading, mayBegin } from './encodings.ts';
import { scriptOf } from './scripts.ts';

/** A place that may be a UTF-8 sequence misread in one encoding. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  /** What the bytes are in UTF-8; U+FFFD where one of them is lost. */
  readonly decoded: string;
  /** Nobody would write this here: repaired on its own evidence. */
  readonly strong: boolean;
  /** Might be meant as it stands; repaired when its line holds a strong one. */
  readonly fits: boolean;
}

interface Sequence {
  readonly start: number;
  readonly end: number;
  readonly chars: readonly string[];
  readonly lead: number;
  readonly decoded: string;
  /** A byte was lost to U+FFFD or to a plain blank. */
  readonly lost: 'none' | 'replaced' | 'blank';
}

// ª º µ are letters to Unicode, but signs wherever they follow a misread lead byte.
const letter = /(?![ªºµ])\p{L}/u;
const lower = /(?![ªºµ])\p{Ll}/u;
const upper = /\p{Lu}/u;
const latin = /\p{Script=Latin}/u;
/** Punctuation that people do put right after a letter. */
const typographic = /^[‘’“”„‚–—…«»‹›•]$/u;
const control = /^[\x80-\x9f]$/u;
const unassigned = /[\p{Cn}\p{Co}\p{Cs}]/u;
/** General punctuation, currency, letterlike signs, arrows, mathematics; the mark that opens a file. */
const sign = /^[\u2000-\u2bff\ufeff\ufffd]$/u;

/** Where a sequence may begin in any encoding: few places in a text that is sound, so that one pass clears most. */
export function suspectsIn(text: string): readonly number[] {
  const suspects: number[] = [];
  const first = text.search(/[\x80-\uffff]/);
  if (first === -1) return suspects;
  let code = text.charCodeAt(first);
  for (let i = first; i < text.length - 1; i++) {
    const next = text.charCodeAt(i + 1);
    if (mayBegin(code, next)) suspects.push(i);
    code = next;
  }
  return suspects;
}

/** All candidates of one encoding, in order and without overlaps. */
export function candidatesIn(text: string, suspects: readonly number[], encoding: Misreading): readonly Candidate[] {
  const found: Sequence[] = [];
  let free = 0;
  for (const start of suspects) {
    if (start < free || encoding.bytes[text.charCodeAt(start)]! < 0xc2) continue;
    const sequence = decode(text, start, encoding);
    if (sequence === undefined) continue;
    found.push(sequence);
    free = sequence.end;
  }
  const runs = runsOf(found).map(run => withoutStrayBlanks(run, text));
  return runs.flatMap(run => judge(run, text));
}

function decode(text: string, start: number, encoding: Misreading): Sequence | undefined {
  const lead = encoding.bytes[text.charCodeAt(start)]!;
  if (lead > 0xf4) return undefined;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const bytes = [lead];
  let blank = false;
  for (let end = start + 1; end < start + length; end++) {
    const code = text.charCodeAt(end);
    // A decoder writes one U+FFFD for a byte it does not know; what follows it is judged by itself.
    if (code === 0xfffd && !blank) {
      return { start, end: end + 1, chars: [...text.slice(start, end + 1)], lead, decoded: '\ufffd', lost: 'replaced' };
    }
    const lostBlank: boolean = code === 0x20 && encoding.noBreakSpace && !blank;
    const byte = lostBlank ? 0xa0 : encoding.bytes[code];
    if (byte === undefined || byte < 0x80 || byte > 0xbf) return undefined;
    blank ||= lostBlank;
    bytes.push(byte);
  }
  const decoded = codePoint(bytes);
  if (decoded === undefined) return undefined;
  const end = start + length;
  return { start, end, chars: [...text.slice(start, end)], lead, decoded, lost: blank ? 'blank' : 'none' };
}

/** The character of a UTF-8 sequence; undefined for overlong forms, surrogates, and what Unicode has not assigned. */
function codePoint(bytes: readonly number[]): string | undefined {
  const lead = bytes[0]!;
  const rest = bytes.slice(1).reduce((value, byte) => (value << 6) | (byte & 0x3f), 0);
  const value = ((lead & (0x7f >> bytes.length)) << (6 * (bytes.length - 1))) | rest;
  const least = [0, 0, 0x80, 0x800, 0x10000][bytes.length]!;
  if (value < least || value > 0x10ffff) return undefined;
  const char = String.fromCodePoint(value);
  return unassigned.test(char) ? undefined : char;
}

function runsOf(sequences: readonly Sequence[]): Sequence[][] {
  const runs: Sequence[][] = [];
  for (const sequence of sequences) {
    const run = runs.at(-1);
    if (run?.at(-1)?.end === sequence.start) run.push(sequence);
    else runs.push([sequence]);
  }
  return runs;
}

/** A blank counts as a byte only inside a run; `Ã ` alone is an à, whose blank is kept when it is the only one. */
function withoutStrayBlanks(run: readonly Sequence[], text: string): Sequence[] {
  return run.flatMap((sequence, i) => {
    if (sequence.lost !== 'blank') return [sequence];
    if (sequence.chars[0] === 'Ã') {
      const single = text[sequence.end] !== ' ' && sequence.end < text.length;
      return [single ? { ...sequence, end: sequence.end - 1 } : sequence];
    }
    const next = run[i + 1];
    return next?.lost === 'none' && scriptOf(next.decoded) === scriptOf(sequence.decoded) ? [sequence] : [];
  });
}

function judge(run: readonly Sequence[], text: string): Candidate[] {
  const together = isStrongRun(run);
  return run.map(sequence => {
    const before = text.slice(Math.max(0, sequence.start - 1), sequence.start);
    const after = text.slice(sequence.end, sequence.end + 1);
    const { start, end, decoded } = sequence;
    const natural = isNatural(sequence, before, after);
    const strong = together || (!natural && isStrong(sequence, before, after));
    const fits = !natural && (run.length > 1 || !breaksWord(decoded, before, after));
    return { start, end, decoded, strong, fits };
  });
}

/** Several sequences in a row that make one script: hardly by accident when signs are among the characters. */
function isStrongRun(run: readonly Sequence[]): boolean {
  if (run.length < 2) return false;
  const scripts = new Set(run.map(sequence => scriptOf(sequence.decoded)).filter(script => script !== undefined));
  if (scripts.size > 1) return false;
  const odd = run.some(({ chars }) => chars.some(char => !letter.test(char) && !typographic.test(char)));
  return odd || run.length >= 4;
}

/** A word that ends in a small accented letter, then closing punctuation: `café…”`, which would be a Chinese sign. */
function isNatural({ chars, decoded }: Sequence, before: string, after: string): boolean {
  if (!letter.test(before) || letter.test(after) || scriptOf(decoded) === 'Latin') return false;
  return lower.test(chars[0]!) && chars.slice(1).every(char => typographic.test(char));
}

/** A letter of another alphabet inside a Latin word. Chinese and Japanese do stand next to Latin letters. */
function breaksWord(decoded: string, before: string, after: string): boolean {
  const script = scriptOf(decoded);
  if (script === undefined || script === 'Latin' || script === 'Han') return false;
  return latin.test(before) || latin.test(after);
}

function isStrong(sequence: Sequence, before: string, after: string): boolean {
  const { chars, lead, decoded, lost } = sequence;
  if (chars.length === 4) return true;
  if (lost === 'replaced') {
    if (chars.length === 3) return lead === 0xe2;
    return lower.test(before) && /[ÃÄÅÐÑ]/.test(chars[0]!);
  }
  if (lost === 'blank') return chars[0] === 'Ã' && lower.test(before);
  if (chars.slice(1).some(char => control.test(char) && char !== '\x85')) return true;
  if (chars.length === 3) {
    return sign.test(decoded) || (scriptOf(decoded) === 'Latin' && (latin.test(before) || latin.test(after)));
  }
  return isStrongPair(chars[0]!, chars[1]!, before, after);
}

/** Two characters that may be one of U+0080-U+07FF: the common case in European languages, and the delicate one. */
function isStrongPair(lead: string, next: string, before: string, after: string): boolean {
  const inWord = letter.test(before) && letter.test(after);
  const nextIsSign = !letter.test(next);
  const nextIsOdd = nextIsSign && !typographic.test(next);
  if (!letter.test(lead)) {
    return !typographic.test(lead) && (letter.test(before) || (nextIsOdd && letter.test(after)));
  }
  // `Â©`, `Â°`, `Â ` before a Latin-1 sign: the most common remnant of all.
  if (lead === 'Â') return /[\xa0-\xbf]/.test(next) && !upper.test(before);
  if (lead === 'Ã' && (nextIsOdd || (nextIsSign && inWord && next !== '’'))) return true;
  // A capital inside a word of small letters: `kÃ¶`, `eÅž`, `iÃ«`.
  const camel = lower.test(before) && upper.test(lead);
  if (camel && (nextIsOdd || (nextIsSign && inWord))) return true;
  if (camel && /[ÃÄÅ]/.test(lead) && !lower.test(next)) return true;
  return nextIsOdd && inWord;
}
