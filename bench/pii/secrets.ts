// Secrets beside the scanners of code: invented keys in prose, logs, settings and tickets, and texts without any.
// The peers are used where they are installed: npm i --prefix bench/.cache/secretlint @secretlint/core
// @secretlint/secretlint-rule-preset-recommend; python3 -m venv bench/.cache/detect-secrets and pip install detect-secrets.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Range } from '../../src/define.ts';
import { recognizers } from '../../src/recognizers/index.ts';
import { Search } from '../../src/redaction/find.ts';
import { atLeast, atMost, type Bar, table } from '../bench.ts';
import { type PlantedSecret, plantedSecrets } from './planted-secrets.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'bench/.cache');
const PER_KIND = 20;

/** Texts without secrets: our own documentation, the manuals of the fixtures, and what packages say of themselves. */
export function textsWithoutSecrets(): string[] {
  const patterns = [
    '*.md',
    'docs/**/*.md',
    'package-lock.json',
    'fixtures/company/knowledge-base/*.html',
    'fixtures/company/make/texts/{manual,quick-start,knowledge.*}.md',
    'node_modules/**/README.md',
  ];
  return globSync(patterns, { cwd: root })
    .sort()
    .map(path => readFileSync(join(root, path), 'utf8'));
}

/** A scanner: what of each text it takes for a secret. */
type Scan = (texts: readonly string[]) => Promise<readonly (readonly Range[])[]>;

async function ours(texts: readonly string[]): Promise<Range[][]> {
  const search = new Search(
    recognizers.filter(({ entity }) => entity === 'SECRET' || entity === 'URL_WITH_CREDENTIALS'),
    0.5,
  );
  return texts.map(text => [...search.find(text, []).findings]);
}

/** Throws the reason where it is not installed. */
async function secretlint(texts: readonly string[]): Promise<Range[][]> {
  const load = (name: string) => {
    const folder = join(cache, 'secretlint/node_modules/@secretlint', name);
    if (!existsSync(folder)) throw new Error('not installed');
    return import(pathToFileURL(join(folder, 'module/index.js')).href);
  };
  const { lintSource } = await load('core');
  const { creator: rule } = await load('secretlint-rule-preset-recommend');
  const options = {
    config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule }] },
    noPhysicFilePath: true,
  };
  const found: Range[][] = [];
  for (const content of texts) {
    const source = { content, filePath: 'text.txt', contentType: 'text' };
    const { messages } = await lintSource({ source, options });
    found.push(messages.map(({ range: [start, end] }: { range: [number, number] }) => ({ start, end })));
  }
  return found;
}

const DETECT_SECRETS = `
import json, os, sys
from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings
os.chdir(sys.argv[1])
for name in sorted(os.listdir(".")):
    found = SecretsCollection()
    with default_settings():
        found.scan_file(name)
    print(json.dumps([secret.secret_value for _, secret in found]))
`;

/** It tells values, not where they stand. Throws the reason where it is not installed. */
async function detectSecrets(texts: readonly string[]): Promise<Range[][]> {
  const python = join(cache, 'detect-secrets/bin/python');
  if (!existsSync(python)) throw new Error('not installed');
  const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  try {
    for (const [i, text] of texts.entries()) writeFileSync(join(folder, `${String(i).padStart(6, '0')}.txt`), text);
    const output = execFileSync(python, ['-c', DETECT_SECRETS, folder], { encoding: 'utf8', maxBuffer: 1 << 28 });
    return output
      .trimEnd()
      .split('\n')
      .map((line, i) =>
        (JSON.parse(line) as string[]).map(value => {
          const start = texts[i]!.indexOf(value);
          return { start, end: start + value.length };
        }),
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Measured {
  /** Kinds with the share of their secrets that are found. */
  readonly recall: ReadonlyMap<string, number>;
  readonly falseOnes: number;
  readonly megabytesPerSecond: number;
}

/** `isFound` says what of a secret must be found. */
async function measured(
  scan: Scan,
  planted: readonly PlantedSecret[],
  clean: readonly string[],
  isFound: (found: Range, secret: Range) => boolean,
): Promise<Measured | string> {
  try {
    const found = await scan(planted.map(({ text }) => text));
    const byKind = Map.groupBy(
      planted.map((secret, i) => ({ kind: secret.kind, hit: found[i]!.some(range => isFound(range, secret)) })),
      ({ kind }) => kind,
    );
    const recall = new Map([...byKind].map(([kind, all]) => [kind, all.filter(({ hit }) => hit).length / all.length]));
    const started = performance.now();
    const falseOnes = (await scan(clean)).flat().length;
    return { recall, falseOnes, megabytesPerSecond: sizeOf(clean) / 1e3 / (performance.now() - started) };
  } catch (error) {
    return (error as Error).message;
  }
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function mean(values: Iterable<number>): number {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}

/** Recall by kind and false ones per 100 KB: ours, and the peers that are installed. Of ours the whole secret must be found. */
export async function secrets(print: (line: string) => void): Promise<Bar[]> {
  const planted = plantedSecrets(PER_KIND, 'secrets');
  const clean = textsWithoutSecrets();
  const isWhole = (found: Range, { start, end }: Range) => found.start <= start && found.end >= end;
  const touches = (found: Range, { start, end }: Range) => found.start < end && found.end > start;
  const all: Readonly<Record<string, Measured | string>> = {
    corpusmith: await measured(ours, planted, clean, isWhole),
    secretlint: await measured(secretlint, planted, clean, touches),
    'detect-secrets': await measured(detectSecrets, planted, clean, touches),
  };
  const per100KB = ({ falseOnes }: Measured) => (falseOnes / sizeOf(clean)) * 1e5;
  for (const [name, result] of Object.entries(all))
    if (typeof result === 'string') print(`${name} is missing: ${result}`);
  const tools = Object.entries(all).filter((entry): entry is [string, Measured] => typeof entry[1] !== 'string');
  const kinds = [...new Set(planted.map(({ kind }) => kind))];
  const row = (name: string, cell: (result: Measured) => string) => [name, ...tools.map(([, result]) => cell(result))];
  print(`${planted.length} secrets of ${kinds.length} kinds; ${Math.round(sizeOf(clean) / 1e3)} KB without any\n`);
  print(
    table(
      ['recall', ...tools.map(([name]) => name)],
      [
        ...kinds.map(kind => row(kind, ({ recall }) => recall.get(kind)!.toFixed(2))),
        row('all', ({ recall }) => mean(recall.values()).toFixed(3)),
        row('false per 100 KB', result => per100KB(result).toFixed(2)),
        row('MB/s', ({ megabytesPerSecond }) => megabytesPerSecond.toFixed(1)),
      ],
    ),
  );
  const own = all.corpusmith;
  if (own === undefined || typeof own === 'string') throw new Error(own);
  return [
    atLeast('secrets, recall', mean(own.recall.values()), 0.95),
    atMost('secrets, false per 100 KB', per100KB(own), 0),
  ];
}
