import { describe, expect, test } from 'vitest';
import { files, folderOf } from './source-files.ts';

/** What each folder may import besides itself. Files directly in `src` stand for themselves. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  define: ['core'],
  sources: ['core', 'define'],
  stages: ['core', 'define', 'minhash', 'models', 'recognizers', 'redaction', 'tokenizers'],
  kernels: ['core'],
  minhash: ['core', 'kernels'],
  tagger: ['core'],
  recognizers: ['core', 'define', 'tagger'],
  redaction: ['core', 'define', 'recognizers'],
  tokenizers: ['core', 'define'],
  models: ['core', 'define', 'recognizers', 'tokenizers'],
  formats: ['core', 'define'],
  sinks: ['core', 'define'],
  trainers: ['core', 'define'],
  reports: ['core', 'recognizers', 'redaction'],
  rows: ['core', 'define'],
  export: ['core', 'define', 'audit', 'engine', 'rows'],
  engine: ['core', 'define'],
  review: ['core', 'define', 'engine', 'audit', 'redaction', 'reports', 'artefacts'],
  config: ['core', 'define', 'engine'],
  catalog: ['core', 'define', 'sources', 'stages', 'recognizers', 'formats', 'sinks', 'trainers'],
  artefacts: ['core', 'define', 'reports'],
  audit: ['core', 'define', 'engine', 'recognizers', 'redaction', 'reports', 'artefacts'],
  diff: ['core', 'engine', 'reports'],
  version: ['core'],
  run: ['core', 'define', 'engine', 'config', 'catalog', 'artefacts', 'version'],
  index: ['core', 'define', 'engine', 'config', 'run'],
  cli: [
    'core',
    'define',
    'engine',
    'config',
    'diff',
    'catalog',
    'audit',
    'export',
    'reports',
    'review',
    'rows',
    'run',
    'tokenizers',
    'version',
  ],
};

/** Folders whose code sees nothing but its arguments. */
const PURE = [
  'core',
  'stages',
  'kernels',
  'minhash',
  'models',
  'recognizers',
  'redaction',
  'rows',
  'tagger',
  'tokenizers',
  'formats',
  'sinks',
  'trainers',
  'reports',
];

/** Pure folders may compute with these. */
const HARMLESS = ['node:crypto', 'node:buffer', 'node:zlib', 'node:stream'];

const IMPURE: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['clock', /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/],
  ['randomness', /\bMath\.random\(|\brandomUUID\(|\brandomBytes\(/],
  ['environment', /\bprocess\.(?:env|cwd|argv|platform)\b/],
  ['console', /\bconsole\.|\bprocess\.std(?:out|err)\b/],
  ['network', /\bfetch\(|node:https?\b|node:net\b/],
];

describe('imports', () => {
  test.each(files.map(file => [file.path, file] as const))('%s stays within its walls', (path, file) => {
    const folder = folderOf(path);
    expect(MAY_IMPORT[folder], `folder ${folder} has no rule`).toBeDefined();
    const foreign = file.ours.filter(
      other => folderOf(other) !== folder && !MAY_IMPORT[folder]!.includes(folderOf(other)),
    );
    expect(foreign).toEqual([]);
  });

  test('have no cycles', () => {
    const byPath = new Map(files.map(file => [file.path, file]));
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]) => {
      if (trail.includes(path)) throw new Error(`cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' > ')}`);
      if (done.has(path)) return;
      for (const next of byPath.get(path)?.ours ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    expect(done.size).toBeGreaterThan(50);
  });

  test('bring each third-party library in by one file', () => {
    const users = new Map<string, string[]>();
    for (const { path, packages } of files) {
      for (const name of new Set(packages)) {
        if (name.startsWith('node:') || name === 'zod') continue;
        users.set(name, [...(users.get(name) ?? []), path]);
      }
    }
    expect([...users].filter(([, paths]) => paths.length > 1)).toEqual([]);
  });
});

describe('pure code', () => {
  const pure = files.filter(file => PURE.includes(folderOf(file.path)));

  test.each(IMPURE)('has no %s', (_what, pattern) => {
    expect(pure.filter(file => pattern.test(withoutComments(file.text))).map(file => file.path)).toEqual([]);
  });

  test('imports no Node module that reaches outside', () => {
    const reaching = pure.flatMap(({ path, packages }) =>
      packages.filter(name => name.startsWith('node:') && !HARMLESS.includes(name)).map(name => `${path}: ${name}`),
    );
    expect(reaching).toEqual([]);
  });

  test('reads files and clocks in no source either', () => {
    const sources = files.filter(file => folderOf(file.path) === 'sources');
    const reaching = sources.filter(
      ({ text, packages }) =>
        packages.some(name => name.startsWith('node:fs')) ||
        IMPURE.some(([, pattern]) => pattern.test(withoutComments(text))),
    );
    expect(reaching.map(file => file.path)).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}
