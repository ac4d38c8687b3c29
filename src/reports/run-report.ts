import type { Exhibit, RunFacts } from '../core/facts.ts';
import { withoutSecrets } from '../core/secrets.ts';
import { curveInWords } from './curve.ts';
import { bytes, count, lossesOf, number, percent, plural, shownTable, sum, tokensOf } from './figures.ts';

/** Rows of an exhibit's table. */
const SHOWN = 10;

export { runReportHtml } from './run-report-html.ts';

/** The facts of the run under a schema name, options that hold secrets left out. Ends in a line break. */
export function runReportJson(facts: RunFacts): string {
  return `${JSON.stringify({ schema: 'corpusmith/run-report/1', ...withoutSecrets(facts) }, null, 2)}\n`;
}

/** The run report for a terminal, a pull request or a wiki. */
export function runReportMarkdown(facts: RunFacts): string {
  const { dataset, pipeline, tool, totals, warnings } = facts;
  const tokens = tokensOf(facts);
  const parts = [
    `# Run report: ${dataset.name}`,
    `${tool.name} ${tool.version}, pipeline \`${pipeline.name}\`, seed ${pipeline.seed}, SHA-256 \`${pipeline.sha256}\``,
    `**${equation(totals)}**${tokens === undefined ? '' : ` (${plural(tokens, 'token')})`}`,
    ...(warnings.length === 0 ? [] : ['## To know', warnings.map(warning => `- ${warning}`).join('\n')]),
    '## Stages',
    markdownTable(
      ['stage', 'in', 'born', 'out', 'changed', 'dropped', 'failed'],
      facts.stages.map(({ name, total }) => [
        name,
        ...[total.in, total.born, total.out, total.changed, sum(total.dropped), sum(total.failed)].map(count),
      ]),
    ),
    '## Removed',
    lossTable(facts),
    ...decisions(facts),
    '## Rows',
    markdownTable(
      ['split', 'rows', 'tokens', 'size', 'SHA-256'],
      dataset.splits.map(split => [
        split.name,
        count(split.rows),
        split.tokens === undefined ? '' : count(split.tokens),
        bytes(split.bytes),
        split.sha256,
      ]),
    ),
    '## Sources',
    markdownTable(
      ['source', 'files', 'size', 'read', 'written', 'dropped', 'failed'],
      facts.sources.map(source => [
        source.name,
        count(source.files),
        bytes(source.bytes),
        ...[source.read, source.written, source.dropped, source.failed].map(count),
      ]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function lossTable(facts: RunFacts): string {
  const losses = lossesOf(facts);
  if (losses.length === 0) return 'Nothing.';
  const all = facts.totals.read + facts.totals.born;
  return markdownTable(
    ['stage', 'fate', 'reason', 'documents', 'share', 'for example'],
    losses.map(({ stage, kind, reason, documents, examples }) => [
      stage,
      kind,
      reason,
      count(documents),
      percent(documents, all),
      examples.slice(0, 3).join(' '),
    ]),
  );
}

/** Tables and notes of the exhibits in short; the page draws them. */
function decisions({ stages }: RunFacts): string[] {
  const deciding = stages.filter(({ exhibits = [] }) => exhibits.length > 0);
  if (deciding.length === 0) return [];
  return ['## Decisions', ...deciding.flatMap(({ name, exhibits }) => [`### ${name}`, ...exhibits!.flatMap(exhibit)])];
}

function exhibit({ title, note, table, bars, curve }: Exhibit): string[] {
  const tables = [
    ...(table === undefined ? [] : [shownTable(table)]),
    ...(bars === undefined
      ? []
      : [{ heads: ['', ' #'], rows: bars.map(({ label, value }) => [label, number(value)]) }]),
  ];
  return [
    `**${title}**`,
    ...(note === undefined ? [] : [note]),
    ...tables.map(({ heads, rows }) => {
      const more = rows.length > SHOWN ? `\n\n... and ${plural(rows.length - SHOWN, 'row')} more in report.html` : '';
      return markdownTable(heads, rows.slice(0, SHOWN)) + more;
    }),
    ...(curve === undefined ? [] : [curveInWords(curve)]),
  ];
}

/** `12 read + 3 born = 10 written + 4 dropped + 1 failed`: what the engine checked before it wrote the facts. */
export function equation({ read, born, written, dropped, failed }: RunFacts['totals']): string {
  return `${count(read)} read + ${count(born)} born = ${count(written)} written + ${count(dropped)} dropped + ${count(failed)} failed`;
}

/** Columns are flush right when their heading ends in ` #` or their first cell is a number. */
function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replace(/[|\n]/g, ' ')).join(' | ')} |`;
  const isNumber = (head: string, i: number) => head.endsWith(' #') || /^[\d,]+$/.test(rows[0]?.[i] ?? '');
  const rule = heads.map((head, i) => (isNumber(head, i) ? '--:' : '---'));
  return [line(heads.map(head => head.replace(/ #$/, ''))), `|${rule.join('|')}|`, ...rows.map(line)].join('\n');
}
