import type { Range, Span } from '../define.ts';
import { KEEP } from './labels.ts';
import type { PlacedPiece } from './pieces.ts';

/** A word with the entity that it is most likely part of, which may be `keep`, and how likely that is. */
export interface Word extends Range {
  readonly entity: string;
  readonly chance: number;
}

export interface LabelledSpan extends Span {
  readonly entity: string;
}

/**
 * The words that pieces make up. A word gets the entity that is the most likely on the average of its pieces: of words
 * that are cut into many, the first says little. `chances` has for each piece those of each of the entities.
 */
export function wordsOf(
  pieces: readonly PlacedPiece[],
  chances: readonly (readonly number[])[],
  entities: readonly string[],
): Word[] {
  const words: Word[] = [];
  for (let from = 0, to = 0; from < pieces.length; from = to) {
    for (to = from + 1; to < pieces.length && !pieces[to]!.begins; ) to++;
    const { start } = pieces[from]!;
    const { end } = pieces[to - 1]!;
    const means = entities.map((_, i) => mean(chances.slice(from, to).map(one => one[i]!)));
    const best = means.indexOf(Math.max(...means));
    if (start < end) words.push({ start, end, entity: entities[best]!, chance: means[best]! });
  }
  return words;
}

const aWord = /\p{L}{3}/u;
/** Between words of one value: blanks, but no end of a paragraph. */
const between = /^[ \t\u00a0]{0,9}\n?[ \t\u00a0]{0,9}$/;
/** Between parts of an address. */
const betweenParts = /^[ \t\u00a0]{0,9},?[ \t\u00a0]{0,9}\n?[ \t\u00a0]{0,9}$/;
const marks = /^[\s,;:.!?"'“”„‘’«»]{1,9}|[\s,;:.!?"'“”„‘’«»]{1,9}$/gu;

/**
 * Words that make one value, as one span, without marks at its ends. A place beside a part of an address is part of it, and
 * a number or code alone is no address. The score is the mean of their chances.
 */
export function spansOf(words: readonly Word[], text: string): LabelledSpan[] {
  const spans: { entity: string; start: number; end: number; chances: number[] }[] = [];
  for (const { entity, start, end, chance } of words) {
    if (entity === KEEP) continue;
    const last = spans.at(-1);
    const gap = last === undefined ? '' : text.slice(last.end, start);
    const isSame = last?.entity === entity && between.test(gap);
    const isPart = last !== undefined && isAddress(last.entity, entity) && betweenParts.test(gap);
    if (isSame || isPart) {
      last.entity = isPart ? 'ADDRESS' : entity;
      last.end = end;
      last.chances.push(chance);
    } else spans.push({ entity, start, end, chances: [chance] });
  }
  return spans.flatMap(({ entity, start, end, chances }) => {
    const written = text.slice(start, end);
    const value = written.replace(marks, '');
    if (value === '' || (entity === 'ADDRESS' && !aWord.test(value))) return [];
    const from = start + written.indexOf(value);
    return [{ entity, start: from, end: from + value.length, score: mean(chances) }];
  });
}

function isAddress(...parts: readonly string[]): boolean {
  return parts.includes('ADDRESS') && parts.every(part => part === 'ADDRESS' || part === 'LOCATION');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
