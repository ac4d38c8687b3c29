import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, type DatasetRow, rowsOf } from '../audit/dataset.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { DatasetFacts, SplitFacts } from '../core/facts.ts';
import { sha256 } from '../core/hash.ts';
import type { FormatDefinition, Row, TrainerDefinition } from '../define.ts';
import { FileCheck } from '../rows/check.ts';
import { type Found, Tally } from '../rows/problems.ts';
import type { Exported } from './exported.ts';
import { clearFolder, ExportFiles, refuseForeign, replaceFolder } from './files.ts';
import { exportReadme } from './readme.ts';

/**
 * Writes the rows of a dataset as a runner wants them into `<out>/<runner>`: split files, its configuration, a README, what
 * each row was made of (`meta.jsonl`) and which were left out (`left-out.jsonl`). The folder appears when it is complete,
 * and takes the place of an earlier export. Throws `E_OUT_NOT_EMPTY` when it holds anything else, `E_FORMAT` when no row fits.
 */
export async function exportFor(
  dataset: Dataset,
  trainer: TrainerDefinition,
  out: string,
  signal: AbortSignal,
): Promise<Exported> {
  const folder = join(out, trainer.name);
  refuseForeign(folder);
  const making = join(out, `.${trainer.name}.partial`);
  clearFolder(making);
  const format = formatFor(dataset, trainer);
  const files = new ExportFiles(making);
  try {
    const rows = await writeRows(dataset, trainer, format, files, signal);
    const facts: DatasetFacts = { ...dataset.facts.dataset, format: format.name, splits: rows.splits };
    const exported = { trainer: trainer.name, format: format.name, folder, ...rows, command: trainer.command(facts) };
    for (const { path, text } of trainer.configure(facts)) files.text(path, text);
    files.text('README.md', exportReadme(exported, facts, trainer));
    files.contents(trainer.name, format.name);
    replaceFolder(folder, making, join(out, `.${trainer.name}.old`));
    return exported;
  } catch (error) {
    files.discard();
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
}

/** The dataset's own format where the runner reads it, so that no row changes; else the runner's first. */
function formatFor({ facts, catalog }: Dataset, { name, accepts }: TrainerDefinition): FormatDefinition {
  const own = facts.dataset.format;
  const format = catalog.formats.get(accepts.includes(own) ? own : accepts[0]!);
  if (format === undefined) throw new CorpusmithError('E_FORMAT', { place: name });
  return format;
}

type Rows = Pick<Exported, 'splits' | 'leftOut' | 'reasons' | 'problems'>;

async function writeRows(
  dataset: Dataset,
  trainer: TrainerDefinition,
  format: FormatDefinition,
  files: ExportFiles,
  signal: AbortSignal,
): Promise<Rows> {
  const [meta, omitted, tally] = [files.open('meta.jsonl'), files.open('left-out.jsonl'), new Tally()];
  const splits: SplitFacts[] = [];
  const problems: (Found & { file: string })[] = [];
  let leftOut = 0;
  for (const split of dataset.facts.dataset.splits) {
    const file = trainer.splitFiles?.[split.name] ?? `${split.name}.jsonl`;
    const [check, written] = [new FileCheck(trainer, split.name), files.open(file)];
    let [rows, characters] = [0, 0];
    for await (const row of rowsOf(dataset, split, signal)) {
      const { line, found } = converted(row, format, format.name === dataset.facts.dataset.format, check);
      const { id, source } = row;
      if (found.length > 0) {
        const codes = found.map(({ code }) => code);
        omitted.line({ split: split.name, row: row.line, id, source, codes });
        for (const one of found) tally.add(one);
        leftOut++;
        continue;
      }
      written.line(line);
      rows++;
      characters += row.parts.reduce((sum, { text }) => sum + text.length, 0);
      meta.line({ file, row: rows, id, source, split: split.name, splitRow: row.line, sha256: sha256(line) });
    }
    if (split.name === 'train' && split.rows > 0 && rows === 0) throw nothingFits(trainer, format, tally);
    if (rows === 0) {
      written.drop();
      continue;
    }
    splits.push({ name: split.name, file, rows, characters, ...written.close() });
    problems.push(...check.end(rows, written.bytes).map(found => ({ file, ...found })));
  }
  meta.close();
  if (leftOut > 0) omitted.close();
  else omitted.drop();
  return { splits, leftOut, reasons: tally.counts, problems };
}

/** A row in the format of the runner, and why the runner must not get it. */
function converted(
  row: DatasetRow,
  format: FormatDefinition,
  isSame: boolean,
  check: FileCheck,
): { readonly line: string; readonly found: readonly Found[] } {
  const { text, parts, id } = row;
  if (sha256(text) !== row.sha256)
    throw new CorpusmithError('E_ALTERED', { place: `${row.split}, row ${row.line}`, detail: 'not as in the ledger' });
  const made: Row | undefined = isSame
    ? JSON.parse(text)
    : format.row({ id, parts, origin: { uri: '', sha256: row.sha256 }, labels: {} });
  if (made === undefined) return { line: '', found: [{ code: 'R_SHAPE' }] };
  return { line: isSame ? text : JSON.stringify(made), found: check.row(made) };
}

function nothingFits({ name }: TrainerDefinition, format: FormatDefinition, { counts }: Tally): CorpusmithError {
  const reasons = Object.entries(counts).map(([code, rows]) => `${code} ${rows}`);
  return new CorpusmithError('E_FORMAT', {
    place: name,
    detail: `no row of the train split fits its format ${format.name} (${reasons.join(', ')})`,
  });
}
