import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('what global stages have left', () => {
  const copies = Array.from({ length: 12 }, (_, i) => `c0ffee000000000${i.toString(16)}`);
  let id: string;
  let row: string;
  beforeAll(async () => {
    const [life] = JSON.parse((await explain('other.md', '--json')).out) as { id: string }[];
    id = life!.id;
    const place = /row (\d+) of (\S+),/.exec((await explain('other.md')).out)!;
    row = `${place[2]}:${place[1]}`;
    const line = (more: object) => JSON.stringify({ similarity: 0.91, own: 0.91, size: 13, ...more });
    const lines = (...all: object[]) => `${all.map(line).join('\n')}\n`;
    writeFiles(out, {
      'clusters.jsonl': lines(
        { id: 'f00d', keeper: 'beef', relation: 'exact', similarity: 1, own: 1 },
        ...copies.map((copy, i) => ({ id: copy, keeper: id, relation: i === 0 ? 'exact' : 'near' })),
        { id, keeper: 'abcd', relation: 'template', similarity: 0.95999, own: 0.125 },
        { id: 'dcba', keeper: id, relation: 'template', similarity: 0.95, own: 0.1 },
      ),
      'clusters-2.jsonl': lines({
        id,
        keeper: 'out/2025/test.jsonl:12',
        relation: 'earlier',
        similarity: 0.9,
        own: 0.8,
      }),
      'leaks.jsonl': [
        { kind: 'near', place: 'test.jsonl:9', otherPlace: row, similarity: 0.5 },
        { kind: 'answers', place: row, otherPlace: 'train.jsonl:7', similarity: 0.75 },
      ]
        .map(leak => `${JSON.stringify(leak)}\n`)
        .join(''),
      'contamination.jsonl': `${JSON.stringify({ item: 'gsm8k.jsonl:3', share: 1, inOneDocument: 0.5, documents: 3, first: [id] })}\n`,
      'groups.jsonl': ['babe', id]
        .map(member => `${JSON.stringify({ id: member, first: id, split: 'train', size: 4 })}\n`)
        .join(''),
    });
  });
  afterAll(() => {
    for (const name of ['clusters', 'clusters-2', 'leaks', 'contamination', 'groups'])
      rmSync(join(out, `${name}.jsonl`));
  });

  test('who duplicates it, whom it duplicates, why it was kept, and where else it is named', async () => {
    const { out: said } = await explain(id);
    expect(said).toContain(`\n  dedupe    keeper of 12: ${copies[0]} (exact), ${copies[1]} (near 0.91), `);
    expect(said).toContain(`${copies[9]} (near 0.91) and 2 more\n`);
    expect(said).not.toContain(copies[10]);
    expect(said).toContain('as its own text differs: abcd (0.95999, own text 0.125), dcba (0.95, own text 0.1)\n');
    expect(said).toContain(
      '\n  dedupe#2  is already in an earlier dataset: out/2025/test.jsonl:12 (similarity 0.9, own text 0.8), in a cluster of 13\n',
    );
    expect(said).toContain(`\n  leaks     test.jsonl:9 is similar to ${row} (similarity 0.5)\n`);
    expect(said).toContain(`the answer of ${row} is found in train, most of it in train.jsonl:7 (share 0.75)\n`);
    expect(said.match(/^ {2}groups .*$/gm)).toEqual([
      `  groups    in a group of 4 that share the split train, the first is ${id}`,
    ]);
    expect(said).toContain(
      '\n  contamination  holds text of gsm8k.jsonl:3, as 2 more do (share in one document up to 0.5, in all 1)\n',
    );
    expect(said).not.toContain('f00d');
    const { out: another } = await explain('manual.md');
    expect(another).not.toMatch(/dedupe|leaks|contamination/);
  });

  test('as JSON', async () => {
    const lives = JSON.parse((await explain(id, '--json')).out) as { clusters?: object; lines?: { file: string }[] }[];
    expect(lives[0]!.clusters).toMatchObject({
      dedupe: { duplicatedBy: { count: 12, first: { length: 10 } }, alike: { count: 2 } },
      'dedupe#2': { duplicates: { id: 'out/2025/test.jsonl:12', relation: 'earlier', size: 13 } },
    });
    const files = lives.flatMap(({ lines = [] }) => lines.map(({ file }) => file));
    expect(files.sort()).toEqual(['contamination.jsonl', 'groups.jsonl', 'leaks.jsonl', 'leaks.jsonl']);
  });
});

test.each(['nope', 'manual', 'train.jsonl.gz:0', 'train.jsonl.gz:999', 'foo.jsonl:1', 'a', 'other.md:1', ''])(
  'nothing is %j',
  async what => {
    expect(await explain(what)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('E_NOT_FOUND') });
  },
);
