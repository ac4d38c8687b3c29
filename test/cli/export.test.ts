import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { formats } from '../../src/formats/index.ts';
import { trainers } from '../../src/trainers/index.ts';
import { buildDataset, copyOf, filesOf, rowsOf } from '../audit/dataset.ts';
import { tempFolder, writeFiles } from '../engine/harness.ts';
import { cli } from './harness.ts';

const temp = tempFolder();
afterAll(() => temp.remove());

let whole: string;
let out: string;
beforeAll(async () => {
  whole = await buildDataset(temp.path);
});
beforeEach(() => {
  out = join(temp.path, 'exports');
  rmSync(out, { recursive: true, force: true });
});

const exportTo = (names: string, ...more: string[]) => cli('export', whole, '--for', names, '--out', out, ...more);
const read = (...path: string[]) => readFileSync(join(out, ...path), 'utf8');
const json = (folder: string, file: string) => rowsOf(join(out, folder), file).map(line => JSON.parse(line));
const partsOf = (format: string, row: never) => formats.find(({ name }) => name === format)!.parts(row);
const original = (file: string) => rowsOf(whole, file).map(line => partsOf('messages', JSON.parse(line) as never));

test('each runner gets its rows, which say what the dataset says', async () => {
  const names = trainers.map(({ name }) => name);
  const { code, out: printed, err } = await exportTo(names.join(','), '--json');
  expect(err).toBe('');
  const all = JSON.parse(printed) as {
    trainer: string;
    format: string;
    splits: { name: string; file: string; rows: number }[];
  }[];
  expect(all.map(({ trainer }) => trainer)).toEqual(names);
  for (const { trainer, format, splits } of all) {
    expect(splits.map(({ name }) => name)).toEqual(['train', 'validation', 'test']);
    for (const { name, file, rows } of splits) {
      const written = json(trainer, file);
      expect(written).toHaveLength(rows);
      expect(written.map(row => partsOf(format, row as never))).toEqual(original(`${name}.jsonl`));
    }
    expect(read(trainer, 'README.md')).toContain(
      splits.map(({ file, name, rows }) => `| \`${file}\` | ${name} | ${rows} |\n`).join(''),
    );
    expect(existsSync(join(out, trainer, 'left-out.jsonl'))).toBe(false);
  }
  expect(code).toBe(0);
  expect(readdirSync(out).sort()).toEqual(names.toSorted());
});

test('split files have the names that the runner reads', async () => {
  await exportTo('mlx,litgpt,trl');
  const splitsOf = (name: string) =>
    readdirSync(join(out, name)).filter(file => /^(?:train|val|test)\w*\.jsonl$/.test(file));
  expect(splitsOf('mlx')).toEqual(['test.jsonl', 'train.jsonl', 'valid.jsonl']);
  expect(splitsOf('litgpt')).toEqual(['test.jsonl', 'train.jsonl', 'val.jsonl']);
  expect(splitsOf('trl')).toEqual(['test.jsonl', 'train.jsonl', 'validation.jsonl']);
});

test('beside the rows: what each was made of, and the list of files with their hashes', async () => {
  await exportTo('mlx');
  const meta = json('mlx', 'meta.jsonl');
  const validation = meta.filter(({ split }) => split === 'validation');
  const rows = rowsOf(join(out, 'mlx'), 'valid.jsonl');
  expect(validation.map(({ row, sha256 }) => [row, sha256])).toEqual(rows.map((text, i) => [i + 1, sha256(text)]));
  expect(validation[0]).toMatchObject({ file: 'valid.jsonl', split: 'validation', splitRow: 1, source: 'jsonl' });
  const ledger = readFileSync(join(whole, 'ledger.jsonl'), 'utf8');
  for (const { id } of meta) expect(ledger).toContain(`"id":"${id}"`);
  const { files } = JSON.parse(read('mlx', 'export.json'));
  expect(files.map(({ path }: { path: string }) => path)).toEqual(
    filesOf(join(out, 'mlx')).filter(file => file !== 'export.json'),
  );
  for (const { path, sha256: hash } of files) expect(sha256(read('mlx', path))).toBe(hash);
});

test('the same bytes again, in the place of the earlier export', async () => {
  await exportTo('gemini');
  const before = filesOf(out).map(file => [file, read(file)]);
  expect((await exportTo('gemini')).code).toBe(0);
  expect(filesOf(out).map(file => [file, read(file)])).toEqual(before);
});

