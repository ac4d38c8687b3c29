// What recognizers ask about the neighbourhood of a candidate. Not a part: it finds nothing by itself.

/** Scripts that are written without spaces between words: there a letter next to a span is no sign of a longer token. */
export const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const letterOrDigit = /[\p{L}\p{M}\p{N}]/u;

/**
 * Is the character at `index` part of a word: a letter, mark or digit of a script that puts spaces between words?
 * Halves of surrogate pairs are no word characters: letters outside the basic plane are of no concern to these formats.
 */
export function isWordAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (Number.isNaN(code)) return false;
  if (code < 128) return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122);
  const char = text[index]!;
  return letterOrDigit.test(char) && !unspaced.test(char);
}

/** Does the text go on as the same word over the boundary before `index`? A span may not begin or end there. */
export function cutsWord(text: string, index: number): boolean {
  return index > 0 && isWordAt(text, index - 1) && isWordAt(text, index);
}

/** Regex source of `pattern` where it is no part of a longer number. Ask `isWordAt` for letters beyond ASCII around it. */
export function wholeNumber(pattern: string): string {
  return `(?<![A-Z\\d_]|[A-Z\\d][-.])(?:${pattern})(?![A-Z\\d_]|[-.]\\d)`;
}

/** How far from a candidate words are looked at, in UTF-16 units. */
const reach = 48;

/** The text right before a candidate. */
export function before(text: string, start: number, length: number = reach): string {
  return text.slice(Math.max(0, start - length), start);
}

/** The text right after a candidate. */
export function after(text: string, end: number, length: number): string {
  return text.slice(end, end + length);
}

/** All matches of a global pattern, without the copy of it that `matchAll` makes each time: most texts are short. */
export function allMatches(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return NONE;
  const all: RegExpExecArray[] = [];
  for (; match !== null; match = pattern.exec(text)) {
    all.push(match);
    if (match[0] === '') pattern.lastIndex++;
  }
  return all;
}

const NONE: readonly RegExpExecArray[] = [];

/** Where the last match of a global pattern ends in `window`, or -1: the larger, the nearer to the candidate. */
export function lastMatch(window: string, words: RegExp): number {
  let end = -1;
  for (const match of allMatches(words, window)) end = match.index + match[0].length;
  return end;
}

/** Builds a global, case-insensitive pattern of whole words from alternatives (regex syntax, no groups that capture). */
export function words(...alternatives: readonly string[]): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

// Word characters of the Latin, Greek and Cyrillic scripts as ranges: patterns that are built for one document must compile
// fast, and property classes take a millisecond each.
const inWord = '[0-9A-Za-z_\\u00c0-\\u024f\\u0370-\\u052f\\u1e00-\\u1fff]';

/** A pattern that matches `source` as whole words in the scripts above. For others check the span with `cutsWord`. */
export function wholeWords(source: string): string {
  return `(?<!${inWord})(?:${source})(?!${inWord})`;
}
