import { type ErrorCode, errors } from '../core/errors.ts';
import type { RunFacts, StageFacts } from '../core/facts.ts';
import { withoutSecrets } from '../core/secrets.ts';
import { decisions } from './decisions.ts';
import { bytes, count, lossesOf, number, percent, plural, ranked, sum, tokensOf } from './figures.ts';
import { bar, columns, figures, type Html, html, page, section, table } from './html.ts';

/** The run on one page: what went in, what came out, where the rest is, and how to make it again. */
export function runReportHtml(facts: RunFacts): string {
  const { dataset, pipeline, tool } = facts;
  const body = html`<header>
<p class="kind">Run report</p>
<h1>${dataset.name}</h1>
<p class="meta">${tool.name} ${tool.version} · format ${dataset.format} · seed ${pipeline.seed} · pipeline <span class="id">${pipeline.sha256.slice(0, 16)}</span></p>
</header>
${keyFigures(facts)}
${warningsNote(facts)}
${section('From input to rows', funnel(facts))}
${section('What was removed, and why', losses(facts))}
${decisions(facts)}
${section('Rows', splits(facts), histogram(facts), languages(facts))}
${section('Sources', sourceTable(facts))}
${section('Stages', stageTable(facts))}
${section('Make it again', reproduce(facts))}`;
  return page(`Run report: ${dataset.name}`, body);
}

function keyFigures(facts: RunFacts): Html {
  const { totals } = facts;
  const tokens = tokensOf(facts);
  return figures([
    [count(totals.read), 'documents read'],
    ...(totals.born > 0 ? ([[count(totals.born), 'born of them']] as const) : []),
    [count(totals.dropped), 'dropped'],
    [count(totals.failed), 'failed', totals.failed > facts.failuresAllowed ? 'bad' : ''],
    [count(totals.written), 'rows written'],
    ...(tokens === undefined ? [] : ([[count(tokens), 'tokens']] as const)),
  ]);
}

function warningsNote(facts: RunFacts): Html | undefined {
  if (facts.warnings.length === 0) return undefined;
  return html`<div class="note"><ul>${facts.warnings.map(warning => html`<li>${warning}</li>`)}</ul></div>`;
}

function funnel(facts: RunFacts): Html {
  const most = Math.max(1, ...facts.stages.map(({ total }) => total.in + Math.max(0, total.born)));
  const rows = facts.stages.map(({ name, total }) => {
    const [dropped, failed] = [sum(total.dropped), sum(total.failed)];
    const drawn = bar([
      { share: total.out / most, tone: 'kept' },
      { share: dropped / most, tone: 'dropped' },
      { share: failed / most, tone: 'failed' },
    ]);
    const lost = (amount: number) => (amount === 0 ? '' : count(amount));
    return [name, drawn, lost(total.born), lost(dropped), lost(failed), count(total.out)];
  });
  const { read, born, written, dropped, failed } = facts.totals;
  return html`<p class="soft">Documents after each stage.
<svg class="key" aria-hidden="true"><rect class="kept" width="12" height="12"/></svg>kept
<svg class="key" aria-hidden="true"><rect class="dropped" width="12" height="12"/></svg>dropped
<svg class="key" aria-hidden="true"><rect class="failed" width="12" height="12"/></svg>failed</p>
${table(['Stage', 'Documents', 'Born #', 'Dropped #', 'Failed #', 'Left #'], rows)}
<p class="soft">Checked for every shard and stage: ${count(read)} read + ${count(born)} born = ${count(written)} written + ${count(dropped)} dropped + ${count(failed)} failed.</p>`;
}

function losses(facts: RunFacts): Html {
  const all = facts.totals.read + facts.totals.born;
  const found = lossesOf(facts);
  if (found.length === 0) return html`<p>Nothing was removed.</p>`;
  const rows = found.map(({ stage, kind, reason, documents, examples }) => {
    const known = kind === 'failed' ? errors[reason as ErrorCode] : undefined;
    const name = known === undefined ? reason : html`${reason}<br><small>${known.what}. ${known.fix}</small>`;
    return [
      stage,
      kind,
      name,
      count(documents),
      percent(documents, all),
      html`<span class="id">${examples.join(' ')}</span>`,
    ];
  });
  return html`<p>Dropped documents were removed on purpose; failed ones could not be processed and are listed in <code>rejects.jsonl</code>. Every id can be asked for: <code>corpusmith explain ID</code>.</p>
${table(['Stage', 'Fate', 'Reason', 'Documents #', 'Share #', 'First ids'], rows)}`;
}

