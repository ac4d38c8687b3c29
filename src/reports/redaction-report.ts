import type { ReviewFacts, RunFacts } from '../core/facts.ts';
import { withoutSecrets } from '../core/secrets.ts';
import { operators } from '../redaction/operators/index.ts';
import { count, partOf, percent, plural } from './figures.ts';
import { bar, figures, type Html, html, page, section, table } from './html.ts';
import { type RedactionFigures, redactionFigures } from './redaction-figures.ts';
import {
  breakdownTables,
  canaryTable,
  coverageTable,
  postScanTable,
  residualRisk,
  reviewSection,
  scoreChart,
} from './redaction-sections.ts';

/** What the method does not look for, stated as plainly as what it does. Part of the JSON too. */
const NOT_LOOKED_FOR: readonly string[] = [
  'Identity numbers of countries that are not in the list above.',
  'Nicknames, misspelt names, and ordinary words used as names, where nothing around them says so.',
  'Health, belief, origin and other sensitive facts about a person.',
  'Indirect clues that together point at one person, such as a job title with a place and a date.',
  'Values in cipher, in pictures made of characters, or spelled with words for letters.',
  'Images, sound and anything else that is not text. Names of the input files are not part of the rows.',
];

/** The figures of the redaction report for programs: the same as on the page, no value of any finding. */
export function redactionReportJson(facts: RunFacts, review?: ReviewFacts): string {
  const { dataset, pipeline, tool } = facts;
  const redaction = redactionFigures(facts, review);
  const report = {
    schema: 'corpusmith/redaction-report/2',
    tool,
    dataset: { name: dataset.name, format: dataset.format, splits: dataset.splits },
    pipeline: { name: pipeline.name, seed: pipeline.seed, sha256: pipeline.sha256 },
    status: redaction.stages.length === 0 ? 'not redacted' : 'pseudonymised',
    residualRisk: residualRisk(redaction),
    redaction,
    notLookedFor: NOT_LOOKED_FOR,
    totals: facts.totals,
    warnings: facts.warnings,
  };
  return `${JSON.stringify(withoutSecrets(report), null, 2)}\n`;
}

/** One page for the person who signs for personal data. Holds numbers and names of entities, no value of any finding. */
export function redactionReportHtml(facts: RunFacts, review?: ReviewFacts): string {
  const { dataset, tool, pipeline } = facts;
  const redaction = redactionFigures(facts, review);
  const done = redaction.stages.length > 0;
  const body = html`<header>
<p class="kind">Redaction report</p>
<h1>${dataset.name}</h1>
<p class="meta">${tool.name} ${tool.version} · pipeline <span class="id">${pipeline.sha256.slice(0, 16)}</span> · this page holds no value that was found</p>
</header>
${done ? verdict(redaction) : html`<div class="note"><p><strong>Nothing was redacted.</strong> The pipeline has no redact stage: the rows hold whatever personal data the source documents hold.</p></div>`}
${done && section('What was found', foundTable(facts, redaction), sourceTable(redaction))}
${redaction.coverage !== undefined && section(redaction.coverage.title, coverageTable(redaction.coverage.rows))}
${done && section('How much is found: canaries', canaryTable(redaction))}
${done && section('Proof on the written rows', postScanTable(redaction.postScan))}
${done && section('Read by people', reviewSection(review, facts.totals.written))}
${done && section('How sure', scoreChart(redaction))}
${done && section('Findings in detail', breakdownTables(redaction))}
${done && section('What was looked for, and how', lookedFor(redaction))}
${section('What was not looked for', notLookedFor(redaction))}
${section('Where the text was before', order(facts, redaction))}
${section('What this report is about', integrity(facts, redaction))}`;
  return page(`Redaction report: ${dataset.name}`, body);
}

function verdict(redaction: RedactionFigures): Html {
  const kinds = redaction.entities.filter(({ values }) => values > 0).length;
  const policy = [...new Set(redaction.policies.map(({ name }) => name))].join(' and ');
  return html`<p class="status ${redaction.status.replaceAll(' ', '-')}">${STATUS[redaction.status]}</p>
<p class="lead">${residualRisk(redaction)}</p>
${redaction.open.length > 0 && html`<ul>${redaction.open.map(one => html`<li>${one}</li>\n`)}</ul>`}
<p>Under the policy <code>${policy}</code> ${plural(redaction.values, 'value')} of ${plural(kinds, 'kind')} found in ${count(redaction.documentsTouched)} of ${plural(redaction.documentsLookedAt, 'document')}, and replaced.</p>
${figures([
  [count(redaction.values), 'values found'],
  [count(redaction.documentsTouched), 'with findings'],
  [percent(redaction.documentsTouched, redaction.documentsLookedAt), 'of those looked at'],
  [count(redaction.documentsDropped), 'dropped for it'],
  [count(redaction.keptAllowed + redaction.keptLowScore), 'kept by option'],
])}
<div class="note"><p><strong>The data is pseudonymised, not anonymous.</strong> Recognizers find what has a known shape or a known name; what nobody looked for is still there.</p></div>`;
}

const STATUS: Readonly<Record<RedactionFigures['status'], string>> = {
  'not redacted': 'Not redacted',
  blocked: 'Blocked',
  'needs review': 'Needs review',
  'ready to sign': 'Ready to sign',
};

