import { join } from 'node:path';
import { CorpusmithError } from '../core/errors.ts';
import type { SplitFacts } from '../core/facts.ts';
import { Alignment, type Difference } from './alignment.ts';
import { type Check, Problems } from './check.ts';
import { type Dataset, linesOf } from './dataset.ts';
import { hashOfFile, type Inventory } from './inventory.ts';
import { LEDGER, ledgerLines } from './ledger.ts';

/** Compares the rows of all splits with the ledger and with the numbers of the run, in one pass over each. */
export async function checkRows(
  dataset: Dataset,
  { manifest, altered }: Inventory,
  signal: AbortSignal,
): Promise<Check[]> {
  const { splits } = dataset.facts.dataset;
  const problems = new Problems();
  const differ =
    ({ file }: SplitFacts) =>
    ({ line, at, problem }: Difference) => {
      // Of two files that do not go together, the one whose hash is right is not to blame.
      const isLedger = altered.has(LEDGER) && manifest !== undefined && !altered.has(file);
      if (!isLedger) problems.add({ file, line, problem });
      else
        problems.add({
          file: LEDGER,
          ...(at === undefined ? {} : { line: at }),
          problem: `it does not fit ${file}:${line}`,
        });
    };
  const alignments = new Map<string, Alignment>();
  for (const split of splits) alignments.set(split.name, new Alignment(linesOf(dataset, split), differ(split)));
  await readLedger(dataset, alignments, problems, signal);
  const counted = new Map<string, number>();
  for (const split of splits) {
    await guarded(split.file, problems, async () => {
      counted.set(split.name, await alignments.get(split.name)!.end());
    });
  }
  const rows = splits.reduce((sum, { name }) => sum + (counted.get(name) ?? 0), 0);
  const lines = { name: 'rows', said: `${rows} rows, each as the ledger tells it`, problems: problems.all };
  return [lines, await checkNumbers(dataset, { manifest, altered }, counted, signal)];
}

/** Tells each split of its rows. */
async function readLedger(
  { folder, facts }: Dataset,
  alignments: ReadonlyMap<string, Alignment>,
  problems: Problems,
  signal: AbortSignal,
): Promise<void> {
  const files = new Map<string, string>(facts.dataset.splits.map(({ name, file }) => [name, file]));
  const broken = new Set<string>();
  await guarded(LEDGER, problems, async () => {
    for await (const { at, row } of ledgerLines(folder, signal)) {
      if (row === undefined || broken.has(row.written.split)) continue;
      const { split, row: sha256 = '' } = row.written;
      const file = files.get(split);
      if (file === undefined)
        problems.add({ file: LEDGER, line: at, problem: 'it tells of a split that the run does not have' });
      else if (!(await guarded(file, problems, () => alignments.get(split)!.hear({ sha256, at })))) broken.add(split);
    }
  });
}

/** Rows, bytes and SHA-256 of the splits as `run.json` has them. */
async function checkNumbers(
  { folder, facts }: Dataset,
  { manifest, altered }: Pick<Inventory, 'manifest' | 'altered'>,
  counted: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<Check> {
  const problems = new Problems();
  for (const { name, file, rows, sha256 } of facts.dataset.splits) {
    // What is known to be altered has been told.
    if (altered.has(file) || !counted.has(name)) continue;
    const there = counted.get(name)!;
    if (there !== rows) problems.add({ file, problem: `it has ${there} rows, and ${rows} by run.json` });
    // A listed file that is not altered has the hash that is listed.
    const listed = manifest?.files.find(({ path }) => path === file)?.sha256;
    if ((listed ?? (await hashOfFile(join(folder, file), signal))) !== sha256)
      problems.add({ file, problem: 'its SHA-256 is not that of run.json' });
  }
  return { name: 'numbers', said: 'rows and SHA-256 of the splits by run.json', problems: problems.all };
}

/** Whether the work was done; when a file cannot be read it is told as a problem. */
async function guarded(file: string, problems: Problems, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof CorpusmithError && error.code === 'E_INTERRUPTED') throw error;
    const { code } = error as { code?: string };
    problems.add({ file, problem: `it cannot be read${code === undefined ? '' : ` (${code})`}` });
    return false;
  }
}
