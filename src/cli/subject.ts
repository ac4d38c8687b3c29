import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import type { Dataset } from '../audit/dataset.ts';
import { erase } from '../audit/erase.ts';
import { finishMoves, JOURNAL } from '../audit/moves.ts';
import { type Found, findSubject } from '../audit/subjects.ts';
import { checkIntegrity, problemsOf } from '../audit/verify.ts';
import { loadCatalog } from '../catalog.ts';
import { CorpusmithError } from '../core/errors.ts';
import type { Catalog } from '../define.ts';
import { takeLock } from '../engine/local/lock.ts';
import { WORK } from '../engine/local/out-folder.ts';
import { type Arguments, type Command, EXIT, type Terminal, text } from './command.ts';
import { readFacts } from './finished-run.ts';

/** Bytes of a key (128 bits): fewer can be guessed. */
const SHORTEST_KEY = 16;
/** Where the key is looked for. */
const VARIABLE = 'SUBJECT_KEY';

export const subjectCommand: Command = {
  name: 'subject',
  summary:
    'Find the rows of a person in finished datasets, or erase them. Values of the person (name, address, number), one a ' +
    'line, are read from standard input. find: exit code 0 when there is something, 1 when not',
  usage: 'find DIR... [--key-file FILE] | erase DIR... [--yes] [--key-file FILE]',
  positionals: [2, 10_000],
  options: {
    'key-file': {
      type: 'string',
      value: 'FILE',
      describe: `File with the \`subjectKey\` of the runs. Default: the environment variable ${VARIABLE}.`,
    },
    yes: { type: 'boolean', describe: 'Erase. Without it erase says what it would do.' },
  },
  async run(args, terminal) {
    const [action, ...folders] = args.positionals;
    if (action !== 'find' && action !== 'erase')
      throw new CorpusmithError('E_USAGE', {
        detail: `there is no "subject ${action}". Usage: corpusmith subject ${subjectCommand.usage}`,
      });
    const keys = keysFrom(args);
    const values = await readValues(terminal);
    const catalog = await loadCatalog();
    const search = (folder: string) => find(folder, keys, values, catalog, terminal.signal);
    const paths = folders.map(folder => resolve(folder));
    if (action === 'erase' && args.values.yes === true) return eraseFrom(paths, search, args, terminal);
    const answers = await inOrder(paths, search);
    tell(answers, action === 'find' ? 'found' : 'would be erased; --yes does it', args, terminal);
    return action === 'erase' || answers.some(({ documents }) => documents.length > 0) ? EXIT.done : EXIT.failures;
  },
};

interface Answer extends Found {
  readonly folder: string;
  readonly dataset: Dataset;
}

async function find(
  folder: string,
  keys: readonly Uint8Array[],
  values: readonly string[],
  catalog: Catalog,
  signal: AbortSignal,
): Promise<Answer> {
  if (existsSync(join(folder, JOURNAL)))
    throw new CorpusmithError('E_ALTERED', {
      place: folder,
      detail: 'an erasure was interrupted; `corpusmith subject erase DIR --yes` ends it',
    });
  const dataset = { folder, facts: readFacts(folder), catalog };
  return { folder, dataset, ...(await findSubject(dataset, keys, values, signal)) };
}

/** Erases from one folder after the other, each under its lock. Where an earlier attempt was interrupted it is ended first. */
async function eraseFrom(
  folders: readonly string[],
  search: (folder: string) => Promise<Answer>,
  args: Arguments,
  terminal: Terminal,
): Promise<number> {
  const answers = await inOrder(folders, folder =>
    locked(folder, async () => {
      finishMoves(folder);
      const answer = await search(folder);
      if (answer.documents.length > 0) await eraseWhole(answer, terminal.signal);
      return answer;
    }),
  );
  tell(answers, 'erased', args, terminal);
  if (answers.some(({ documents }) => documents.length > 0))
    terminal.err('The sources of the run are as they were: erase there too, or the next run brings the rows back.\n');
  return EXIT.done;
}

/** What was altered would get new hashes, and nobody could tell it any more: it is refused. */
async function eraseWhole({ dataset, documents, rows }: Answer, signal: AbortSignal): Promise<void> {
  const { manifest, checks } = await checkIntegrity(dataset.folder, dataset.catalog, signal);
  const files = [...new Set(problemsOf(checks).map(({ file }) => file))];
  if (manifest === undefined || files.length > 0)
    throw new CorpusmithError('E_ALTERED', { place: dataset.folder, detail: files.join(', ') });
  await erase({ dataset, manifest, found: { documents, rows }, signal });
}

async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  if (!existsSync(folder)) throw new CorpusmithError('E_NOT_A_RUN', { place: folder });
  mkdirSync(join(folder, WORK), { recursive: true, mode: 0o700 });
  const release = takeLock(join(folder, WORK, 'lock'));
  try {
    return await work();
  } finally {
    release();
  }
}

async function inOrder<T>(folders: readonly string[], work: (folder: string) => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (const folder of folders) all.push(await work(folder));
  return all;
}

/** Never the values, nor anything of the rows but where they stand. */
function tell(answers: readonly Answer[], what: string, args: Arguments, terminal: Terminal): void {
  if (args.json) {
    const plain = answers.map(({ folder, documents, rows }) => ({ dir: folder, documents, rows }));
    terminal.out(`${JSON.stringify(plain)}\n`);
    return;
  }
  for (const { folder, documents, rows } of answers) {
    const shown = relative('.', folder) || '.';
    const counts = `${counted(documents.length, 'document')} and ${counted(rows.length, 'row')}`;
    terminal.out(`${shown}: ${documents.length === 0 ? 'nothing' : `${counts} ${what}`}\n`);
    for (const id of documents) terminal.out(`  ${id}\n`);
    for (const { split, line, id } of rows) terminal.out(`  ${split}:${line}  ${id}\n`);
  }
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** The key; of a file also without the line break at its end, since an editor may have put it there. */
function keysFrom(args: Arguments): readonly Uint8Array[] {
  const file = text(args, 'key-file');
  const bytes = file === undefined ? Buffer.from(process.env[VARIABLE] ?? '') : readKey(file);
  if (bytes.length >= SHORTEST_KEY)
    return [bytes, Buffer.from(bytes.toString('latin1').replace(/\r?\n$/, ''), 'latin1')];
  throw new CorpusmithError('E_KEY', {
    place: file ?? VARIABLE,
    detail:
      bytes.length === 0
        ? `set ${VARIABLE} or give --key-file`
        : `it has ${bytes.length} bytes, ${SHORTEST_KEY} are needed`,
  });
}

function readKey(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CorpusmithError('E_KEY', { place: path, detail: `it cannot be read (${code})` });
  }
}

/** The values, one a line: no argument, so that they reach no history of a shell and no list of processes. */
async function readValues(terminal: Terminal): Promise<readonly string[]> {
  if (process.stdin.isTTY) terminal.err('Values of the person, one a line, then Ctrl-D:\n');
  const lines = (await readText(process.stdin)).split('\n').map(line => line.trim());
  const values = lines.filter(line => line !== '');
  if (values.length > 0) return values;
  throw new CorpusmithError('E_USAGE', { detail: 'no value was given on standard input, one a line' });
}
