import { join } from 'node:path';
import type { Exhibit, Stop } from '../../core/facts.ts';
import type { Evidence } from '../../core/stage.ts';
import { add } from './account.ts';
import { AtomicFile } from './files.ts';

/** What a decision or a check has left for people, once its tables are in files. */
export interface Shown {
  readonly facts: Readonly<Record<string, number>>;
  readonly exhibits: readonly Exhibit[];
  /** Names of the tables. */
  readonly tables: readonly string[];
  readonly warnings: readonly string[];
  readonly stop?: Stop;
}

/** What the slices of one check have left: facts are added, tables follow each other, the first stop counts. */
export function added(slices: readonly Shown[]): Shown {
  const facts: Record<string, number> = {};
  for (const slice of slices) for (const [name, number] of Object.entries(slice.facts)) add(facts, name, number);
  const stop = slices.find(slice => slice.stop !== undefined)?.stop;
  return {
    facts,
    exhibits: slices.flatMap(({ exhibits }) => exhibits),
    tables: slices[0]!.tables,
    warnings: [...new Set(slices.flatMap(({ warnings }) => warnings))],
    ...(stop === undefined ? {} : { stop }),
  };
}

/** Writes down what a decision or a check has left. */
export async function writeEvidence(folder: string, evidence: Evidence): Promise<Shown> {
  const { facts = {}, exhibits = [], tables = {}, warnings = [], stop } = evidence;
  const names = await writeTables(folder, tables);
  return { facts, exhibits, tables: names, warnings, ...(stop === undefined ? {} : { stop }) };
}

/** Writes the tables of a decision, a line for each row. Returns their names. */
async function writeTables(folder: string, tables: NonNullable<Evidence['tables']>): Promise<string[]> {
  for (const [name, rows] of Object.entries(tables)) {
    const file = new AtomicFile(tablePath(folder, name));
    try {
      for await (const row of rows) file.write(`${JSON.stringify(row)}\n`);
      file.close();
    } finally {
      file.discard();
    }
  }
  return Object.keys(tables);
}

export function tablePath(folder: string, name: string): string {
  return join(folder, `${name}.jsonl`);
}
