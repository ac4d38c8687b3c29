import { z } from 'zod';
import { punctuatedLines } from './c4.ts';
import { duplicates, type Rule, ratio, shareOf } from './text.ts';

const share = z.number().min(0).max(1);

export const finewebThresholds = z.strictObject({
  minPunctuatedLines: share.default(0.12).describe('Smallest share of lines that end in punctuation.'),
  maxDuplicateCharacters: share.default(0.1).describe('Largest share of characters in duplicate lines.'),
  maxShortLines: share.default(0.67).describe('Largest share of short lines.'),
  shortLine: z.int().min(1).default(30).describe('Lines with fewer characters are short.'),
});

/** The rules that FineWeb added: Penedo et al. 2024, "The FineWeb Datasets", section 3.5. */
export function finewebRules(limit: z.infer<typeof finewebThresholds>): readonly Rule[] {
  return [
    {
      name: 'fineweb-unpunctuated-lines',
      min: limit.minPunctuatedLines,
      measure: ({ lines }) => (lines.length === 0 ? 1 : punctuatedLines(lines)),
    },
    {
      name: 'fineweb-duplicate-characters',
      max: limit.maxDuplicateCharacters,
      measure: ({ lines, text }) => ratio(duplicates(lines).characters, text.length),
    },
    {
      name: 'fineweb-short-lines',
      max: limit.maxShortLines,
      measure: ({ lines }) => shareOf(lines, line => line.length < limit.shortLine),
    },
  ];
}
