import { z } from 'zod';
import { duplicates, type Measured, type Rule, ratio, shareOf } from './text.ts';

const share = z.number().min(0).max(1);

export const gopherThresholds = z.strictObject({
  minWords: z.int().min(0).default(50).describe('Fewest words.'),
  maxWords: z.int().min(1).default(100_000).describe('Most words.'),
  minMeanWordLength: z.number().min(0).default(3).describe('Lowest mean word length, in characters.'),
  maxMeanWordLength: z.number().min(0).default(10).describe('Highest mean word length, in characters.'),
  maxSymbolRatio: z.number().min(0).default(0.1).describe('Most hash signs, and most ellipses, for each word.'),
  maxBulletLines: share.default(0.9).describe('Largest share of lines that begin with a bullet.'),
  maxEllipsisLines: share.default(0.3).describe('Largest share of lines that end in an ellipsis.'),
  minAlphabeticWords: share.default(0.8).describe('Smallest share of words with a letter in them.'),
  minStopWords: z
    .int()
    .min(0)
    .default(2)
    .describe('Fewest of the English words the, be, to, of, and, that, have, with.'),
});

const stopWords = new Set(['the', 'be', 'to', 'of', 'and', 'that', 'have', 'with']);

/** The quality rules of Gopher: Rae et al. 2021, "Scaling Language Models", section A1.1. */
export function gopherRules(limit: z.infer<typeof gopherThresholds>): readonly Rule[] {
  return [
    { name: 'gopher-word-count', min: limit.minWords, max: limit.maxWords, measure: text => wordLike(text).length },
    {
      name: 'gopher-mean-word-length',
      min: limit.minMeanWordLength,
      max: limit.maxMeanWordLength,
      measure: text => ratio(totalLength(wordLike(text)), wordLike(text).length),
    },
    {
      name: 'gopher-symbol-ratio',
      max: limit.maxSymbolRatio,
      measure: text => Math.max(perWord(text, /#/g), perWord(text, /…|\.\.\./g)),
    },
    {
      name: 'gopher-bullet-lines',
      max: limit.maxBulletLines,
      measure: ({ lines }) => shareOf(lines, line => /^[•‣▶◦●○■□▪▫–*-]/.test(line)),
    },
    {
      name: 'gopher-ellipsis-lines',
      max: limit.maxEllipsisLines,
      measure: ({ lines }) => shareOf(lines, line => line.endsWith('…') || line.endsWith('...')),
    },
    {
      name: 'gopher-alphabetic-words',
      min: limit.minAlphabeticWords,
      measure: ({ words }) => shareOf(words, word => /\p{L}/u.test(word)),
    },
    {
      name: 'gopher-stop-words',
      min: limit.minStopWords,
      measure: ({ words }) => new Set(words.map(bare).filter(word => stopWords.has(word))).size,
    },
  ];
}

export const repetitionThresholds = z.strictObject({
  minWords: z
    .int()
    .min(0)
    .default(50)
    .describe('Shorter documents are not judged: the thresholds were set on documents of at least 50 words.'),
  lines: share.default(0.3).describe('Largest share of lines that are duplicates.'),
  paragraphs: share.default(0.3).describe('Largest share of paragraphs that are duplicates.'),
  lineCharacters: share.default(0.2).describe('Largest share of characters in duplicate lines.'),
  paragraphCharacters: share.default(0.2).describe('Largest share of characters in duplicate paragraphs.'),
  topNgrams: z
    .array(share)
    .length(3)
    .default([0.2, 0.18, 0.16])
    .describe('Largest share of characters in the most frequent sequence of 2, 3 and 4 words.'),
  duplicateNgrams: z
    .array(share)
    .length(6)
    .default([0.15, 0.14, 0.13, 0.12, 0.11, 0.1])
    .describe('Largest share of characters in repeated sequences of 5, 6, 7, 8, 9 and 10 words.'),
});

/** The repetition rules of Gopher: Rae et al. 2021, table A1. */
export function repetitionRules(limit: z.infer<typeof repetitionThresholds>): readonly Rule[] {
  const rules: readonly Rule[] = [
    {
      name: 'gopher-duplicate-lines',
      max: limit.lines,
      measure: ({ lines }) => duplicateShare(lines),
    },
    {
      name: 'gopher-duplicate-paragraphs',
      max: limit.paragraphs,
      measure: text => duplicateShare(text.paragraphs),
    },
    {
      name: 'gopher-duplicate-line-characters',
      max: limit.lineCharacters,
      measure: ({ lines, text }) => ratio(duplicates(lines).characters, text.length),
    },
    {
      name: 'gopher-duplicate-paragraph-characters',
      max: limit.paragraphCharacters,
      measure: ({ paragraphs, text }) => ratio(duplicates(paragraphs).characters, text.length),
    },
    ...limit.topNgrams.map((max, i) => ({
      name: `gopher-top-${i + 2}-gram`,
      max,
      measure: (text: Measured) => topNgramShare(text, i + 2),
    })),
    ...limit.duplicateNgrams.map((max, i) => ({
      name: `gopher-duplicate-${i + 5}-grams`,
      max,
      measure: (text: Measured) => duplicateNgramShare(text, i + 5),
    })),
  ];
  return rules.map(rule => ({
    ...rule,
    byTurn: true,
    measure: text => (text.words.length < limit.minWords ? 0 : rule.measure(text)),
  }));
}

function duplicateShare(items: readonly string[]): number {
  return ratio(duplicates(items).items, items.length);
}

/** Characters of the most frequent n-gram, all occurrences, blanks not counted; 0 when none occurs twice. */
function topNgramShare({ words, text, grams }: Measured, n: number): number {
  const numbers = grams(n);
  const counts = new Uint32Array(numbers.length);
  let most = 1;
  let characters = 0;
  for (const [i, number] of numbers.entries()) {
    const count = ++counts[number]!;
    if (count <= most) continue;
    most = count;
    characters = lengthOf(words, i, n) * count;
  }
  return ratio(characters, text.length);
}

/** Characters in n-grams that occurred before; one that is counted is stepped over, so that nothing counts twice. */
function duplicateNgramShare({ words, text, grams }: Measured, n: number): number {
  const numbers = grams(n);
  const seen = new Uint8Array(numbers.length);
  let characters = 0;
  for (let i = 0; i < numbers.length; ) {
    const number = numbers[i]!;
    if (seen[number] === 1) characters += lengthOf(words, i, n);
    i += seen[number] === 1 ? n : 1;
    seen[number] = 1;
  }
  return ratio(characters, text.length);
}

/** Characters of `n` words from the one at `start` on. */
function lengthOf(words: readonly string[], start: number, n: number): number {
  let sum = 0;
  for (let i = start; i < start + n; i++) sum += words[i]!.length;
  return sum;
}

/** Words that are not only punctuation. */
function wordLike({ words }: Measured): readonly string[] {
  return words.filter(word => /[\p{L}\p{N}]/u.test(word));
}

function totalLength(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + bare(word).length, 0);
}

/** Lower case, without the punctuation that a word carries at its ends. */
function bare(word: string): string {
  return word.toLowerCase().replace(/^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, '');
}

function perWord({ text, words }: Measured, symbol: RegExp): number {
  return ratio(text.match(symbol)?.length ?? 0, words.length);
}
