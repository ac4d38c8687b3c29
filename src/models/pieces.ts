import type { Range } from '../define.ts';
import { cutsWord } from '../recognizers/context.ts';
import type { TextTokenizer } from '../tokenizers/tokenizer.ts';

/** A token of the model, and where in the text it stands: what the library does not tell. */
export interface PlacedPiece extends Range {
  readonly id: number;
  /** It does not go on with the word of the piece before. */
  readonly begins: boolean;
}

/** A run between blanks: no tokenizer of a token classifier joins text over one. Cut where it is too long for any word. */
const run = /\S{1,200}/gu;
/** How vocabularies write that a piece goes on with a word, or begins one. */
const sign = /^(?:##|▁|Ġ)/u;

/** The pieces of a text in order. They cover all of it but blanks, and what the tokenizer leaves out altogether. */
export function placedPieces(text: string, tokenizer: TextTokenizer): readonly PlacedPiece[] {
  const placed: PlacedPiece[] = [];
  for (const { 0: written, index } of text.matchAll(run)) {
    // With the blank before it: vocabularies of bytes spell it with the word.
    const pieces = tokenizer.pieces(index === 0 ? written : ` ${written}`);
    const spelt = pieces.map(({ token }) => token.replace(sign, ''));
    for (const [i, range] of align(written, spelt, tokenizer).entries()) {
      const [start, end] = [index + range.start, index + range.end];
      const begins = start !== placed.at(-1)?.start && !cutsWord(text, start);
      placed.push({ id: pieces[i]!.id, start, end, begins });
    }
  }
  return placed;
}

/**
 * Where each piece stands in the run. It is spelt as the normalised run is, whose characters are known by normalising
 * those of the run one by one. Pieces that are spelt otherwise, unknown ones and those of bytes, share what lies between
 * those beside them. When all that does not add up a piece may be anywhere in the run.
 */
function align(written: string, spelt: readonly string[], tokenizer: TextTokenizer): readonly Range[] {
  const { normalised, from } = byCharacter(written, tokenizer);
  const places = placesOf(spelt, normalised);
  if (places === undefined || normalised !== withoutBlanks(tokenizer.normalise(written)))
    return spelt.map(() => ({ start: 0, end: written.length }));
  return places.map(({ start, end }) => {
    // What is left out, such as an accent, belongs to what stands before it.
    const first = start === 0 ? 0 : (from[start]?.start ?? written.length);
    return {
      start: first,
      end: start === end ? first : Math.max(from[end - 1]!.end, from[end]?.start ?? written.length),
    };
  });
}

/** The normalised run, and of each of its UTF-16 units the character of the run that it comes from. */
function byCharacter(written: string, tokenizer: TextTokenizer) {
  let normalised = '';
  const from: Range[] = [];
  let start = 0;
  for (const char of written) {
    const end = start + char.length;
    const as = withoutBlanks(tokenizer.normalise(char));
    for (let i = 0; i < as.length; i++) from.push({ start, end });
    normalised += as;
    start = end;
  }
  return { normalised, from };
}

/** Where each piece stands in the normalised run; nothing when they do not make it up. */
function placesOf(spelt: readonly string[], normalised: string): readonly Range[] | undefined {
  const places: Range[] = [];
  let reached = 0;
  while (places.length < spelt.length) {
    const piece = spelt[places.length]!;
    if (normalised.startsWith(piece, reached)) {
      places.push({ start: reached, end: reached + piece.length });
      reached += piece.length;
      continue;
    }
    const isThere = (next: string, i: number) =>
      i > places.length && next !== '' && normalised.indexOf(next, reached + 1) > 0;
    const next = spelt.findIndex(isThere);
    const end = next === -1 ? normalised.length : normalised.indexOf(spelt[next]!, reached + 1);
    const place = { start: reached, end };
    const strange = (next === -1 ? spelt.length : next) - places.length;
    for (let i = 0; i < strange; i++) places.push(place);
    reached = end;
  }
  return reached === normalised.length ? places : undefined;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s/gu, '');
}
