import { z } from 'zod';
import { type Rule, shareOf } from './text.ts';

export const c4Thresholds = z.strictObject({
  minSentences: z.int().min(0).default(5).describe('Fewest sentences.'),
  maxWordLength: z.int().min(1).default(1000).describe('Longest word, in characters.'),
  removeLines: z
    .boolean()
    .default(false)
    .describe(
      'Also edit the text as C4 did: remove lines that do not end in punctuation, have fewer than three words, or speak of JavaScript or cookie policies.',
    ),
});

/**
 * The page rules of C4: Raffel et al. 2020, "Exploring the Limits of Transfer Learning", section 2.2. Its list of
 * offensive words is not applied: it is English, and drops medical and legal text.
 */
export function c4Rules(limit: z.infer<typeof c4Thresholds>): readonly Rule[] {
  return [
    { name: 'c4-lorem-ipsum', max: 0, measure: ({ text }) => (/lorem ipsum/i.test(text) ? 1 : 0) },
    { name: 'c4-curly-bracket', max: 0, measure: ({ text }) => (/[{}]/.test(text) ? 1 : 0) },
    { name: 'c4-sentences', min: limit.minSentences, measure: ({ text }) => sentences(text) },
    {
      name: 'c4-word-length',
      max: limit.maxWordLength,
      measure: ({ words }) => words.reduce((longest, word) => Math.max(longest, word.length), 0),
    },
  ];
}

/** Runs of text that end in a full stop, question or exclamation mark before a blank, or that end a line. */
function sentences(text: string): number {
  return text.split(/(?<=[.!?。！？]["'”’)]?)\s|(?<=[。！？])|\n/).filter(piece => /\p{L}/u.test(piece)).length;
}

const policy = /terms of use|privacy policy|cookie policy|uses cookies|use of cookies|use cookies/i;
const terminal = /[.!?。！？]["'”’)]?$|["”]$/;

/** The text without the lines that C4 removed. */
export function withoutC4Lines(text: string): string {
  return text
    .split('\n')
    .filter(line => {
      const bare = line.trim();
      if (bare === '') return true;
      if (!terminal.test(bare) || bare.endsWith('...')) return false;
      return bare.split(/\s+/).length >= 3 && !/javascript/i.test(bare) && !policy.test(bare);
    })
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Share of lines that end as a sentence does. */
export function punctuatedLines(lines: readonly string[]): number {
  return shareOf(lines, line => terminal.test(line));
}
