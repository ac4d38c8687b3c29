import type { RunFacts } from '../core/facts.ts';
import { exhibitText, tableLines } from '../reports/exhibit-text.ts';
import { lossesOf } from '../reports/figures.ts';
import { columns } from './layout.ts';
import { count } from './progress.ts';

const INDENT = '  ';

/** What a whole run says before it is a dataset: counts by stage and source, and what global stages have decided. */
export function wholeInput({ totals, sources, stages }: RunFacts) {
  const told = stages.map(({ options: _options, examples: _examples, ...stage }) => stage);
  return { totals, sources, stages: told };
}

/** What would stop a run, by source what each stage would drop, then the exhibits of the global stages. */
export function describeWholeInput(facts: RunFacts, source: string | undefined, width: number): string {
  const sources = facts.sources.filter(({ name }) => source === undefined || name === source);
  const exhibits = facts.stages.flatMap(({ name, exhibits = [] }) => [
    ...(exhibits.length > 0 ? [name] : []),
    ...exhibits.map(exhibit => indented(exhibitText(exhibit, width - INDENT.length).split('\n'))),
  ]);
  const lost = sources.map(({ name }) => describeLosses(facts, name, width));
  return `\nWith all of the input\n\n${[...stopping(facts, width), ...lost, ...exhibits.map(text => `${text.trimEnd()}\n`)].join('\n')}`;
}

function stopping({ stages }: RunFacts, width: number): string[] {
  const rows = stages.flatMap(({ name, stops = [] }) => {
    return stops.map(({ code, detail }) => [code, `${name}: ${detail}`] as const);
  });
  if (rows.length === 0) return [];
  return [`A run would stop\n${columns(rows, 14, width)}`];
}

function describeLosses(facts: RunFacts, source: string, width: number): string {
  const own = facts.stages.map(stage => ({ ...stage, total: stage.bySource[source]! }));
  const { read, written } = facts.sources.find(({ name }) => name === source)!;
  const born = own.reduce((sum, { total }) => sum + total.born, 0);
  const rows = lossesOf({ ...facts, stages: own }).map(({ stage, kind, reason, documents }) => {
    return [stage, kind, reason, documents, documents / (read + born)];
  });
  const made = born === 0 ? '' : `, ${count(born)} born of them`;
  const head = `${source}: ${count(read)} documents${made}, ${count(written)} rows`;
  if (rows.length === 0) return `${head}\n${INDENT}nothing would be dropped\n`;
  const table = { columns: ['stage', 'fate', 'reason', 'documents #', 'share %'], rows };
  return `${head}\n${indented(tableLines(table, width - INDENT.length))}`;
}

function indented(lines: readonly string[]): string {
  return lines.map(line => `${line === '' ? '' : INDENT + line}\n`).join('');
}
