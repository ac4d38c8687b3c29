import { mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Dataset } from '../audit/dataset.ts';
import { loadCatalog } from '../catalog.ts';
import { CorpusmithError, nearest } from '../core/errors.ts';
import type { Catalog, TrainerDefinition } from '../define.ts';
import { writeError } from '../engine/local/files.ts';
import { takeLock } from '../engine/local/lock.ts';
import { exportFor } from '../export/export.ts';
import type { Exported } from '../export/exported.ts';
import { type ProblemCode, problems } from '../rows/problems.ts';
import { type Command, EXIT, text } from './command.ts';
import { readFacts } from './finished-run.ts';

export const exportCommand: Command = {
  name: 'export',
  summary:
    'Hand a finished dataset to training runners: for each a folder with its rows, its configuration, its command. ' +
    'Exit code 1: rows were left out because they do not fit, or a file is not what the runner takes',
  usage: 'DIR --for RUNNER,... [--out DIR] [--allow-left-out]',
  positionals: [1, 1],
  options: {
    for: { type: 'string', value: 'RUNNER,...', describe: 'Runners: `corpusmith list trainers` names them.' },
    out: { type: 'string', value: 'DIR', describe: 'Folder for the folders of the runners. Default: DIR-export.' },
    'allow-left-out': { type: 'boolean', describe: 'Exit code 0 though rows were left out.' },
  },
  async run(args, terminal) {
    const folder = resolve(args.positionals[0]!);
    const catalog = await loadCatalog();
    const named = text(args, 'for') ?? '';
    const trainers = [...new Set(named.split(','))].map(name => trainerOf(catalog, name.trim()));
    const dataset: Dataset = { folder, facts: readFacts(folder), catalog };
    const out = resolve(text(args, 'out') ?? `${folder}-export`);
    const all = await locked(out, async () => {
      const done: Exported[] = [];
      for (const trainer of trainers) done.push(await exportFor(dataset, trainer, out, terminal.signal));
      return done;
    });
    terminal.out(args.json ? `${JSON.stringify(all)}\n` : all.map(told).join('\n'));
    const isShort = all.some(({ leftOut }) => leftOut > 0) && args.values['allow-left-out'] !== true;
    return isShort || all.some(one => one.problems.length > 0) ? EXIT.failures : EXIT.done;
  },
};

/** The runner of a name. `E_USAGE` names the nearest, or all. */
export function trainerOf({ trainers }: Catalog, name: string): TrainerDefinition {
  const trainer = trainers.get(name);
  if (trainer !== undefined) return trainer;
  const names = [...trainers.keys()];
  const near = nearest(name, names);
  const hint = near === undefined ? `there are ${names.join(', ')}` : `did you mean ${near}?`;
  throw new CorpusmithError('E_USAGE', { detail: `--for takes a runner, not "${name}"; ${hint}` });
}

async function locked<T>(out: string, work: () => Promise<T>): Promise<T> {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new CorpusmithError('E_OUT_NOT_EMPTY', { place: out });
    throw writeError(error, out);
  }
  const release = takeLock(join(out, '.lock'));
  try {
    return await work();
  } finally {
    release();
  }
}

function told({ trainer, format, folder, splits, leftOut, reasons, problems: ofFiles, command }: Exported): string {
  const shown = relative('.', folder) || '.';
  const counts = splits.map(({ file, rows }) => `${file} ${rows}`).join(', ');
  const lines = [
    `${trainer}: ${shown} (${format}: ${counts})`,
    ...(leftOut === 0 ? [] : [`  left out: ${leftOut} rows, see ${join(shown, 'left-out.jsonl')}`]),
    ...Object.entries(reasons).map(([code, rows]) => `    ${code} ${rows}: ${problems[code as ProblemCode].what}`),
    ...ofFiles.map(({ file, code }) => `  ${file}: ${code}: ${problems[code].what}`),
    `  next: cd ${shown} && ${command}`,
  ];
  return `${lines.join('\n')}\n`;
}
