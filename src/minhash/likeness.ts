import type { Sketches } from '../core/stage.ts';
import { readSketch, type TextSketch } from './sketch.ts';

/** When a shingle belongs to a template rather than to a document. */
export interface TemplateRule {
  /** It occurs in more than this share of the documents of one source; 1 finds none. */
  readonly templateShare: number;
  /** And in at least so many documents of it. */
  readonly templateDocuments: number;
}

/** When two texts are near-duplicates. */
export interface Likeness extends TemplateRule {
  /** Jaccard similarity of their shingles. */
  readonly similarity: number;
  /** Chance with which a pair just at this similarity is found. */
  readonly recall: number;
  /** Jaccard similarity of those of their shingles that are not template, where there are enough of them to tell. */
  readonly own: number;
}

/** Texts to compare: those of documents, then those of references. */
export interface TextSketches
  extends AsyncIterable<{ readonly index: number; readonly source: number; readonly sketch: TextSketch }> {
  /** Documents and references. */
  readonly count: number;
  /** Texts of each source; references count as one source more, the last. */
  readonly counts: readonly number[];
  at(index: number): Promise<TextSketch>;
}

/** The text sketches of a barrier. `textOf` cuts them out where a stage's sketch holds more. */
export function textsOf(sketches: Sketches, textOf = (bytes: Uint8Array) => bytes): TextSketches {
  return {
    count: sketches.count + sketches.references.count,
    counts: [...sketches.counts, sketches.references.count],
    at: async index => readSketch(textOf((await sketches.at(index)).bytes)),
    async *[Symbol.asyncIterator]() {
      for await (const { index, source, bytes } of sketches) yield { index, source, sketch: readSketch(textOf(bytes)) };
      const source = sketches.sources.length;
      for await (const { index, bytes } of sketches.references)
        yield { index, source, sketch: readSketch(textOf(bytes)) };
    },
  };
}

export interface Comparison {
  /** Exact Jaccard similarity of all shingles. */
  readonly similarity: number;
  /** Of those that are not template; that of the whole where there are too few to tell. */
  readonly own: number;
}

/** Whether a pair is near enough as a whole, and in what is its own. */
export function isSimilar({ similarity, own }: Comparison, likeness: Likeness): boolean {
  return similarity >= likeness.similarity && own >= Math.min(likeness.own, likeness.similarity);
}
