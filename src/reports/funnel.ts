import type { RunFacts } from '../core/facts.ts';
import { count, ranked } from './figures.ts';

const LABEL = 18;
/** Blanks before the notes. */
const GAP = 3;

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
    const left = `  ${clip(name, LABEL - 2)}  ${bar}  ${count(total.out).padStart(digits)}`;
    const [first = '', ...more] = notes(total, width - left.length - GAP);
    const indent = ' '.repeat(left.length + GAP);
    return [`${left}${' '.repeat(GAP)}${first}`.trimEnd(), ...more.map(line => indent + line)].join('\n');
  });
  return `${dataset.name}: ${equation}\n\n${lines.map(line => `${line}\n`).join('')}\n${splitLines(facts)}`;
}

/** What happened at a stage, in as many lines of at most `room` characters as it takes: every reason is named. */
function notes(total: RunFacts['stages'][number]['total'], room: number): string[] {
  const said = [
    ...(total.born > 0 ? [`+${count(total.born)} born`] : []),
    ...ranked(total.dropped).map(([reason, documents]) => `-${count(documents)} ${reason}`),
    ...ranked(total.failed).map(([code, documents]) => `-${count(documents)} ${code}`),
  ];
  const lines: string[] = [];
  for (const [i, item] of said.entries()) {
    const text = i < said.length - 1 ? `${item},` : item;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= room) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
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
