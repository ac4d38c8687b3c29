import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tempFolder, writeFiles } from '../engine/harness.ts';
import { cli } from './harness.ts';

const folder = tempFolder();
afterAll(() => folder.remove());
const pipeline = join(folder.path, 'p.yaml');
writeFiles(folder.path, {
  'in/a.txt': `\x1b[31mred\x1b[0m ${'The pump is quiet at night and the valve opens slowly. '.repeat(200)}`,
  'in/b.txt': 'Short.',
  'rows.jsonl': `${JSON.stringify({ text: 'A row of some length, so that it stays in the set.' })}\n`.repeat(3),
  'p.yaml': `name: p
sources: [{ use: text, files: in/*.txt }, { use: jsonl, files: rows.jsonl }]
stages: [{ use: clean, html: false }, { use: drop-short, characters: 20 }, { use: quality }]
`,
});

test('fits 100 columns, shows excerpts only, no escape sequences, and writes nothing', async () => {
  const { code, out, err } = await cli('plan', pipeline, '--documents', '2');
  expect(code).toBe(0);
  expect(out.split('\n').filter(line => line.length > 100)).toEqual([]);
  expect(out).toMatch(/text +2 files, .*: text 2/);
  expect(out).toMatch(/clean +html: false\n/);
  expect(out).toMatch(/quality\n/);
  expect(out).toMatch(/\(11,\d\d\d characters\)/);
  expect(out).toContain('dropped: too-short');
  expect(out).not.toContain('\x1b');
  expect(err).not.toContain('writing');
  expect(existsSync(join(folder.path, 'out'))).toBe(false);
});

test('one source only, as JSON', async () => {
  const { out } = await cli('plan', pipeline, '--source', 'jsonl', '--json');
  const plan = JSON.parse(out) as { samples: { source: string }[]; found: { files: number }[] };
  expect(plan.samples.map(sample => sample.source)).toEqual(['jsonl']);
  expect(plan.found.map(({ files }) => files)).toEqual([2, 1]);
});