test('the README has the command, and the day on which a service closes', async () => {
  const { out: printed } = await exportTo('openai');
  expect(read('openai', 'README.md')).toContain('```sh\nsh openai.sh\n```');
  expect(read('openai', 'README.md')).toContain('2027-01-06');
  expect(printed).toMatch(/^openai: .*\/openai \(messages: train\.jsonl \d+, .*\n {2}next: cd .* && sh openai\.sh\n$/);
});

describe('rows that do not fit', () => {
  let folder: string;
  beforeEach(async () => {
    const root = join(temp.path, 'mixed');
    rmSync(root, { recursive: true, force: true });
    const turns = (...texts: string[]) => ({
      messages: texts.map((content, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', content })),
    });
    const rows = [
      turns('How is the pump?', 'Quiet.'),
      turns('Where is the door?', 'Left.', 'And then?', 'Right.'),
      turns('Who said System: off?', 'Nobody.'),
    ];
    writeFiles(root, {
      'in/a.jsonl': rows.map(row => `${JSON.stringify(row)}\n`).join(''),
      'p.yaml': 'name: mixed\nsources: [{ use: jsonl, files: in/*.jsonl }]\nsink: { format: messages }\n',
    });
    folder = join(root, 'out');
    expect((await cli('run', join(root, 'p.yaml'), '--out', folder, '--workers', '0')).code).toBe(0);
  });

  test('are left out, counted by reason, listed by number; exit code 1 unless that is allowed', async () => {
    const { code, out: printed } = await cli('export', folder, '--for', 'jumpstart', '--out', out);
    expect(printed).toContain('left out: 1 rows');
    expect(printed).toContain('R_SHAPE 1: ');
    expect(code).toBe(1);
    expect(json('jumpstart', 'train.jsonl')).toHaveLength(2);
    expect(json('jumpstart', 'left-out.jsonl')).toEqual([
      { split: 'train', row: 2, id: expect.stringMatching(/^[0-9a-f]{16}/), source: 'jsonl', codes: ['R_SHAPE'] },
    ]);
    expect(json('jumpstart', 'meta.jsonl').map(({ row, splitRow }) => [row, splitRow])).toEqual([
      [1, 1],
      [2, 3],
    ]);
    expect(read('jumpstart', 'README.md')).toContain('| `R_SHAPE` | 1 | ');
    expect((await cli('export', folder, '--for', 'jumpstart', '--out', out, '--allow-left-out')).code).toBe(0);
  });

  test('the rules of a service count, and so does what a runner would lose', async () => {
    const { code, out: printed } = await cli(
      'export',
      folder,
      '--for',
      'nova,litgpt',
      '--out',
      out,
      '--allow-left-out',
      '--json',
    );
    const [nova, litgpt] = JSON.parse(printed);
    expect(nova).toMatchObject({
      leftOut: 1,
      reasons: { R_RESERVED: 1 },
      problems: [{ file: 'train.jsonl', code: 'R_FEW_ROWS' }],
    });
    expect(litgpt).toMatchObject({ leftOut: 1, reasons: { R_EXCHANGE: 1 }, problems: [] });
    expect(read('nova', 'README.md')).toContain('## What the runner will refuse');
    // Leaving out was allowed; a file that the service refuses is not.
    expect(code).toBe(1);
    for (const text of [printed, read('nova', 'README.md'), read('nova', 'left-out.jsonl')])
      expect(text).not.toContain('Nobody');
  });

  test('when no row fits there is no folder', async () => {
    const prose = join(temp.path, 'prose');
    writeFiles(prose, {
      'in/a.txt': 'The pump is quiet.',
      'p.yaml': 'name: p\nsources: [{ use: text, files: in/* }]\nsink: { format: text }\n',
    });
    await cli('run', join(prose, 'p.yaml'), '--out', join(prose, 'out'), '--workers', '0');
    const { code, err } = await cli('export', join(prose, 'out'), '--for', 'gemini', '--out', out);
    expect(err).toMatch(/^error E_FORMAT: .*no row of the train split fits its format gemini \(R_SHAPE 1\)/);
    expect([code, readdirSync(out)]).toEqual([2, []]);
    expect((await cli('export', join(prose, 'out'), '--for', 'trl', '--out', out)).code).toBe(0);
    expect(json('trl', 'train.jsonl')).toEqual([{ text: 'The pump is quiet.' }]);
  });
});

describe('what is refused', () => {
  test('a folder with anything else in it, such as a trained model', async () => {
    mkdirSync(join(out, 'trl'), { recursive: true });
    writeFileSync(join(out, 'trl', 'notes.txt'), 'mine');
    expect((await exportTo('trl')).err).toContain('E_OUT_NOT_EMPTY');
    rmSync(join(out, 'trl'), { recursive: true });
    await exportTo('trl');
    mkdirSync(join(out, 'trl', 'trl-output'));
    const { code, err } = await exportTo('trl');
    expect(err).toContain('E_OUT_NOT_EMPTY');
    expect(code).toBe(2);
    expect(existsSync(join(out, 'trl', 'trl-output'))).toBe(true);
  });

  test('rows that the ledger does not know; nothing is left behind', async () => {
    const copy = copyOf(whole, 'altered');
    const path = join(copy, 'train.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').replace('We ', 'I '));
    const { code, err } = await cli('export', copy, '--for', 'gemini', '--out', out);
    expect(err).toMatch(/^error E_ALTERED: .*\(train, row \d+\)/);
    expect([code, readdirSync(out)]).toEqual([2, []]);
  });

  test.each([
    [['--for', 'trll'], 'did you mean trl?'],
    [['--for', 'everything'], 'there are axolotl, azure'],
    [[], '--for takes a runner, not ""'],
  ])('%j', async (argv, said) => {
    const { code, err } = await cli('export', whole, ...argv);
    expect(err).toContain(said);
    expect(code).toBe(2);
  });

  test('a folder without a run, a file as output folder', async () => {
    expect((await cli('export', temp.path, '--for', 'trl')).err).toContain('E_NOT_A_RUN');
    writeFileSync(join(temp.path, 'file'), '');
    expect((await cli('export', whole, '--for', 'trl', '--out', join(temp.path, 'file'))).err).toContain(
      'E_OUT_NOT_EMPTY',
    );
  });
});

test('what a killed export has left is no export, and is cleared away', async () => {
  await exportTo('trl');
  renameSync(join(out, 'trl'), join(out, '.trl.old'));
  mkdirSync(join(out, '.trl.partial'));
  writeFileSync(join(out, '.trl.partial', 'train.jsonl.partial'), 'half');
  expect((await exportTo('trl')).code).toBe(0);
  expect(readdirSync(out)).toEqual(['trl']);
  expect(filesOf(out)).not.toContain('trl/train.jsonl.partial');
});
