import { z } from 'zod';
import { type Document, drop, textOf, withLabels } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import { defineGlobalStage } from '../../define.ts';
import { wordsOf } from '../hashes.ts';
import { GramIndex } from './grams.ts';
import { ASKED, readItems } from './items.ts';
import { judge, tally } from './tally.ts';

declare module '../../core/document.ts' {
  interface Labels {
    /** Of how many benchmark items the document holds so much that they are contaminated. */
    readonly contaminated?: number;
  }
}

const options = z
  .strictObject({
    against: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
      .transform(paths => [paths].flat())
      .describe('JSONL files of benchmarks, one item a line: paths or patterns, relative to the root.'),
    fields: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'Fields of their rows whose text counts, with dots into objects and lists: `messages.content`. Default: those of ' +
          `${ASKED.map(name => `\`${name}\``).join(', ')} that a row has, of conversations the turns of the user.`,
      ),
    words: z.int().min(2).max(100).default(13).describe('Words to a gram. Fewer find more, and more that is chance.'),
    minWords: z
      .int()
      .min(2)
      .default(5)
      .describe(
        'An item with fewer words than `words` counts when all of it is found in a row; one with fewer than this is too ' +
          'short to judge, and only counted. In Chinese, Japanese and Thai every character is a word.',
      ),
    share: z
      .number()
      .gt(0)
      .max(1)
      .default(0.5)
      .describe(
        'A document with at least this share of an item is contaminated: the share of the words of the item that stand in ' +
          'it in runs of `words`. Less is reported.',
      ),
    action: z
      .enum(['drop', 'label'])
      .default('drop')
      .describe('Drop contaminated documents, or keep them and label them with the number of items.'),
  })
  .refine(({ words, minWords }) => minWords <= words, 'minWords must not be more than words');

type DecontaminateOptions = z.infer<typeof options>;

interface Decision {
  readonly share: number;
  readonly items: number;
}

/**
 * Finds what the corpus holds of the items of benchmarks, so that a model is not measured on what it has been taught.
 *
 * Grams of 13 words go back to GPT-3 (Brown et al. 2020, arxiv.org/abs/2005.14165, appendix C). What they cover is measured
 * in words, as Llama 2 (arxiv.org/abs/2307.09288, A.6) and Tulu 3 (arxiv.org/abs/2411.15124, section 3.2) do, the latter
 * with half of an item as the limit. One word changed in the middle of a question of 30 takes away 13 of its 18 grams, but
 * one of its words; so half of the words is what a reader would call half. Answers do not count by default: see `ASKED`.
 *
 * Title and parts of a document are read as one text. Benchmarks are named by file and line; no text of them leaves here.
 * The sketch of a document lists the grams found in it, by their numbers in the index.
 */
export const decontaminate = defineGlobalStage<DecontaminateOptions, Decision>({
  name: 'decontaminate',
  summary: 'Finds text of benchmarks in the corpus, reports it by item, and drops or labels the documents that hold it',
  options,
  adds: ['contaminated'],
  assets: ({ against }) => against.map(path => ({ path })),
  global({ fields = ASKED, share: least, words, minWords, action }, assets) {
    if (assets.size === 0)
      throw new CorpusmithError('E_ASSET', { place: 'stage decontaminate', detail: 'no file matches' });
    const index = new GramIndex(readItems(assets, fields), { words, minWords });
    return {
      sketch: doc => bytesOf(index.find(allTextOf(doc))),
      async decide(sketches) {
        const evidence = await tally(sketches, index, least);
        return {
          of(sketch) {
            const { items, share } = judge(index, wordsOf(sketch), least);
            return items === 0 ? undefined : { share, items };
          },
          ...evidence,
        };
      },
      apply(doc, decision) {
        if (decision === undefined) return doc;
        const { share, items } = decision;
        return action === 'label' ? withLabels(doc, { contaminated: items }) : drop('contaminated', { share, items });
      },
    };
  },
});

/** The title too: the `chat` stage asks by it. */
function allTextOf(doc: Document): string {
  return doc.labels.title === undefined ? textOf(doc) : `${doc.labels.title}\n\n${textOf(doc)}`;
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}
