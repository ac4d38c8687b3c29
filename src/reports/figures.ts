import type { ExhibitTable, RunFacts, StageFacts } from '../core/facts.ts';

/** 1234567 as `1,234,567`: the same on every machine, whatever its locale. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Bytes as `812 B`, `3.4 kB`, `1.2 GB` (powers of 1000). */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let [amount, unit] = [value, 0];
  while (amount >= 1000 && unit < units.length - 1) [amount, unit] = [amount / 1000, unit + 1];
  return unit === 0 || amount >= 100 ? `${count(amount)} ${units[unit]}` : `${amount.toFixed(1)} ${units[unit]}`;
}

/** A share as `12 %`; `< 1 %` rather than 0 for what is there. */
export function percent(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  const value = (100 * part) / whole;
  return value < 1 ? '< 1 %' : `${value < 99 || part === whole ? Math.round(value) : '> 99'} %`;
}

/** Whole numbers as `1,234`, others with three decimals. */
export function number(value: number): string {
  return Number.isInteger(value) ? count(value) : value.toFixed(3);
}

/** `1 document`, `2 documents`. */
export function plural(amount: number, noun: string): string {
  return `${count(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}

export function sum(values: Readonly<Record<string, number>>): number {
  return Object.values(values).reduce((all, value) => all + value, 0);
}

/** Entries of a tally, largest first, then by name. */
export function ranked(tally: Readonly<Record<string, number>>): readonly (readonly [name: string, amount: number])[] {
  return Object.entries(tally).toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

/** The table of an exhibit with its cells as they are shown. Headings of numbers and shares all end in ` #`. */
export function shownTable({ columns, rows }: ExhibitTable): {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const shares = columns.map(head => head.endsWith(' %'));
  const shown = (cell: string | number, column: number) => {
    if (typeof cell === 'string') return cell;
    return shares[column] ? percent(cell, 1) : number(cell);
  };
  return { heads: columns.map(head => head.replace(/ %$/, ' #')), rows: rows.map(row => row.map(shown)) };
}

/** Name of the part behind a stage: `redact` of `redact#2`. */
export function partOf(stage: { readonly name: string }): string {
  return stage.name.replace(/#\d+$/, '');
}

/** Tokens of all splits, when they were counted. */
export function tokensOf(facts: RunFacts): number | undefined {
  const counted = facts.dataset.splits.flatMap(split => split.tokens ?? []);
  return counted.length === 0 ? undefined : counted.reduce((all, tokens) => all + tokens, 0);
}

/** One reason for which a stage removed documents, on purpose or because they could not be processed. */
export interface Loss {
  readonly stage: string;
  readonly kind: 'dropped' | 'failed';
  readonly reason: string;
  readonly documents: number;
  readonly examples: readonly string[];
}

/** All losses in order of the stages, the largest of each first. */
export function lossesOf(facts: RunFacts): readonly Loss[] {
  const of = (stage: StageFacts, kind: Loss['kind']) =>
    ranked(stage.total[kind]).map(([reason, documents]) => ({
      stage: stage.name,
      kind,
      reason,
      documents,
      examples: stage.examples[reason] ?? [],
    }));
  return facts.stages.flatMap(stage => [...of(stage, 'dropped'), ...of(stage, 'failed')]);
}
