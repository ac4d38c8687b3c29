import type { RunFacts } from '../core/facts.ts';
import { count, ranked } from './figures.ts';

const LABEL = 18;

/**
 * The run in a few lines for the terminal: documents after every stage with a bar, what was dropped and failed and why,
 * and the rows and tokens of each split. No line is longer than `width` where that leaves room for the numbers.
 */
export function funnelText(facts: RunFacts, width: number): string {
  const { totals, dataset } = facts;
  const born = totals.born === 0 ? '' : ` + ${count(totals.born)} born`;
  const equation = `${count(totals.read)} read${born} = ${count(totals.written)} written + ${count(totals.dropped)} dropped + ${count(totals.failed)} failed`;
  const most = Math.max(1, ...facts.stages.map(({ total }) => Math.max(total.in, total.out)));
  const digits = count(most).length;
  const barWidth = Math.max(4, Math.min(24, width - LABEL - digits - 40));
  const lines = facts.stages.map(({ name, total }) => {
    const full = Math.round((total.out / most) * barWidth);
    const bar = '█'.repeat(total.out > 0 ? Math.max(1, full) : 0).padEnd(barWidth);
    return `  ${clip(name, LABEL - 2)}  ${bar}  ${count(total.out).padStart(digits)}${notes(total, width - LABEL - barWidth - digits - 6)}`;
  });
  return `${dataset.name}: ${equation}\n\n${lines.map(line => `${line.trimEnd()}\n`).join('')}\n${splitLines(facts)}`;
}

function notes(total: RunFacts['stages'][number]['total'], room: number): string {
  const said = [
    ...(total.born > 0 ? [`+${count(total.born)} born`] : []),
    ...ranked(total.dropped).map(([reason, documents]) => `-${count(documents)} ${reason}`),
    ...ranked(total.failed).map(([code, documents]) => `-${count(documents)} ${code}`),
  ];
  if (said.length === 0) return '';
  let shown = said.length;
  const text = () =>
    `   ${said.slice(0, shown).join(', ')}${shown < said.length ? ` and ${said.length - shown} more` : ''}`;
  while (shown > 1 && text().length > room) shown--;
  return text();
}

function splitLines({ dataset, warnings }: RunFacts): string {
  const widest = (numbers: readonly number[]) => Math.max(0, ...numbers.map(number => count(number).length));
  const rowDigits = widest(dataset.splits.map(({ rows }) => rows));
  const tokenDigits = widest(dataset.splits.map(({ tokens }) => tokens ?? 0));
  const lines = dataset.splits.map(({ name, rows, tokens, file }) => {
    const counted = tokens === undefined ? '' : `  ${count(tokens).padStart(tokenDigits)} tokens`;
    return `  ${name.padEnd(LABEL - 2)}  ${count(rows).padStart(rowDigits)} rows${counted}  ${file}\n`;
  });
  const notices = warnings.map(warning => `  ! ${warning}\n`).join('');
  return `${lines.join('')}${notices === '' ? '' : `\n${notices}`}`;
}

function clip(name: string, length: number): string {
  return name.length <= length ? name.padEnd(length) : `${name.slice(0, length - 1)}…`;
}
