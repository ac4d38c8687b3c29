// Runs plans over files in a temporary folder, with the parts of ./parts.ts.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '../../src/core/hash.ts';
import { type LocalRun, runLocal } from '../../src/engine/local/run.ts';
import type { Plan } from '../../src/engine/plan.ts';
import { limits } from '../harness.ts';
import { loadCatalog } from './parts.ts';

export function tempFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'corpusmith-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
}

export function planOf(root: string, stages: readonly string[], more: Partial<Plan> = {}): Plan {
  return {
    name: 'test',
    seed: 7,
    root,
    sources: [{ name: 'lines', use: 'lines', files: ['in/**/*.txt'], exclude: [], options: {} }],
    stages: stages.map((use, i) => ({
      name: stages.indexOf(use) === i ? use : `${use}#2`,
      use,
      options: {},
    })),
    sink: { use: 'jsonl', format: 'text', dir: 'out', options: {} },
    trainers: [],
    limits: { ...limits, seconds: 2 },
    maxFailures: 0,
    plugins: [],
    ...more,
  };
}

export async function runPlan(plan: Plan, more: Partial<LocalRun> = {}) {
  return runLocal({
    plan,
    catalog: await loadCatalog(),
    catalogModule: new URL('./parts.ts', import.meta.url).href,
    version: 'test',
    code: 'test',
    out: join(plan.root, 'out'),
    workers: 0,
    memory: 1 << 30,
    warnings: [],
    signal: new AbortController().signal,
    artefacts: facts => [{ path: 'report.md', text: `${facts.totals.written} rows\n` }],
    ...more,
  });
}

/** Hash of every file in a folder by relative path, the work folder left out. */
export function digest(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const content = files.filter(file => !file.startsWith('.corpusmith') && statSync(join(folder, file)).isFile());
  return Object.fromEntries(content.map(file => [file, sha256(readFileSync(join(folder, file)))]));
}

export function linesOf(path: string): Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));
}
