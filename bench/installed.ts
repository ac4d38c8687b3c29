// Other tools to measure beside: installed on first use under bench/.cache, run in one thread each.

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const cache = fileURLToPath(new URL('./.cache/', import.meta.url));
export const execute = promisify(execFile);

/** Of the installers and of the peers. */
export const environment = {
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

/** A peer that could not be installed or failed, and why. */
export interface Missing {
  readonly missing: string;
}

/** Turns a failure into what is missing: the last line that the program or the installer wrote. */
export async function outcome<T>(work: () => Promise<T>): Promise<T | Missing> {
  try {
    return await work();
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    return { missing: stderr.trim().split('\n').at(-1) || message };
  }
}

/** The Python of an environment of its own, with the packages that a requirements file names. */
export async function installPython(name: string, requirements: string): Promise<string> {
  const folder = join(cache, 'peers', name);
  await once(folder, readFileSync(requirements, 'utf8'), async () => {
    await execute('python3', ['-m', 'venv', folder]);
    await execute(join(folder, 'bin/pip'), ['install', '--quiet', '-r', requirements], { env: environment });
  });
  return join(folder, 'bin/python');
}

/** Installs npm packages, with their versions, into the folder. */
export function installNpm(folder: string, packages: readonly string[]): Promise<void> {
  const install = ['install', '--silent', '--no-save', '--prefix', folder, ...packages];
  return once(folder, packages.join('\n'), () => execute('npm', install));
}

const installations = new Map<string, Promise<void>>();

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
