import type { ReviewFacts } from '../core/facts.ts';
import { count, percent, plural, ranked } from './figures.ts';
import { bar, columns, type Html, html, table } from './html.ts';
import type { Breakdown, CoverageRowFigures, PostScanFigures } from './redaction-evidence.ts';
import type { RedactionFigures } from './redaction-figures.ts';
import { sampleSentence, share } from './review-words.ts';

/** Rows of a breakdown that are shown; the JSON has all. */
const SHOWN = 24;
/** Columns of a cross table. */
const MOST_ACROSS = 10;

/** Sizes of a random sample without any leak, and the share of documents that may still leak at 95 % confidence. */
const SAMPLES: readonly (readonly [size: number, bound: string])[] = [
  [59, '5 %'],
  [149, '2 %'],
  [299, '1 %'],
  [598, '0.5 %'],
];

/** The sentence that an officer signs for: how many rows may still hold a value, or why nobody knows. */
export function residualRisk({ review, canaries }: RedactionFigures): string {
  const sentence = review?.complete === true ? sampleSentence(review) : undefined;
  if (sentence !== undefined) return sentence;
  const planted = canaries.reduce((all, one) => all + one.planted, 0);
  const found = canaries.reduce((all, one) => all + one.found, 0);
  const unknown =
    'How many rows still hold a value that should be gone is not known before a person has read a random sample.';
  if (planted === 0) return unknown;
  return `${unknown} Of ${count(planted)} values that were planted to measure it, ${count(found)} were found.`;
}

export function coverageTable(rows: readonly CoverageRowFigures[]): Html {
  const shown = rows.map(({ ref, identifier, note, covered, entities, operators, values, planted, found }) => [
    ref,
    html`${identifier}${note !== undefined && html`<br><small>${note}</small>`}`,
    html`<strong>${covered}</strong>`,
    html`<small>${entities.map((entity, i) => html`${i > 0 ? ', ' : ''}<code>${entity}</code>`)}</small>`,
    operators.join(', '),
    covered === 'no' ? '' : count(values),
    planted === 0 ? '' : `${count(found)} of ${count(planted)}`,
  ]);
  const heads = ['', 'Identifier', 'Looked for', 'By', 'Becomes', 'Found #', 'Canaries found #'];
  return html`<div class="coverage">${table(heads, shown)}</div>`;
}

export function canaryTable({ canaries }: RedactionFigures): Html {
  const planted = canaries.reduce((all, one) => all + one.planted, 0);
  if (planted === 0)
    return html`<p>None were planted: <code>canaries</code> of the redact stage is 0, or there were too few documents.</p>`;
  const rows = canaries.map(({ entity, planted, found, interval: [low, high] }) => [
    html`<code>${entity}</code>`,
    bar([{ share: found / planted, tone: 'kept' }]),
    count(planted),
    count(found),
    percent(found, planted),
    `${share(low)} to ${share(high)}`,
  ]);
  return html`<p>Invented people were planted into copies of documents, and the copies redacted as the documents were. This is how many of their values were found; the last column says where the true share lies with 95 % confidence (Clopper and Pearson). It measures what these recognizers find in these texts; a sample that a person reads measures what they do not look for.</p>
${table(['Entity', 'Found', 'Planted #', 'Found #', 'Share #', '95 % #'], rows)}`;
}

export function scoreChart({ scores, nearMisses, operatingPoints }: RedactionFigures): Html {
  const threshold = operatingPoints.map(({ name, minScore }) => `${minScore} (${name})`).join(' and ');
  const seen = scores.filter(({ replaced, kept }) => replaced + kept > 0);
  if (seen.length === 0) return html`<p>Nothing was found, hence nothing has a score.</p>`;
  const bars = scores
    .slice(scores.indexOf(seen[0]!))
    .map(({ score, replaced, kept }) => ({ label: score, value: replaced + kept, shown: count(replaced + kept) }));
  const misses = nearMisses
    .slice(0, SHOWN)
    .map(({ entity, by, values }) => [html`<code>${entity}</code>`, by, count(values)]);
  return html`<p>Findings by their score, in tenths. The threshold is ${threshold}: what is under it stayed.</p>
${columns(bars, 'Findings by score')}
${misses.length > 0 && html`<h3>Near misses</h3><p>Found, under the threshold, and kept. They come first in the risk queue of the review.</p>${table(['Entity', 'Score', 'Findings #'], misses)}`}`;
}

export function postScanTable(scan: PostScanFigures | undefined): Html {
  if (scan === undefined) return html`<p>The written rows were not scanned again.</p>`;
  const rows = scan.hits
    .filter(({ hits, because }) => hits > 0 || because === 'unexplained')
    .map(({ because, meaning, hits }) => [html`<strong>${because}</strong>`, meaning, count(hits)]);
  return html`<p>After everything was done the rows were read back from their files and scanned again: by the same recognizers, by wide patterns that know nothing of them (six digits or more, any @), and for every value that was replaced in the same document. ${plural(scan.rows, 'row')} scanned, ${count(scan.notScanned)} not. Each hit is explained, or the run stops; those that a person should look at are in <code>postscan.jsonl</code>.</p>
${table(['Because', 'It is', 'Hits #'], rows)}`;
}

