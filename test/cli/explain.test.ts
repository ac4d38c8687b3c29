import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { tempFolder, writeFiles } from '../engine/harness.ts';
import { cli } from './harness.ts';

const folder = tempFolder();
afterAll(() => folder.remove());
const out = join(folder.path, 'out');
const words = (about: string) =>
  `The ${about} is checked every morning, and whoever finds it warm writes the time on the sheet beside the door. `.repeat(
    3,
  );
const manual = `# Manual\n\n## Doors\n\n${words('door')}\n\n## Fans\n\n${words('fan')}\n`;

beforeAll(async () => {
  writeFiles(folder.path, {
    'in/a/manual.md': manual,
    'in/b/other.md': `# Other\n\n${words('lamp')}\n`,
    'in/short.md': 'Too short.\n',
    'in/empty.md': '',
    'p.yaml': `name: p
sources: [{ use: markdown, files: in/**/*.md }]
stages: [{ use: drop-short, characters: 50 }, { use: chat, minCharacters: 50 }, { use: split, validation: 0.4, test: 0 }]
sink: { use: jsonl, gzip: true, format: messages }
maxFailures: 5
`,
  });
  expect((await cli('run', join(folder.path, 'p.yaml'), '--workers', '0')).code).toBe(0);
});

const explain = (what: string, ...more: string[]) => cli('explain', what, '--dir', out, ...more);
const rows = (file: string) =>
  gunzipSync(readFileSync(join(out, file)))
    .toString()
    .trimEnd()
    .split('\n');

test('a row by its line in a packed file is the row at that line', async () => {
  const lines = rows('train.jsonl.gz');
  for (const [i, line] of lines.entries()) {
    const said = (await explain(`train.jsonl.gz:${i + 1}`)).out;
    expect(said).toContain(`row ${i + 1} of train.jsonl.gz, sha256 ${sha256(line)}`);
    expect(said.match(/ row /g)).toHaveLength(1);
  }
  const path = join(out, 'train.jsonl.gz');
  expect(await explain(`${path}:1`)).toEqual(await explain('train.jsonl.gz:1'));
});

test('a file, by its name alone too; its children say what they were made of, and where that stood', async () => {
  const { out: said } = await explain('manual.md');
  expect(said).toEqual((await explain('a/manual.md')).out);
  expect(said).toEqual((await explain('in/a/manual.md')).out);
  const [, parent, children] = /^(\w+)\n {2}from .*\n(?:.*\n)*? {2}chat +made (.*)$/m.exec(said)!;
  for (const child of children!.split(' ').filter(id => id.startsWith(parent!))) {
    expect(said).toContain(`\n${child}\n  from      in/a/manual.md (markdown)\n  made of   ${parent}\n`);
  }
});

test('ids and row hashes, whole or their beginnings', async () => {
  const [life] = JSON.parse((await explain('other.md', '--json')).out) as { id: string; events: { row?: string }[] }[];
  const { out: whole } = await explain(life!.id);
  expect(whole).toContain('in/b/other.md');
  expect((await explain(life!.id.slice(0, 8))).out).toBe(whole);
  const hash = sha256(rows('train.jsonl.gz')[0]!);
  expect((await explain(hash.slice(0, 10))).out).toContain(hash);
});

test('drops and failures say why', async () => {
  expect((await explain('short.md')).out).toMatch(/drop-short +dropped: too-short/);
  expect((await explain('empty.md')).out).toMatch(/read +failed: E_EMPTY, The file is empty/);
});

test.each(['nope', 'manual', 'train.jsonl.gz:0', 'train.jsonl.gz:999', 'foo.jsonl:1', 'a', 'other.md:1', ''])(
  'nothing is %j',
  async what => {
    expect(await explain(what)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('E_NOT_FOUND') });
  },
);
