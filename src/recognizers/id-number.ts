import { defineRecognizer, type Range, type RecognizerDefinition, type SearchedText } from '../define.ts';

/** A number that an authority or a company gives to one person or thing. */
export interface IdNumber {
  readonly name: string;
  readonly entity: string;
  readonly summary: string;
  /** What it looks like, as regex source for any case, without what stands around it. One way to match each text. */
  readonly pattern: string;
  /** Whether ranges and check digits are right, of its letters and digits in upper case. */
  readonly isValid?: (value: string) => boolean;
  /** Words and phrases beside it that say what it is, in lower case, in the languages it is spoken of in. */
  readonly words: readonly string[];
  /** Score without such a word, where the shape says something by itself. Default: no finding. */
  readonly alone?: number;
  /** Score beside a word when it is not valid: a slip, or a stand-in. Default: 0.4 where `isValid` can tell. */
  readonly invalid?: number;
}

/** How far after a word, and before one, a number may begin or end. */
const [AFTER_WORD, BEFORE_WORD] = [64, 24];
/** No number is longer. */
const LONGEST = 40;
/** Scores of a number beside its word: proved by a check, by the word alone, and with a check that fails. */
const [PROVED, NAMED, INVALID] = [1, 0.85, 0.4];

/** A recognizer of numbers by their shape, their check and the words beside them. Bare digits alone are never a finding. */
export function defineIdNumber(id: IdNumber): RecognizerDefinition {
  const { name, entity, summary, pattern, isValid, words, alone = 0 } = id;
  const invalid = id.invalid ?? (isValid === undefined ? 0 : INVALID);
  const shape = new RegExp(
    `(?<![\\p{L}\\p{N}_]|[\\p{L}\\p{N}][-.])(?:${pattern})(?![\\p{L}\\p{N}_]|[-.]\\p{N})`,
    'giu',
  );
  const tier = isValid === undefined ? 'context' : 'checksum';
  return defineRecognizer({
    name,
    entity,
    summary,
    tier,
    words,
    *find(searched) {
      const named = new Set<number>();
      for (const { start, end } of besideWords(searched, name, shape)) {
        if (named.has(start)) continue;
        named.add(start);
        const valid = isValid?.(plain(searched.text.slice(start, end))) ?? true;
        if (valid) yield { start, end, score: isValid === undefined ? NAMED : PROVED };
        else if (invalid > 0) yield { start, end, score: invalid, tier: 'context' };
      }
      if (alone === 0 || alone < searched.minScore) return;
      for (const { start, end } of matchesIn(searched, shape)) {
        const valid = isValid?.(plain(searched.text.slice(start, end))) ?? true;
        if (valid && !named.has(start)) yield { start, end, score: alone };
      }
    },
  });
}

/** Matches of a global pattern within the stretches that hold numbers. */
export function* matchesIn({ text, numbers }: SearchedText, pattern: RegExp): Iterable<Range> {
  for (const { start, end } of numbers) {
    for (const match of text.slice(start, end).matchAll(pattern)) {
      yield { start: start + match.index, end: start + match.index + match[0].length };
    }
  }
}

/** Matches of a global pattern that begin shortly after a word of the recognizer, or end shortly before one. */
export function* besideWords(searched: SearchedText, recognizer: string, pattern: RegExp): Iterable<Range> {
  const { text } = searched;
  for (const cue of searched.cues(recognizer)) {
    const after = paragraphStart(text.slice(cue.end, cue.end + AFTER_WORD + LONGEST));
    for (const match of after.matchAll(pattern)) {
      if (match.index > AFTER_WORD) break;
      const start = cue.end + match.index;
      yield { start, end: start + match[0].length };
    }
    const from = Math.max(0, cue.start - BEFORE_WORD - LONGEST);
    for (const match of text.slice(from, cue.start).matchAll(pattern)) {
      const start = from + match.index;
      const end = start + match[0].length;
      // At the cut the text before the match is not seen.
      const isCut = match.index === 0 && from > 0;
      if (!isCut && end >= cue.start - BEFORE_WORD && !/\n\s*\n/.test(text.slice(end, cue.start))) yield { start, end };
    }
  }
}

/** Up to a blank line. */
function paragraphStart(text: string): string {
  const blank = /\n[ \t]*\n/.exec(text);
  return blank === null ? text : text.slice(0, blank.index);
}

/** Letters and digits, in upper case. */
function plain(value: string): string {
  return value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}
