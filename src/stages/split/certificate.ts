import type { Exhibit } from '../../core/facts.ts';
import type { Evidence, Scratch, Written } from '../../core/stage.ts';
import { findTemplates } from '../../minhash/templates.ts';
import { type AnswersCompared, findAnswers } from './answers.ts';
import { Leaks } from './leaks.ts';
import { likenessOf, type SplitOptions } from './options.ts';
import { findEqual, findShared, findSimilar } from './overlap.ts';
import { Rows } from './rows.ts';
import { type Sampled, sampleSimilar } from './sample.ts';

/**
 * Measures what leaks between the written splits, knowing nothing of how they were made: rows with the same text, similar
 * rows, rows that share a label or the parent, and answers that stand in train. Held-out rows of earlier datasets count as
 * held out, and their other rows as trained on.
 */
export async function certificate(written: Written, scratch: Scratch, chosen: SplitOptions): Promise<Evidence> {
  const rows = await Rows.read(written, scratch, chosen);
  const heldOut = rows.countOf('validation') + rows.countOf('test');
  if (heldOut === 0) return { facts: { rows: rows.written, 'held-out': 0 }, exhibits: [nothingHeldOut] };
  const likeness = likenessOf(chosen);
  const leaks = new Leaks(rows, scratch);
  await findEqual(rows, scratch, leaks);
  findShared(rows, scratch, leaks);
  const templates = await findTemplates(rows.texts, scratch, likeness, () => true);
  await findSimilar(rows, scratch, likeness, templates, leaks);
  const byIndex = leaks.count('near');
  const sampled = await sampleSimilar(rows, scratch, likeness, templates, leaks);
  const compared = await findAnswers(written, rows, scratch, chosen, likeness, leaks);
  const over = leaks.beyond(chosen.allowLeaks);
  return {
    facts: {
      rows: rows.written,
      'held-out': heldOut,
      exact: leaks.count('exact'),
      near: leaks.count('near'),
      'near-sample-missed': sampled.missed,
      keys: leaks.count('keys'),
      answers: leaks.count('answers'),
      'answers-any': compared.any,
    },
    exhibits: [exhibitOf(rows.count, heldOut, byIndex, sampled, compared, leaks, chosen)],
    tables: { leaks: leaks.lines() },
    ...(over === undefined ? {} : { stop: { code: 'E_LEAK', detail: `of ${heldOut} held-out rows ${over}` } }),
  };
}

const nothingHeldOut: Exhibit = {
  title: 'Leakage certificate',
  note: 'No row is held out: there is nothing that could leak.',
};

function exhibitOf(
  rows: number,
  heldOut: number,
  byIndex: number,
  { heldOut: sample, train, missed }: Sampled,
  { answers, any }: AnswersCompared,
  leaks: Leaks,
  { allowLeaks: allow, leakSimilarity }: SplitOptions,
): Exhibit {
  const all = `${count(heldOut)} held-out rows with the rows of other splits, ${count(rows)} in all`;
  return {
    title: 'Leakage certificate',
    note:
      'Measured on the written files, not on the decision. A held-out row counts once for each check. All are in leaks.jsonl. ' +
      `Of the ${count(answers)} answers ${count(any)} have at least one run of 13 words in train, template or not.`,
    table: {
      columns: ['Check', 'Compared', 'Found #', 'Allowed #'],
      rows: [
        ['Same text', all, leaks.count('exact'), allow.exact],
        [`Similar (${leakSimilarity} or more), by index`, all, byIndex, allow.near],
        [
          'Similar, by exact counting, missed by the index',
          `${count(sample)} held-out rows with each of ${count(train)} rows of train`,
          missed,
          allow.near,
        ],
        ['Same label or parent', all, leaks.count('keys'), allow.keys],
        [
          'Answer found in train',
          `${count(answers)} answers with ${count(train)} rows of train`,
          leaks.count('answers'),
          allow.answers,
        ],
      ],
    },
  };
}

/** 1234 as `1,234`. */
function count(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