export function breakdownTables({ breakdowns, overlaps, allowed }: RedactionFigures): Html {
  const recognizers = breakdowns.recognizer.map(one => [html`<code>${one.entity}</code>`, one.by, count(one.values)]);
  return html`<h3>By recognizer</h3>${table(['Entity', 'Recognizer', 'Values #'], recognizers.slice(0, SHOWN))}
${recognizers.length > SHOWN && html`<p class="soft">And ${count(recognizers.length - SHOWN)} more in redaction.json.</p>`}
<h3>By role of the part</h3>${crossTable(breakdowns.role)}
<h3>By language of the document</h3>${crossTable(breakdowns.language)}
${overlaps.length > 0 && overlapTable(overlaps)}
${allowed.length > 0 && html`<h3>Allowed</h3>${allowedTable(allowed)}`}`;
}

function overlapTable(overlaps: RedactionFigures['overlaps']): Html {
  const rows = overlaps.map(({ winner, loser, values }) => [
    html`<code>${winner}</code>`,
    html`<code>${loser}</code>`,
    count(values),
  ]);
  return html`<h3>Overlaps</h3><p>Where two recognizers claimed the same text, the surer or longer finding took it.</p>
${table(['Taken as', 'Also seen as', 'Times #'], rows)}`;
}

function allowedTable(allowed: RedactionFigures['allowed']): Html {
  const rows = allowed.map(([entity, values]) => [html`<code>${entity}</code>`, count(values)]);
  return table(['Entity', 'Kept #'], rows);
}

/** Entities down, what they are broken down by across, the most frequent first. */
function crossTable(all: readonly Breakdown[]): Html {
  const names = (of: (one: Breakdown) => string) => {
    const sum: Record<string, number> = {};
    for (const one of all) sum[of(one)] = (sum[of(one)] ?? 0) + one.values;
    return ranked(sum).map(([name]) => name);
  };
  const across = names(({ by }) => by).slice(0, MOST_ACROSS);
  const rows = names(({ entity }) => entity).map(entity => [
    html`<code>${entity}</code>`,
    ...across.map(by => count(all.find(one => one.entity === entity && one.by === by)?.values ?? 0)),
  ]);
  return table(['Entity', ...across.map(by => `${by} #`)], rows);
}

/** What people have found in the sample, or how to have them look. */
export function reviewSection(review: ReviewFacts | undefined, written: number): Html {
  if (review === undefined) return html`${sampleSizes(written)}`;
  const { combined, strata, agreement, risk } = review;
  const { controls } = combined;
  const rows = strata.map(({ name, rows, done, missed, bound }) => [
    name,
    count(rows),
    count(done),
    count(missed),
    bound === undefined ? '' : share(bound, 'up'),
  ]);
  return html`<p>${plural(combined.done, 'row')} of ${count(combined.planned)} read, drawn before anybody looked (plan <span class="id">${review.plan.slice(0, 16)}</span>): ${count(combined.missed)} with a missed value, ${count(combined.wrong)} with a value replaced without need.</p>
<ul>
<li>${combined.bound === undefined ? 'No estimate before the whole sample has been read.' : `At most ${share(combined.bound, 'up')} of the rows still hold a value, with 95 % confidence: one-sided bound of Clopper and Pearson.`}</li>
<li>Planted values that the readers marked: ${count(controls.found)} of ${count(controls.planned)}.${combined.corrected === undefined ? '' : ` Corrected for what they overlook: at most ${share(combined.corrected, 'up')} (${count(combined.correctedRowsAtMost ?? 0)} rows).`}</li>
${agreement.map(({ rows, same, kappa }) => html`<li>Two readers agree on ${count(same)} of ${plural(rows, 'row')}${kappa === undefined ? '' : ` (Cohen’s kappa ${kappa.toFixed(2)})`}.</li>`)}
<li>Risk queue, no part of the estimate: ${count(risk.done)} of ${count(risk.planned)} read, ${count(risk.missed)} with a missed value.</li>
</ul>
<h3>By stratum</h3>
${table(['Stratum', 'Rows #', 'Read #', 'With a miss #', 'At most #'], rows)}
<p class="soft">Each bound by itself; that all of them hold at once is less certain.</p>`;
}

function sampleSizes(written: number): Html {
  const rows = SAMPLES.filter(([size]) => size <= Math.max(59, written)).map(([size, bound]) => [count(size), bound]);
  return html`<p>Nobody has looked yet. <code>corpusmith review DIR --plan 299</code> draws a stratified sample at random, opens it in a page on this machine, and puts the result here. When no row of the sample holds a value that should have been replaced, at most this share of all rows still does, with 95 % confidence:</p>
${table(['Rows read, none leaks', 'Rows that still leak, at most'], rows)}
<p class="soft">n = ln 0.05 / ln (1 − share). One leak found: extend the pipeline, run it again, draw a new sample.</p>`;
}
