import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../src/engine/local/lock.ts';
import { addressOf, buildDataset, copyOf, SUBJECT_KEY } from '../audit/dataset.ts';
import { digest, tempFolder, writeFiles } from '../engine/harness.ts';
import { type Ended, entry } from './harness.ts';

const temp = tempFolder();
afterAll(() => temp.remove());

let whole: string;
let folder: string;

beforeAll(async () => {
  whole = await buildDataset(temp.path);
  writeFiles(temp.path, { 'short.key': 'short', 'line.key': `${SUBJECT_KEY}\n` });
});

beforeEach(() => {
  folder = copyOf(whole, 'copy');
});

/** In a process of its own, with a standard input and a key in its environment. */
function subject(given: string, argv: readonly string[], key: string | undefined = SUBJECT_KEY): Promise<Ended> {
  const { SUBJECT_KEY: _ours, ...env } = process.env;
  const child = spawn(process.execPath, [entry, 'subject', ...argv], {
    env: key === '' ? env : { ...env, SUBJECT_KEY: key },
  });
  const printed = { out: '', err: '' };
  child.stdout.on('data', data => (printed.out += data));
  child.stderr.on('data', data => (printed.err += data));
  child.stdin.on('error', () => {}).end(given);
  return new Promise(resolve => child.on('close', code => resolve({ code: code ?? -1, ...printed })));
}

test('find tells documents and rows, never the value', async () => {
  const { code, out, err } = await subject(`${addressOf(2)}\n+49 30 90182100\n`, ['find', folder]);
  expect(out).toContain(': 7 documents and 7 rows found\n');
  expect(out.match(/^ {2}(?:train|validation|test):\d+ {2}[0-9a-f]{16}/gm)).toHaveLength(7);
  expect(out + err).not.toMatch(/mailbox|90182/);
  expect(code).toBe(0);
  const json = JSON.parse((await subject(addressOf(2), ['find', folder, '--json'])).out);
  expect(json).toMatchObject([{ dir: folder, documents: { length: 6 }, rows: { length: 6 } }]);
});

test('find of nobody: exit code 1', async () => {
  const { code, out } = await subject('nobody@mailbox.org', ['find', folder, whole]);
  expect(out.match(/: nothing\n/g)).toHaveLength(2);
  expect(code).toBe(1);
});

test('a key from a file, with a line break at its end too', async () => {
  const found = await subject(addressOf(2), ['find', folder, '--key-file', join(temp.path, 'line.key')], '');
  expect(found).toMatchObject({ code: 0, err: '' });
});

test.each<[string, string, string[], string]>([
  ['no key', '', [], 'E_KEY'],
  ['a short key', 'short', [], 'it has 5 bytes, 16 are needed'],
  ['a short key in a file', SUBJECT_KEY, ['--key-file', 'short.key'], 'it has 5 bytes, 16 are needed'],
  ['no such key file', SUBJECT_KEY, ['--key-file', 'none.key'], 'ENOENT'],
  ['another key', 'another-key-0123456789', [], 'E_SUBJECT_KEY'],
])('%s: exit code 2 and one sentence', async (_what, key, more, said) => {
  const argv = ['find', folder, ...more.map(arg => (arg.endsWith('.key') ? join(temp.path, arg) : arg))];
  const { code, out, err } = await subject(addressOf(2), argv, key);
  expect(err).toContain(said);
  expect(err).toMatch(/^error E_\w+: .*\n$/);
  expect([code, out]).toEqual([2, '']);
});

test('no value, no such action, no index', async () => {
  expect((await subject(' \n', ['find', folder])).err).toContain('no value was given on standard input');
  expect((await subject('x', ['forget', folder])).err).toContain('there is no "subject forget"');
  const facts = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
  for (const stage of facts.stages) delete stage.options.subjectKeyFile;
  writeFileSync(join(folder, 'run.json'), JSON.stringify(facts));
  rmSync(join(folder, 'subjects.jsonl'));
  const { code, err } = await subject('x', ['find', folder]);
  expect(err).toMatch(/E_SUBJECT_INDEX.*subjectKey: \$\{SUBJECT_KEY\}/);
  expect(code).toBe(2);
});

test('erase changes nothing until it is told so, then all folders; once more does nothing', async () => {
  const before = digest(folder);
  const asked = await subject(addressOf(2), ['erase', folder]);
  expect(asked).toMatchObject({ code: 0, out: expect.stringContaining('6 documents and 6 rows would be erased') });
  expect(digest(folder)).toEqual(before);
  const second = copyOf(whole, 'second');
  const done = await subject(addressOf(2), ['erase', folder, second, '--yes']);
  expect(done.out.match(/6 documents and 6 rows erased/g)).toHaveLength(2);
  expect(done.err).toContain('The sources of the run are as they were');
  expect(digest(second)).toEqual(digest(folder));
  expect((await subject(addressOf(2), ['find', folder, second])).code).toBe(1);
  const after = digest(folder);
  expect(await subject(addressOf(2), ['erase', folder, '--yes'])).toMatchObject({ code: 0, err: '' });
  expect(digest(folder)).toEqual(after);
});

test('erase refuses what was altered, and what another process works in', async () => {
  appendFileSync(join(folder, 'README.md'), '\n');
  const before = digest(folder);
  expect(await subject(addressOf(2), ['erase', folder, '--yes'])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^error E_ALTERED: .*README\.md/),
  });
  expect(digest(folder)).toEqual(before);
  const release = takeLock(join(folder, '.corpusmith/lock'));
  expect((await subject(addressOf(2), ['erase', folder, '--yes'])).err).toContain('E_LOCKED');
  release();
});