function splits(facts: RunFacts): Html {
  const rows = facts.dataset.splits.map(split => [
    split.name,
    html`<code>${split.file}</code>`,
    count(split.rows),
    split.tokens === undefined ? '' : count(split.tokens),
    count(split.characters),
    bytes(split.bytes),
    html`<span class="id">${split.sha256}</span>`,
  ]);
  return table(['Split', 'File', 'Rows #', 'Tokens #', 'Characters #', 'Size #', 'SHA-256'], rows);
}

function histogram(facts: RunFacts): Html | undefined {
  if (facts.tokenHistogram.length === 0) return undefined;
  const { maxTokens, tokenizer } = facts.dataset;
  const items = facts.tokenHistogram.map(({ from, to, rows }) => ({
    label: `< ${count(to)}`,
    value: rows,
    shown: rows === 0 && from > 0 ? '' : count(rows),
  }));
  const longest = maxTokens === undefined ? '' : ` The longest row has ${count(maxTokens)}.`;
  return html`<h3>Rows by length in tokens</h3>
<p class="soft">Counted with ${tokenizer ?? 'the tokenizer of the pipeline'}.${longest}</p>
${columns(items, 'Rows by length in tokens')}`;
}

function languages(facts: RunFacts): Html | undefined {
  const counted = ranked(facts.languages);
  if (counted.length === 0) return undefined;
  const all = sum(facts.languages);
  const rows = counted.map(([code, rows]) => [
    code,
    bar([{ share: rows / all, tone: 'kept' }]),
    count(rows),
    percent(rows, all),
  ]);
  return html`<h3>Languages</h3>\n${table(['Language', 'Rows', ' #', 'Share #'], rows)}`;
}

function sourceTable(facts: RunFacts): Html {
  const rows = facts.sources.map(source => [
    source.name === source.part ? source.name : html`${source.name}<br><small>${source.part}</small>`,
    count(source.files),
    bytes(source.bytes),
    count(source.read),
    count(source.dropped),
    count(source.failed),
    count(source.written),
  ]);
  return table(['Source', 'Files #', 'Size #', 'Read #', 'Dropped #', 'Failed #', 'Written #'], rows);
}

function stageTable(facts: RunFacts): Html {
  const rows = facts.stages.map(stage => [
    stage.name,
    optionList(stage),
    html`<ul class="opt">${[...ranked(stage.total.counters), ...Object.entries(stage.facts ?? {})].map(
      ([name, amount]) => html`<li>${name} ${number(amount)}</li>`,
    )}</ul>`,
    count(stage.total.changed),
    charsChange(stage),
  ]);
  return table(['Stage', 'Options', 'Counted', 'Changed #', 'Characters #'], rows);
}

function optionList(stage: StageFacts): Html {
  const options = Object.entries(withoutSecrets(stage.options));
  return html`<ul class="opt">${options.map(([name, value]) => html`<li><code>${name}: ${shownOption(value)}</code></li>`)}</ul>`;
}

function shownOption(value: unknown): string {
  if (Array.isArray(value) && value.every(one => typeof one === 'string')) return value.join(', ') || '[]';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function charsChange({ total }: StageFacts): string {
  if (total.charsIn === 0) return count(total.charsOut);
  const change = (100 * (total.charsOut - total.charsIn)) / total.charsIn;
  const sign = change < 0 ? '−' : '+';
  return Math.abs(change) < 0.05 ? '±0 %' : `${sign}${Math.abs(change).toFixed(1)} %`;
}

function reproduce(facts: RunFacts): Html {
  const { pipeline, tool, dataset } = facts;
  const first = dataset.splits[0]?.file ?? 'train.jsonl';
  return html`<p>The same input and the same pipeline give the same bytes with any number of workers. Compare the SHA-256 of the files above.</p>
<pre>npx ${tool.name}@${tool.version} run PIPELINE.yaml     # the pipeline of this report
${tool.name} explain ${first}:1           # where a row comes from
${tool.name} explain ID                     # what became of a document
sha256sum ${dataset.splits.map(({ file }) => file).join(' ')}</pre>
<p class="meta">Pipeline <span class="id">${pipeline.sha256}</span> · seed ${pipeline.seed} · ${plural(facts.stages.length - 2, 'stage')}. The resolved pipeline with all defaults is in <code>report.json</code> under <code>pipeline.resolved</code>.</p>`;
}
