import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { SIGN_OFF } from '../audit/sign-off.ts';
import { CorpusmithError } from '../core/errors.ts';
import { MANIFEST, type Manifest } from '../core/manifest.ts';
import { unsealed } from '../core/seal.ts';
import { count, tokensOf } from '../reports/figures.ts';
import { type Command, EXIT } from './command.ts';
import { readFacts } from './finished-run.ts';

/** Hex digits of a hash that are shown. */
const SHORT = 12;

/** A finished dataset in one line. */
interface Entry {
  readonly folder: string;
  readonly name: string;
  /** Beginning of the seal of the manifest; `altered` when the manifest does not hold it. */
  readonly version: string;
  /** Day on which the manifest was written, by the file system. */
  readonly date: string;
  readonly rows: number;
  readonly tokens?: number;
  readonly pipeline: string;
  readonly signed: boolean;
}

export const logCommand: Command = {
  name: 'log',
  summary: 'List the finished datasets in folders, oldest first: version, day, rows, tokens, pipeline, signed or not',
  usage: 'DIR...',
  positionals: [1, 1000],
  options: {},
  async run(args, terminal) {
    const entries = args.positionals
      .flatMap(folder => datasetsIn(resolve(folder)))
      .map(entryOf)
      .toSorted((a, b) => compareText(a.date, b.date) || compareText(a.folder, b.folder));
    if (args.json) terminal.out(`${JSON.stringify(entries)}\n`);
    else terminal.out(entries.map(lineOf).join(''));
    return EXIT.done;
  },
};

/** The folder itself, or the datasets directly in it. */
function datasetsIn(folder: string): string[] {
  const isDataset = (path: string) => existsSync(join(path, 'run.json')) && existsSync(join(path, MANIFEST));
  if (isDataset(folder)) return [folder];
  const found = existsSync(folder)
    ? readdirSync(folder)
        .map(name => join(folder, name))
        .filter(isDataset)
    : [];
  if (found.length === 0) throw new CorpusmithError('E_NOT_A_RUN', { place: folder });
  return found;
}

function entryOf(folder: string): Entry {
  const facts = readFacts(folder);
  const path = join(folder, MANIFEST);
  const manifest = unsealed<Manifest>(readFileSync(path, 'utf8'));
  const tokens = tokensOf(facts);
  return {
    folder: relative('.', folder) || '.',
    name: facts.dataset.name,
    version: manifest?.seal.slice(0, SHORT) ?? 'altered',
    date: statSync(path).mtime.toISOString().slice(0, 10),
    rows: facts.dataset.splits.reduce((all, split) => all + split.rows, 0),
    ...(tokens === undefined ? {} : { tokens }),
    pipeline: facts.pipeline.sha256.slice(0, SHORT),
    signed: existsSync(join(folder, SIGN_OFF)),
  };
}

function lineOf({ folder, name, version, date, rows, tokens, pipeline, signed }: Entry): string {
  const amount = `${count(rows)} rows${tokens === undefined ? '' : `, ${count(tokens)} tokens`}`;
  const said = [version.padEnd(SHORT), date, name, amount, `pipeline ${pipeline}`, signed ? 'signed' : 'not signed'];
  return `${said.join('  ')}  ${folder}\n`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
