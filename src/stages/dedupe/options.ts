import { z } from 'zod';
import type { Likeness } from '../../minhash/likeness.ts';
import type { ShingleShape } from '../../minhash/sketch.ts';

const share = () => z.number().min(0).max(1);

export const options = z.strictObject({
  similarity: z
    .number()
    .min(0.3)
    .max(1)
    .default(0.8)
    .describe('Documents with at least this Jaccard similarity of their shingles are near-duplicates.'),
  recall: z
    .number()
    .min(0.5)
    .max(0.999)
    .default(0.95)
    .describe('Chance with which a pair just at `similarity` is found: it chooses the bands.'),
  keep: z
    .enum(['longest', 'first', 'newest', 'best'])
    .default('longest')
    .describe(
      'Which of near-duplicates stays. `first` goes by the order of sources; `newest` by the time of the document, unknown ' +
        'times last; `best` by the label `quality`.',
    ),
  action: z
    .enum(['drop', 'label'])
    .default('drop')
    .describe('Drop near-duplicates, or keep them all and only label their cluster.'),
  containment: z
    .number()
    .min(0.5)
    .max(1)
    .optional()
    .describe(
      'Drop also documents of which a longer one holds at least this share: a mail that is quoted whole in another. ' +
        'Documents with fewer than 16 shingles of their own are not looked at.',
    ),
  shingles: z
    .enum(['auto', 'words', 'characters'])
    .default('auto')
    .describe('What shingles are made of. `auto`: characters for documents in scripts without blanks between words.'),
  words: z.int().min(1).max(16).default(5).describe('Words to a shingle.'),
  characters: z.int().min(1).max(64).default(5).describe('Characters to a shingle.'),
  digits: z
    .enum(['keep', 'mask'])
    .default('keep')
    .describe('`mask` takes all digits for equal, so that another date or number makes no other document.'),
  templateShare: share()
    .default(0.02)
    .describe(
      'Shingles in more than this share of the documents of a source are template: they count little. 1: none.',
    ),
  templateDocuments: z.int().min(2).default(20).describe('Shingles in fewer documents than this are never template.'),
  ownSimilarity: share()
    .default(0.5)
    .describe('Near-duplicates that share a template must be this similar in what is not template.'),
  stopAbove: share()
    .default(0.9)
    .describe('Stop the run when a source of 100 documents or more would lose more than this share of them. 1: never.'),
  against: z
    .union([z.string(), z.array(z.string())])
    .transform(paths => [paths].flat())
    .default([])
    .describe(
      'Earlier datasets, JSONL files or index folders: what they hold already goes. Paths or patterns from the root.',
    ),
});

export type DedupeOptions = z.infer<typeof options>;

export function shapeOf({ shingles, words, characters, digits }: DedupeOptions): ShingleShape {
  return { by: shingles, words, characters, digits };
}

export function likenessOf(chosen: DedupeOptions): Likeness {
  const { similarity, recall, ownSimilarity: own, templateShare, templateDocuments } = chosen;
  return { similarity, recall, own, templateShare, templateDocuments };
}
