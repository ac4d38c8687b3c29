// Where in a text recognizers look: in stretches with numbers, and beside their words. Not a part.
import type { Range, SearchedText } from '../define.ts';
import { allMatches, isWordAt } from './context.ts';

/** How far after a word, and before one, a number may begin or end. */
const [AFTER_WORD, BEFORE_WORD] = [64, 24];
/** No number is longer. */
const LONGEST = 40;

/** Matches of a global pattern that begin within the stretches that hold numbers, and end at most so far behind them. */
export function matchesIn(
  { text, numbers }: Pick<SearchedText, 'text' | 'numbers'>,
  pattern: RegExp,
  behind = 0,
): readonly Range[] {
  const all: Range[] = [];
  let done = 0;
  for (const { start, end } of numbers) {
    for (const match of allMatches(pattern, text.slice(start, end + behind))) {
      const from = start + match.index;
      if (from < done || from >= end) continue;
      done = from + match[0].length;
      all.push({ start: from, end: done });
    }
  }
  return all;
}

/** Matches of a global pattern that begin shortly after a word of the recognizer, or end shortly before one. */
export function* besideWords(searched: SearchedText, recognizer: string, pattern: RegExp): Iterable<Range> {
  for (const cue of searched.cues(recognizer)) yield* besideCue(searched.text, cue, pattern);
}

function* besideCue(text: string, cue: Range, pattern: RegExp): Iterable<Range> {
  const after = paragraphStart(text.slice(cue.end, cue.end + AFTER_WORD + LONGEST));
  for (const match of allMatches(pattern, after)) {
    if (match.index > AFTER_WORD) break;
    const start = cue.end + match.index;
    if (match.index === 0 || !isWordAt(text, start - 1)) yield { start, end: start + match[0].length };
  }
  const from = Math.max(0, cue.start - BEFORE_WORD - LONGEST);
  for (const match of allMatches(pattern, text.slice(from, cue.start))) {
    const start = from + match.index;
    const end = start + match[0].length;
    // At the cut the text before the match is not seen.
    const isCut = (match.index === 0 && from > 0) || isWordAt(text, start - 1);
    if (!isCut && end >= cue.start - BEFORE_WORD && !/\n\s*\n/.test(text.slice(end, cue.start))) yield { start, end };
  }
}

const MARKS = '[\\s.:=#|>*"\'“«([-]{0,8}';
const LINKING =
  'dele|dela|nos?|nr|num|numbers?|nummer|numéro|numero|número|n\\.?[°ºo]?|№|code|id|is|are|was|ist|lautet|est|es|è|é|er|jest';
/** `account number for Jane Roe: 12345` */
const OWNER = '\\s(?:for|of|on|from)(?:\\s[^\\s\\d.;:]{1,24}){1,4}(?=\\s?[:=(]|\\s(?:is|was)\\s)';
/** What may stand between a word and its number: closing marks, whose it is, and twice a linking word. */
const CONNECTION = new RegExp(
  `^["'’”»)\\]*_]{0,3}(?:${OWNER})?(?:${MARKS}(?:${LINKING}))?(?:[\\s.:=#]{1,4}(?:${LINKING}))?${MARKS}$`,
  'iu',
);
/** Between one number and the next of a list, and between a number and the word behind it. */
const NEXT = /^\s?(?:[,;/&]|and|or|und|oder|et|y|e)\s{0,2}$/i;
const IS_MY = /^["']?\s(?:is|was|as|ist|est|es|è|é)\s(?:(?:my|the|your|his|her|our|mi|su|mon|ma|meine?|die)\s)?$/i;

/** Matches that come right after a word of the recognizer, a list of them too, or before one: `12345 is my account number`. */
export function* rightAfterWords(searched: SearchedText, recognizer: string, pattern: RegExp): Iterable<Range> {
  const { text } = searched;
  for (const cue of searched.cues(recognizer)) {
    let from = cue.end;
    for (const { start, end } of besideCue(text, cue, pattern)) {
      if (end <= cue.start && IS_MY.test(text.slice(end, cue.start))) yield { start, end };
      if (start < cue.end || !(from === cue.end ? CONNECTION : NEXT).test(text.slice(from, start))) continue;
      yield { start, end };
      from = end;
    }
  }
}

/** Up to a blank line. */
function paragraphStart(text: string): string {
  const blank = /\n[ \t]*\n/.exec(text);
  return blank === null ? text : text.slice(0, blank.index);
}
