// Installs the peers under bench/.cache and runs their programs, in one thread each.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const programs = fileURLToPath(new URL('./peers/', import.meta.url));
const cache = fileURLToPath(new URL('../.cache/', import.meta.url));
const execute = promisify(execFile);

const DUCKDB = '@duckdb/node-api@1.5.6-r.1';

const environment = {
  ...process.env,
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  RAYON_NUM_THREADS: '1',
  PYTHONDONTWRITEBYTECODE: '1',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  HF_HOME: join(cache, 'huggingface'),
  HF_HUB_OFFLINE: '1',
};

const installations = new Map<string, Promise<void>>();

/** What a Python peer's program prints for the task and its arguments; installs the peer where that was not done. */
export async function runPython<T>(peer: string, args: readonly string[]): Promise<T> {
  const name = peer.toLowerCase().replaceAll('-', '_');
  const folder = join(cache, 'peers', name);
  const requirements = join(programs, `${name}.txt`);
  await once(folder, readFileSync(requirements, 'utf8'), async () => {
    await execute('python3', ['-m', 'venv', folder]);
    await execute(join(folder, 'bin/pip'), ['install', '--quiet', '-r', requirements], { env: environment });
  });
  return lastLine(join(folder, 'bin/python'), [join(programs, `${name}_peer.py`), ...args]);
}

export function runNode<T>(program: string, args: readonly string[]): Promise<T> {
  return lastLine(process.execPath, [join(programs, program), ...args]);
}

/** The folder that DuckDB is installed in. */
export async function installDuckdb(): Promise<string> {
  const folder = join(cache, 'duckdb');
  await once(folder, DUCKDB, () => execute('npm', ['install', '--silent', '--no-save', '--prefix', folder, DUCKDB]));
  return folder;
}

/** Installs into an empty folder, unless that was done with the same versions. */
function once(folder: string, versions: string, install: () => Promise<unknown>): Promise<void> {
  const marker = join(folder, 'installed.txt');
  const installation = async () => {
    if (existsSync(marker) && readFileSync(marker, 'utf8') === versions) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await install();
    writeFileSync(marker, versions);
  };
  const known = installations.get(folder) ?? installation();
  installations.set(folder, known);
  return known;
}

/** Libraries may print before the result. */
async function lastLine<T>(file: string, args: readonly string[]): Promise<T> {
  const { stdout } = await execute(file, args, { env: environment, maxBuffer: 1 << 28 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}
