import { z } from 'zod';
import { type Document, drop, textOf, withLabels } from '../core/document.ts';
import { defineStage } from '../define.ts';

declare module '../core/document.ts' {
  interface Labels {
    /** ISO 639-1, or `und` where it could not be told. */
    readonly language?: string;
  }
}

const options = z.strictObject({
  keep: z
    .array(z.string().regex(/^[a-z]{2}$/, 'two lower-case letters, as in ISO 639-1'))
    .default([])
    .describe('Languages to keep, as ISO 639-1 codes; documents in others are dropped. Empty keeps all.'),
  minConfidence: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('Below this score (0 to 1; 0.75 is common for running text) the language counts as undetermined.'),
  dropUndetermined: z
    .boolean()
    .default(false)
    .describe('Drop documents whose language cannot be told when `keep` is set; otherwise they stay, labelled `und`.'),
});

/**
 * Tells the language by the byte n-grams of the prose, with the largest model of ELD (Efficient Language Detector,
 * github.com/nitotm/efficient-language-detector-js): 60 languages, Indonesian not among them (it comes out as Malay,
 * `ms`). The model is part of the package: nothing is fetched. It is loaded when a pipeline uses the stage, not before.
 */
export const language = defineStage({
  name: 'language',
  summary: 'Tells the language of a document, and drops those in other languages than wanted',
  options,
  adds: ['language'],
  async map({ keep, minConfidence, dropUndetermined }: z.infer<typeof options>) {
    const { eld } = await import('eld/large');
    const scoresOf: Detector = text => eld.detect(text).getScores();
    return doc => {
      const prose = proseOf(doc);
      const { best, score } = hasEnough(prose) ? detect(prose, scoresOf) : { best: undefined, score: 0 };
      const known = best !== undefined && score >= minConfidence;
      if (keep.length > 0) {
        if (known && !keep.includes(best)) return drop('language', { score: round(score) });
        if (!known && dropUndetermined) return drop('language-undetermined', { score: round(score) });
      }
      return withLabels(doc, { language: known ? best : 'und' });
    };
  },
});

/** Of a word or two any language can be told with any score: a part number looks Polish. Bytes, since one sign of Chinese says more. */
const leastBytes = 10;

function hasEnough(prose: string): boolean {
  return prose.length >= leastBytes || new TextEncoder().encode(prose).length >= leastBytes;
}

type Detector = (text: string) => Readonly<Record<string, number>>;

/** ELD reads about 350 bytes of a text. A long document is judged by windows of this size, spread over all of it. */
const windowCharacters = 400;
const maxWindows = 4;

/** The language with the highest mean score over all windows. */
function detect(prose: string, scoresOf: Detector): { best: string | undefined; score: number } {
  const windows = windowsOf(prose);
  const sums = new Map<string, number>();
  for (const window of windows) {
    for (const [code, score] of Object.entries(scoresOf(window))) sums.set(code, (sums.get(code) ?? 0) + score);
  }
  let best: string | undefined;
  let most = 0;
  for (const [code, sum] of sums) if (sum > most) [best, most] = [code, sum];
  return { best, score: most / windows.length };
}

function windowsOf(prose: string): readonly string[] {
  if (prose.length <= windowCharacters) return [prose];
  const count = Math.min(maxWindows, Math.ceil(prose.length / windowCharacters));
  const step = (prose.length - windowCharacters) / (count - 1);
  return Array.from({ length: count }, (_, i) => {
    const start = Math.round(i * step);
    const window = prose.slice(start, start + windowCharacters);
    // A window begins with a whole word, in scripts that have blanks.
    const blank = i === 0 ? -1 : window.slice(0, 40).search(/\s/);
    return window.slice(blank + 1);
  });
}

/** Text without what is the same in every language: code, addresses, numbers. */
function proseOf(doc: Document): string {
  return textOf(doc)
    .replace(/^ {0,3}(```|~~~)[^\n]*\n[\s\S]*?(?:^ {0,3}\1[^\n]*$|(?![\s\S]))/gm, ' ')
    .replace(/`[^`\n]{1,200}`/g, ' ')
    .replace(/\b(?:https?:\/\/|www\.)[^\s<>]{1,2000}/gi, ' ')
    .replace(/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,253}/gu, ' ')
    .replace(/[\s\p{N}]+/gu, ' ')
    .trim();
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
