import { count, plural } from '../reports/figures.ts';
import { sampleSentence, share } from '../reports/review-words.ts';
import type { Corrected, Estimate } from './estimate.ts';
import type { ReviewResult } from './result.ts';

/** The sentence that counts, and what it stands on. */
export function verdictOf(result: ReviewResult): string[] {
  const { combined, frame, complete } = result;
  const sentence = sampleSentence(result);
  if (!complete || sentence === undefined) return [incomplete(result)];
  return [sentence, sensitivity(combined, frame)];
}

function incomplete({ strata, combined: { controls } }: ReviewResult): string {
  const parts = [...strata, controls];
  const [done, planned] = [
    parts.reduce((sum, one) => sum + one.done, 0),
    parts.reduce((sum, one) => sum + one.planned, 0),
  ];
  return `${count(done)} of ${count(planned)} rows have been read: this is no estimate yet.`;
}

function sensitivity({ controls, corrected, correctedRowsAtMost }: Corrected, frame: number): string {
  if (controls.share === undefined) return 'How much a reader overlooks is not known: no value could be planted.';
  const [low, high] = controls.interval!;
  const found =
    `Of ${plural(controls.done, 'value')} planted into copies of rows ${count(controls.found)} were marked ` +
    `(${share(controls.share)}, 95 % interval ${share(low)} to ${share(high)})`;
  return `${found}; corrected by that, at most ${share(corrected!, 'up')} (about ${count(correctedRowsAtMost!)} of ${count(frame)}).`;
}

/** What was redacted and should not have been, or not as that. */
function precision({ wrong, type }: Corrected): string[] {
  if (wrong + type === 0) return [];
  return [
    `Of the rows drawn, ${count(wrong)} hold something that was redacted without need, ${count(type)} something of a wrong type.`,
  ];
}

/** The whole result for a terminal. */
export function resultText(result: ReviewResult): string {
  const sections = [
    [...verdictOf(result), ...precision(result.combined)],
    section('Reviewers', reviewerLines(result)),
    section('Strata: each bound by itself, not all of them at once', strataLines(result)),
    section('Agreement', agreementLines(result)),
    section('Risk queue: not part of the estimate', riskLines(result)),
  ];
  return sections
    .filter(lines => lines.length > 0)
    .map(lines => `${lines.join('\n')}\n`)
    .join('\n');
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  return [
    title,
    ...rows.map(
      row =>
        `  ${row
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join('  ')
          .trimEnd()}`,
    ),
  ];
}

function reviewerLines({ reviewers }: ReviewResult): string[][] {
  return reviewers.map(({ reviewer, queue, estimate, file }) => [
    reviewer,
    file,
    ...(estimate === undefined ? [`${queue} queue`] : estimateCells(estimate)),
    ...(estimate === undefined
      ? []
      : [`${count(estimate.controls.found)} of ${count(estimate.controls.done)} planted values marked`]),
  ]);
}

function strataLines({ strata }: ReviewResult): string[][] {
  return strata.map(stratum => [stratum.name, `of ${plural(stratum.rows, 'row')}`, ...estimateCells(stratum)]);
}

function estimateCells({ planned, done, missed, bound }: Estimate): string[] {
  return [
    `${count(done)} of ${count(planned)} read`,
    `${count(missed)} with a leak`,
    bound === undefined ? 'no estimate yet' : `at most ${share(bound, 'up')}`,
  ];
}

function agreementLines({ agreement }: ReviewResult): string[][] {
  return agreement.map(({ reviewers, rows, same, kappa }) => [
    reviewers.join(' and '),
    `the same of ${count(same)} of ${plural(rows, 'row')}`,
    kappa === undefined ? 'kappa is not defined: nothing differs' : `kappa ${kappa.toFixed(2)}`,
  ]);
}

function riskLines({ risk }: ReviewResult): string[][] {
  if (risk.planned === 0) return [];
  const marked = risk.marked.map(({ place, missed, wrong, type }) => [
    place,
    `${plural(missed, 'leak')}, ${count(wrong)} redacted without need, ${count(type)} of a wrong type`,
  ]);
  return [[`${count(risk.done)} of ${count(risk.planned)} read`, `${count(risk.missed)} with a leak`], ...marked];
}
