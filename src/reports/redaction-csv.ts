import type { ReviewFacts, RunFacts } from '../core/facts.ts';
import { redactionFigures } from './redaction-figures.ts';

/**
 * The redaction report for a spreadsheet: one line for each entity that was looked for, with its numbers by source and the
 * canaries. RFC 4180; a cell that a spreadsheet would take for a formula is quoted by an apostrophe (OWASP ASVS 1.2.10).
 */
export function redactionReportCsv(facts: RunFacts, review?: ReviewFacts): string {
  const { entities, canaries } = redactionFigures(facts, review);
  const sources = facts.sources.map(({ name }) => name);
  const heads = ['entity', 'operators', 'values', ...sources.map(name => `values in ${name}`)];
  const lines = entities.map(({ entity, operators, values, bySource }) => {
    const { planted = 0, found = 0 } = canaries.find(one => one.entity === entity) ?? {};
    return [entity, operators.join(' '), values, ...sources.map(name => bySource[name] ?? 0), planted, found];
  });
  const rows = [[...heads, 'canaries planted', 'canaries found'], ...lines];
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^\s*["']*[=+\-@\t\r＝＋－＠]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
