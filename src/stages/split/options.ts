import { z } from 'zod';
import type { SplitName } from '../../core/facts.ts';
import type { Likeness } from '../../minhash/likeness.ts';

const TOGETHER = ['cluster', 'thread', 'file', 'account', 'customer'] as const;

export type TogetherLabel = (typeof TOGETHER)[number];

const TOGETHER_BY_DEFAULT: readonly TogetherLabel[] = ['cluster', 'thread', 'file'];

/** Their values are text or grouping keys, which reports must not show. */
const NEVER_STRATA = ['title', 'people', 'thread', 'account', 'file', 'customer', 'split'];

const stratum = z
  .string()
  .regex(/^[A-Za-z][\w-]*$/, 'must be `source` or the name of a label')
  .refine(name => !NEVER_STRATA.includes(name), 'this label is text, or a key that must not show');

const allowed = (what: string) => z.int().min(0).default(0).describe(`Held-out rows ${what}.`);

export const options = z
  .strictObject({
    validation: z.number().min(0).max(0.9).default(0.05).describe('Share of the documents held out to tune on.'),
    test: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.05)
      .describe('Share of the documents held out to measure on. Counts as 0 with `frozen`: the test set is that one.'),
    salt: z.int().default(0).describe('Another number gives another split of the same documents.'),
    together: z
      .array(z.enum(TOGETHER))
      .optional()
      .describe(
        'Documents with the same value of one of these labels share a split. Default: `cluster`, `thread`, `file`.',
      ),
    leakSimilarity: z
      .number()
      .min(0.3)
      .max(1)
      .default(0.6)
      .describe(
        'Documents with at least this Jaccard similarity of their word 5-grams share a split, as does a shorter one ' +
          'that a longer one holds to the same degree.',
      ),
    stratify: z
      .array(stratum)
      .default([])
      .describe('Every split gets the same mix of these: `source`, or labels such as `language`.'),
    previous: z
      .union([z.string().min(1), z.array(z.string().min(1))])
      .transform(folders => [folders].flat())
      .default([])
      .describe('Folders of earlier datasets: what was in one of their splits stays there, with all of its group.'),
    frozen: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
      .optional()
      .describe('A test set that must not change: no other is written, and documents connected with it are dropped.'),
    allowLeaks: z
      .strictObject({
        exact: allowed('with the same text as a row of another split'),
        near: allowed('that are similar to a row of another split'),
        keys: allowed('that share a label of `together`, or the parent, with a row of another split'),
        answers: allowed('whose answer stands in the text of train'),
      })
      .prefault({})
      .describe('Leaks that the certificate may find in the written files before it fails the run.'),
  })
  .refine(({ validation, test }) => validation + test < 1, 'validation and test leave nothing to train on');

export type SplitOptions = z.infer<typeof options>;

export function togetherOf({ together }: SplitOptions): readonly TogetherLabel[] {
  return together ?? TOGETHER_BY_DEFAULT;
}

export function frozenOf({ frozen }: SplitOptions): readonly string[] {
  return frozen === undefined ? [] : [frozen].flat();
}

/** What is asked of each split, as shares of all documents. */
export function sharesOf(chosen: SplitOptions): Readonly<Record<SplitName, number>> {
  const { validation } = chosen;
  const test = frozenOf(chosen).length > 0 ? 0 : chosen.test;
  return { train: 1 - validation - test, validation, test };
}

/** What `dedupe` takes for template by default: two tickets of one form are not alike for it. */
export function likenessOf({ leakSimilarity }: SplitOptions): Likeness {
  return { similarity: leakSimilarity, recall: 0.99, own: 0.5, templateShare: 0.02, templateDocuments: 20 };
}
