import { CAPITALS, INITIAL, LOWER_WORD, MIXED_CASE, NEW_LINE, STOP, type Tokens } from './tokens.ts';

// How a line is written: a heading in title case and a row of capitals say little about their capital letters.
const NO_WORDS = 0;
const ONE_WORD = 1;
const ALL_LOWER = 2;
const ALL_CAPITALS = 3;
const TITLE_CASE = 4;
const PROSE = 7;

/** Words by which a line is judged: enough for a heading, and a long line of prose is judged by its beginning. */
const LOOKED_AT = 24;

/** Writes into each token how its line is written and with which words it and the one before begin. */
export function describeLines(tokens: Tokens): void {
  let before = 0;
  for (let from = 0; from < tokens.count; ) {
    let to = from + 1;
    while (to < tokens.count && tokens.gap[to]! < NEW_LINE) to++;
    const style = styleOf(tokens, from, to);
    const word = tokens.word[from]!;
    for (let i = from; i < to; i++) {
      tokens.line[i] = style;
      tokens.lineWord[i] = word;
      tokens.lineWordBefore[i] = before;
    }
    before = word;
    from = to;
  }
}

/** One of 16 styles: how its words are written, and whether it ends like a sentence. */
function styleOf(tokens: Tokens, from: number, to: number): number {
  let [words, lower, capitals] = [0, 0, 0];
  for (let i = from; i < to && words < LOOKED_AT; i++) {
    const kind = tokens.kind[i]!;
    if (kind < LOWER_WORD || kind > MIXED_CASE || kind === INITIAL) continue;
    words++;
    if (kind === LOWER_WORD) lower++;
    else if (kind === CAPITALS) capitals++;
  }
  const ends = tokens.kind[to - 1] === STOP ? 8 : 0;
  return caseOf(words, lower, capitals) + ends;
}

function caseOf(words: number, lower: number, capitals: number): number {
  if (words === 0) return NO_WORDS;
  if (lower === words) return ALL_LOWER;
  if (words === 1) return ONE_WORD;
  if (capitals === words) return ALL_CAPITALS;
  if (lower * 4 > words) return PROSE;
  return TITLE_CASE + (words < 4 ? 0 : words < 7 ? 1 : 2);
}
