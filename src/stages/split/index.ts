import { textOf, withLabels } from '../../core/document.ts';
import type { SplitName } from '../../core/facts.ts';
import { defineGlobalStage, type Label } from '../../define.ts';
import { SHINGLES, SKETCH_VERSION, TextSketcher } from '../../minhash/sketch.ts';
import { certificate } from './certificate.ts';
import { type Decision, decide } from './decide.ts';
import { keysOf, packSketch } from './keys.ts';
import { options, type SplitOptions, togetherOf } from './options.ts';
import { referencesOf, roleOf } from './references.ts';
import { stratumOf } from './strata.ts';

declare module '../../core/document.ts' {
  interface Labels {
    readonly split?: SplitName;
  }
}

/**
 * Assigns documents to train, validation and test in groups that must not be torn apart: those with the same cluster,
 * thread, file, account or customer, born of one parent, with the same text or a similar one; and whatever these connect.
 *
 * The place of a group in [0, 1) is a hash of its smallest key and the salt, never of the run's seed or of other documents.
 * Groups with the smallest places are test, the next ones validation, as many as bring each split nearest to its share of
 * the documents. So more documents move those groups only whose places are at a cut, and those that they join; with
 * `previous` no group that was there before moves at all. `validation` takes nothing from test.
 *
 * What was written is then measured without knowing of any of this: see `certificate`.
 */
export const split = defineGlobalStage<SplitOptions, Decision>({
  name: 'split',
  summary:
    'Assigns documents to train, validation and test, keeping together what belongs together, and checks the result',
  options,
  needs: ({ together = [], stratify }) => [...together, ...(stratify.filter(name => name !== 'source') as Label[])],
  adds: ['split'],
  references: referencesOf,
  checkReference: (reference, chosen) => void roleOf(reference, chosen),
  sketchedWith: () => ({ version: SKETCH_VERSION, ...SHINGLES }),
  global(chosen) {
    const labels = togetherOf(chosen);
    const sketcher = new TextSketcher(SHINGLES);
    return {
      sketch: doc => {
        const text = sketcher.sketch(doc.id, textOf(doc), 0);
        return packSketch({ keys: keysOf(doc, labels), stratum: stratumOf(doc, chosen.stratify), text });
      },
      decide: (sketches, scratch) => decide(sketches, scratch, chosen),
      // Every sketch has a decision: without one the document would end up in train by accident.
      apply: (doc, decided) =>
        typeof decided === 'object'
          ? { drop: 'frozen-test', keeper: decided.frozen }
          : withLabels(doc, { split: decided }),
      certify: { note: doc => keysOf(doc, labels), check: (written, scratch) => certificate(written, scratch, chosen) },
    };
  },
});
