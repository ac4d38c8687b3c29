import { createReadStream, existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { loadCatalog } from '../catalog.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { SplitName } from '../core/facts.ts';
import type { TrainerDefinition } from '../define.ts';
import { AtomicFile, PUBLIC } from '../engine/local/files.ts';
import { type ProblemCode, problems, type Tally } from '../rows/problems.ts';
import { type Validated, validateFile } from '../rows/validate.ts';
import { type Command, EXIT, text } from './command.ts';
import { trainerOf } from './export.ts';
import { count } from './progress.ts';

export const validateCommand: Command = {
  name: 'validate',
  summary:
    'Check JSONL files, whoever wrote them, for a training runner: row numbers and codes, no text of a row. ' +
    'Exit code 0: valid, 1: problems',
  usage: 'FILE... --for RUNNER [--fix OUT]',
  positionals: [1, 10_000],
  options: {
    for: { type: 'string', value: 'RUNNER', describe: 'Runner: `corpusmith list trainers` names them.' },
    fix: {
      type: 'string',
      value: 'OUT',
      describe:
        'Write a mended copy of the one FILE: turns of one role joined, questions at the end without an answer left ' +
        'out, byte order mark, carriage returns and blank lines taken out. All other rows stay as they are.',
    },
  },
  async run(args, terminal) {
    const trainer = trainerOf(await loadCatalog(), text(args, 'for') ?? '');
    const out = text(args, 'fix');
    if (out !== undefined && args.positionals.length > 1)
      throw new CorpusmithError('E_USAGE', { detail: '--fix takes one FILE' });
    // An existing file is never written over: it might be the input by another name.
    if (out !== undefined && existsSync(out))
      throw new CorpusmithError('E_USAGE', { detail: `--fix writes a new file, and ${out} is there` });
    const all: { file: string; checked: Validated }[] = [];
    for (const file of args.positionals)
      all.push({ file, checked: await validated(file, trainer, out, terminal.signal) });
    terminal.out(args.json ? `${JSON.stringify(all.map(asJson))}\n` : all.map(one => told(one, trainer)).join(''));
    return all.every(({ checked }) => checked.problems.isEmpty) ? EXIT.done : EXIT.failures;
  },
};

async function validated(
  file: string,
  trainer: TrainerDefinition,
  out: string | undefined,
  signal: AbortSignal,
): Promise<Validated> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 18, signal }) as AsyncIterable<Uint8Array>;
  const copy = out === undefined ? undefined : new AtomicFile(resolve(out), PUBLIC);
  try {
    const checked = await validateFile(bytes, trainer, splitOf(file, trainer), copy && (line => copy.write(line)));
    copy?.close();
    return checked;
  } catch (error) {
    if (error instanceof CorpusmithError) throw error;
    const { code, name } = error as NodeJS.ErrnoException;
    if (name === 'AbortError') throw new CorpusmithError('E_INTERRUPTED');
    if (code === undefined) throw error;
    throw new CorpusmithError('E_UNREADABLE', { place: file, detail: code });
  } finally {
    copy?.discard();
  }
}

/** Which split a file is, by its name. */
function splitOf(file: string, { splitFiles }: TrainerDefinition): SplitName {
  const name = basename(file);
  const isOf = (split: SplitName) => name === `${split}.jsonl` || name === splitFiles?.[split];
  return isOf('validation') ? 'validation' : isOf('test') ? 'test' : 'train';
}

function asJson({ file, checked }: { file: string; checked: Validated }): object {
  const plain = ({ counts, told }: Tally) => ({ counts, told });
  return { file, rows: checked.rows, problems: plain(checked.problems), mended: plain(checked.mended) };
}

function told({ file, checked }: { file: string; checked: Validated }, { name }: TrainerDefinition): string {
  const { rows, problems: found, mended } = checked;
  const verdict = found.isEmpty ? 'valid' : 'NOT VALID';
  return (
    `${file} for ${name}: ${count(rows)} ${rows === 1 ? 'row' : 'rows'}, ${verdict}\n` +
    `${listed(mended, file, 'mended ')}${listed(found, file, '')}`
  );
}

/** A line for each code, then one for each place. */
function listed({ counts, told }: Tally, file: string, verb: string): string {
  const lines = Object.entries(counts).flatMap(([code, number]) => {
    const { what, fix } = problems[code as ProblemCode];
    const places = told.filter(found => found.code === code);
    const more = number - places.length;
    return [
      `  ${verb}${code} (${count(number)}): ${what}.${verb === '' ? ` ${fix}` : ''}`,
      ...places.flatMap(({ row, at }) =>
        row === undefined ? [] : [`    ${file}:${row}${at === undefined ? '' : ` ${at}`}`],
      ),
      ...(more > 0 ? [`    and ${count(more)} more`] : []),
    ];
  });
  return lines.map(line => `${line}\n`).join('');
}
