import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findFiles } from '../../src/engine/local/find-files.ts';
import { prepare } from '../../src/run.ts';
import { tempFolder, writeFiles } from '../engine/harness.ts';
import { cli } from './harness.ts';

const company = fileURLToPath(new URL('../../fixtures/company', import.meta.url));
let folder: ReturnType<typeof tempFolder>;
beforeEach(() => void (folder = tempFolder()));
afterEach(() => folder.remove());

interface Entry {
  readonly use: string;
  readonly files: string | string[];
}

test('of the demo company it finds every export, and tells what is damaged', async () => {
  const file = join(folder.path, 'c.yaml');
  const { code, out } = await cli('init', company, '--file', file);
  expect(code).toBe(0);
  expect(out).toMatch(/E_EMPTY +1 file: knowledge-base\/draft\.html/);
  const { plan } = await prepare(file);
  const uses = plan.sources.map(source => source.use);
  expect(uses).toEqual(
    expect.arrayContaining(['eml', 'mbox', 'zendesk', 'salesforce', 'hubspot', 'slack', 'pdf', 'html']),
  );
  expect(uses.at(-1)).toBe('auto');
  expect(plan.root).toBe(company);
  expect(join(plan.root, plan.sink.dir)).toBe(join(folder.path, 'out'));
  const matched = await Promise.all(plan.sources.map(source => findFiles(company, source.files, [])));
  const uris = matched.flat().map(found => found.uri);
  expect(new Set(uris).size).toBe(uris.length);
  expect(uris.toSorted()).toEqual((await findFiles(company, ['**/*'], [])).map(found => found.uri));
});

test('what it wrote runs as it is, and reads each file by what it is', async () => {
  const text = 'The pump is quiet at night and the valve opens slowly when the room is warm. '.repeat(3);
  writeFiles(folder.path, {
    'data/notes/LICENSE': text,
    'data/we [i]rd (x)/{a,b}!.txt': `One. ${text}`,
    'data/mixed/rows.json': JSON.stringify([{ text: `Two. ${text}` }]),
    'data/mixed/deep/more.jsonl': `${JSON.stringify({ text: `Three. ${text}` })}\n`,
    'data/broken.txt': '',
    'data/what.bin': new Uint8Array([0, 1, 255, 254, 0, 7, 0]),
  });
  const file = join(folder.path, 'p.yaml');
  const { code, out } = await cli('init', join(folder.path, 'data'), '--file', file, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out).unread).toEqual({ E_EMPTY: ['broken.txt'], E_UNKNOWN_FORMAT: ['what.bin'] });
  const planned = await cli('plan', file, '--json');
  const found = JSON.parse(planned.out).found as { files: number }[];
  expect(found.reduce((sum, { files }) => sum + files, 0)).toBe(4);
  const ran = await cli('run', file, '--workers', '0', '--json');
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.out)).toMatchObject({ out: join(folder.path, 'out'), totals: { read: 4, failed: 0 } });
});

test('names that YAML would take for something else', async () => {
  writeFiles(folder.path, { 'true/no/a\nb: {}.txt': 'some words', 'true/null.txt': 'some other words' });
  const file = join(folder.path, 'p.yaml');
  expect((await cli('init', join(folder.path, 'true'), '--file', file)).code).toBe(0);
  const written = parse(readFileSync(file, 'utf8')) as { name: unknown; root: unknown; sources: Entry[] };
  expect([written.name, written.root]).toEqual(['true', 'true']);
  expect(written.sources).toEqual([{ use: 'text', files: ['*.txt', 'no/**/*.txt'] }]);
});

test.each([
  ['an empty folder', {}, 'E_NO_INPUT'],
  ['nothing that can be read', { 'in/a.bin': new Uint8Array([0, 255, 0]) }, 'nothing to read: 1 E_UNKNOWN_FORMAT'],
  ['a pipeline that exists', { 'in/a.txt': 'words', 'p.yaml': 'name: mine\n' }, 'it exists already'],
])('%s: told, nothing written over', async (_what, files, said) => {
  writeFiles(folder.path, { 'in/.keep': '', ...files });
  const { code, err } = await cli('init', join(folder.path, 'in'), '--file', join(folder.path, 'p.yaml'));
  expect(code).toBe(2);
  expect(err).toContain(said);
});
