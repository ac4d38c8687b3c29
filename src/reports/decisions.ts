import type { Exhibit, RunFacts, StageFacts } from '../core/facts.ts';
import { number, shownTable } from './figures.ts';
import { bar, columns, type Html, html, section, table } from './html.ts';
import { lineChart } from './line-chart.ts';

/** Columns stand side by side up to so many, with labels of so many characters; beyond that bars lie under each other. */
const [MOST_COLUMNS, LONGEST_LABEL] = [12, 8]; /** Longer cells are broken into lines. */
const SHORT = 24;
/** Ids of documents and the hashes of clusters, also of what was born of a document. */
const ID = /^[0-9a-f]{12,}(?:-\d+)*$/;

/** What stages that look at all documents have decided, as tables and figures. */
export function decisions({ stages }: RunFacts): Html | undefined {
  const deciding = stages.filter(({ exhibits = [] }) => exhibits.length > 0);
  if (deciding.length === 0) return undefined;
  const intro = html`<p class="soft">What was decided over all documents together. <code>corpusmith explain ID</code> tells it of a single one.</p>`;
  return section('Decisions', intro, deciding.map(decided));
}

function decided({ name, facts = {}, exhibits = [] }: StageFacts): Html {
  const numbers = Object.entries(facts).map(([fact, amount]) => `${fact} ${number(amount)}`);
  return html`<h3>${name}</h3>
${numbers.length > 0 && html`<p class="soft facts">${numbers.join(' · ')}</p>\n`}${exhibits.map(shown)}`;
}

function shown(exhibit: Exhibit): Html {
  const { title, note, curve } = exhibit;
  return html`<div class="exhibit">
<h4>${title}</h4>
${note !== undefined && html`<p class="soft">${note}</p>\n`}${tableOf(exhibit)}${barsOf(exhibit)}${curve !== undefined && lineChart(curve, title)}
</div>
`;
}

function tableOf(exhibit: Exhibit): Html | undefined {
  if (exhibit.table === undefined) return undefined;
  const { heads, rows } = shownTable(exhibit.table);
  return table(
    heads,
    rows.map(row => row.map(cellOf)),
  );
}

function cellOf(text: string): Html | string {
  if (ID.test(text)) return html`<span class="id">${text}</span>`;
  return text.length > SHORT ? html`<span class="words">${text}</span>` : text;
}

function barsOf({ title, bars }: Exhibit): Html | undefined {
  if (bars === undefined) return undefined;
  const items = bars.map(one => ({ ...one, shown: number(one.value) }));
  if (items.length <= MOST_COLUMNS && items.every(({ label }) => label.length <= LONGEST_LABEL)) {
    const read = items.map(item => `${item.label}: ${item.shown}`);
    return columns(items, `${title}. ${read.join('; ')}`);
  }
  const most = Math.max(...items.map(({ value }) => value), Number.MIN_VALUE);
  const rows = items.map(item => [item.label, item.shown, bar([{ share: item.value / most, tone: 'kept' }])]);
  return table(['', ' #', ''], rows);
}
