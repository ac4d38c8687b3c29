// Runs the programs of the peers, in one thread each.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cache, environment, execute, installNpm, installPython } from '../installed.ts';

const programs = fileURLToPath(new URL('./peers/', import.meta.url));

const DUCKDB = '@duckdb/node-api@1.5.6-r.1';

/** What a Python peer's program prints for the task and its arguments; installs the peer where that was not done. */
export async function runPython<T>(peer: string, args: readonly string[]): Promise<T> {
  const name = peer.toLowerCase().replaceAll('-', '_');
  const python = await installPython(name, join(programs, `${name}.txt`));
  return lastLine(python, [join(programs, `${name}_peer.py`), ...args]);
}

export function runNode<T>(program: string, args: readonly string[]): Promise<T> {
  return lastLine(process.execPath, [join(programs, program), ...args]);
}

/** The folder that DuckDB is installed in. */
export async function installDuckdb(): Promise<string> {
  const folder = join(cache, 'duckdb');
  await installNpm(folder, [DUCKDB]);
  return folder;
}

/** Libraries may print before the result. */
async function lastLine<T>(file: string, args: readonly string[]): Promise<T> {
  const { stdout } = await execute(file, args, { env: environment, maxBuffer: 1 << 28 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}
