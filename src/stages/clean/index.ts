import { z } from 'zod';
import { drop, mapText, withParts } from '../../core/document.ts';
import { defineStage } from '../../define.ts';
import {
  fixWhitespace,
  type Hit,
  removeControls,
  removeInvisible,
  splitLigatures,
  straightenQuotes,
} from './characters.ts';
import { fixHtmlRemnants } from './html-remnants.ts';
import { fixMojibake } from './mojibake.ts';

const options = z.strictObject({
  mojibake: z.boolean().default(true).describe('Repair UTF-8 that was read as another encoding, like `Ã©` for `é`.'),
  html: z.boolean().default(true).describe('Decode entities and remove tags left in plain text, except in code.'),
  control: z
    .boolean()
    .default(true)
    .describe('Remove control characters and terminal colours, replace lone surrogates.'),
  zeroWidth: z
    .boolean()
    .default(true)
    .describe('Remove invisible characters, except joiners that shape words and emoji.'),
  ligatures: z.boolean().default(true).describe('Write the ligatures of typesetting, like `ﬁ`, as letters.'),
  normalize: z.boolean().default(true).describe('Compose characters to Unicode normalization form C.'),
  whitespace: z
    .boolean()
    .default(true)
    .describe('Unify line ends and spaces, trim line ends, keep at most two blank lines. Indentation stays.'),
  straightQuotes: z.boolean().default(false).describe('Turn curly quotation marks into straight ones.'),
});

export type CleanOptions = z.infer<typeof options>;

export const clean = defineStage({
  name: 'clean',
  summary: 'Repairs encoding damage and removes invisible characters, leftover markup and stray whitespace',
  options,
  map(chosen: CleanOptions) {
    return (doc, ctx) => {
      const mended = mapText(doc, text => fixText(text, chosen, (name, places) => ctx.count(name, places)));
      if (mended.parts.every(part => part.text.trim() === '')) return drop('empty');
      // A page without text is noise; a turn without text still is a turn, and for `chat` to judge.
      return withParts(
        mended,
        mended.parts.filter(part => part.role !== 'document' || part.text.trim() !== ''),
      );
    };
  },
});

/** Text that was escaped or misread more often than this stays as the last round leaves it. */
const maxRounds = 16;

/**
 * One text cleaned. One fix may uncover work for another (an entity that is half of a misread character), so rounds
 * are repeated until nothing changes: cleaning clean text changes nothing.
 *
 * @param count is told the name of a fix and the number of places it changed
 */
export function fixText(
  text: string,
  chosen: CleanOptions = options.parse({}),
  count: (name: string, places: number) => void = () => {},
): string {
  let current = text;
  for (let round = 0; round < maxRounds; round++) {
    const next = fixOnce(current, chosen, count);
    if (next === current) break;
    current = next;
  }
  return current;
}

function fixOnce(text: string, chosen: CleanOptions, count: (name: string, places: number) => void): string {
  const counted =
    (name: string): Hit =>
    places =>
      count(name, places);
  let fixed = text;
  if (chosen.html) fixed = fixHtmlRemnants(fixed, counted('html-remnants'));
  if (chosen.mojibake) {
    const mended = fixMojibake(fixed);
    if (mended.repaired > 0) count('mojibake', mended.repaired);
    fixed = mended.text;
  }
  if (chosen.control) fixed = removeControls(fixed, counted('control'));
  if (chosen.zeroWidth) fixed = removeInvisible(fixed, counted('zero-width'));
  if (chosen.ligatures) fixed = splitLigatures(fixed, counted('ligatures'));
  if (chosen.straightQuotes) fixed = straightenQuotes(fixed, counted('quotes'));
  if (chosen.whitespace) fixed = fixWhitespace(fixed, counted('whitespace'));
  // Below the combining marks every text is in this form already, and `normalize` copies it several times.
  return chosen.normalize && /[\u0300-\uffff]/.test(fixed) ? fixed.normalize('NFC') : fixed;
}