function foundTable(facts: RunFacts, { entities }: RedactionFigures): Html {
  const most = Math.max(1, ...entities.map(({ values }) => values));
  const sources = facts.sources.map(({ name }) => name);
  const found = entities.filter(({ values }) => values > 0);
  const others = entities.filter(({ values }) => values === 0);
  const rows = found
    .toSorted((a, b) => b.values - a.values || (a.entity < b.entity ? -1 : 1))
    .map(({ entity, values, bySource }) => [
      html`<code>${entity}</code>`,
      bar([{ share: values / most, tone: 'kept' }]),
      ...(sources.length > 1 ? sources.map(source => count(bySource[source] ?? 0)) : []),
      count(values),
    ]);
  const heads = ['Entity', 'Values', ...(sources.length > 1 ? sources.map(source => `${source} #`) : []), 'All #'];
  return html`${table(heads, rows)}
${others.length > 0 && html`<p class="soft">Looked for and not found: ${others.map(({ entity }, i) => html`${i > 0 ? ', ' : ''}<code>${entity}</code>`)}.</p>`}`;
}

function sourceTable({ bySource }: RedactionFigures): Html {
  const rows = bySource.map(({ source, documentsLookedAt, documentsTouched, values }) => [
    source,
    count(documentsLookedAt),
    count(documentsTouched),
    count(documentsLookedAt - documentsTouched),
    percent(documentsTouched, documentsLookedAt),
    count(values),
  ]);
  return html`<h3>Documents</h3>\n${table(['Source', 'Looked at #', 'With findings #', 'Without #', 'Share #', 'Values #'], rows)}`;
}

function lookedFor(redaction: RedactionFigures): Html {
  const { keptAllowed, keptLowScore, allowedValues, operatingPoints } = redaction;
  const points = operatingPoints.map(({ name, minScore }) => `${name} (${minScore})`).join(' and ');
  const rows = redaction.entities.map(({ entity, method, operators: by }) => [
    html`<code>${entity}</code>`,
    method,
    by.join(', '),
  ]);
  const used = operators.filter(({ name }) => redaction.entities.some(entity => entity.operators.includes(name)));
  return html`${table(['Entity', 'How it is found', 'Replaced by'], rows)}
<ul>${used.map(({ name, summary }) => html`<li><code>${name}</code>: ${summary}.</li>\n`)}</ul>
<h3>Kept on purpose</h3>
<ul>
<li>${plural(keptLowScore, 'finding')} under the threshold of the operating point ${points}: shapes without a check digit or a word beside them, private network addresses.</li>
<li>${plural(keptAllowed, 'finding')} of ${plural(allowedValues, 'value')} that the pipeline allows. The values are in the pipeline file under <code>allow</code>.</li>
</ul>
<p>After replacing, the same recognizers looked at every text again until they found nothing more. Title and all parts of a document are covered; names, addresses and numbers that the source lists for a document are removed from its metadata.</p>`;
}

function notLookedFor({ leftOut }: RedactionFigures): Html {
  return html`${leftOut.length > 0 && html`<div class="note"><p>Left out by the policy or the options of this pipeline: ${leftOut.map((entity, i) => html`${i > 0 ? ', ' : ''}<code>${entity}</code>`)}.</p></div>`}
<p>No recognizer looks for:</p>
<ul>${NOT_LOOKED_FOR.map(item => html`<li>${item}</li>\n`)}</ul>`;
}

function order(facts: RunFacts, { before }: RedactionFigures): Html {
  const steps = facts.stages.map(stage =>
    partOf(stage) === 'redact' ? html`<strong>${stage.name}</strong>` : html`${stage.name}`,
  );
  const raw = before.length === facts.stages.length ? 'All stages' : before.join(', ');
  return html`<p>${steps.map((step, i) => html`${i > 0 ? ' → ' : ''}${step}`)}</p>
<p>${raw} worked on the original text. Files in between are readable by the owner of the run alone and are deleted when it succeeds, unless it was told to keep them. Ledger, reports and file names hold ids and numbers, no text.</p>
${facts.warnings.length > 0 && html`<div class="note"><ul>${facts.warnings.map(warning => html`<li>${warning}</li>`)}</ul></div>`}
<p>Accounted for: ${count(facts.totals.read)} read + ${count(facts.totals.born)} born = ${count(facts.totals.written)} written + ${count(facts.totals.dropped)} dropped + ${count(facts.totals.failed)} failed. Dropped and failed documents are not in the rows.</p>`;
}

function integrity(facts: RunFacts, { policies, ledger, detectors, model }: RedactionFigures): Html {
  const rows = facts.dataset.splits.map(split => [
    html`<code>${split.file}</code>`,
    count(split.rows),
    html`<span class="id">${split.sha256}</span>`,
  ]);
  return html`${table(['File', 'Rows #', 'SHA-256'], rows)}
<p class="meta">Pipeline <span class="id">${facts.pipeline.sha256}</span></p>
${policies.map(({ name, sha256 }) => html`<p class="meta">Policy <code>${name}</code> with its options <span class="id">${sha256}</span></p>\n`)}
${detectors.length > 0 && html`<p class="meta">${plural(detectors.length, 'recognizer')} of ${facts.tool.name} ${facts.tool.version}; ${model.name} <span class="id">${model.sha256}</span></p>`}
${ledger !== undefined && html`<p class="meta">Ledger of findings: ${plural(ledger.entries, 'line')}, the last <span class="id">${ledger.head}</span></p>`}
<p><code>corpusmith verify DIR</code> recomputes every hash, chain and sum and says what was altered since. <code>corpusmith sign DIR</code> signs for what is here; a dataset that is built again needs a new signature.</p>
<div class="sign"><div>Name</div><div>Role</div><div>Date</div><div>Signature</div></div>`;
}
