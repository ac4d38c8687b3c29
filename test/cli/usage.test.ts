import { afterAll, describe, expect, test } from 'vitest';
import { builtIn } from '../../src/catalog.ts';
import { tempFolder, writeFiles } from '../engine/harness.ts';
import { cli } from './harness.ts';

const folder = tempFolder();
afterAll(() => folder.remove());
const pipeline = `${folder.path}/p.yaml`;
writeFiles(folder.path, {
  'in/a.txt': 'The pump is quiet at night and the valve opens slowly.',
  'p.yaml': 'name: p\nsources: [{ use: text, files: in/*.txt }]\n',
  'full/of.txt': 'something',
  'file-as-root.yaml': 'name: p\nroot: in/a.txt\nsources: [{ use: text, files: "**/*" }]\n',
});

const COMMANDS = [
  'init',
  'plan',
  'run',
  'explain',
  'report',
  'verify',
  'sign',
  'subject',
  'export',
  'validate',
  'list',
  'help',
];

test.each([
  [['foo'], 'there is no command "foo"'],
  [['plna'], 'did you mean "plan"?'],
  [['run'], 'an argument is missing'],
  [['run', pipeline, 'x'], 'too many arguments: x'],
  [['run', pipeline, '--workrs', '3'], 'did you mean --workers'],
  [['run', pipeline, '-o', 'x'], 'unknown option -o'],
  [['run', pipeline, '--out'], '--out lacks its value'],
  [['run', pipeline, '--out', ''], '--out is empty'],
  [['run', pipeline, '--keep-work=1'], '--keep-work takes no value'],
  [['run', pipeline, '--workers', 'abc'], 'from 0 to 512, not "abc"'],
  [['run', pipeline, '--workers', '-1'], '--workers lacks its value'],
  [['run', pipeline, '--workers=-1'], 'not "-1"'],
  [['run', pipeline, '--workers', '1e3'], 'not "1e3"'],
  [['run', pipeline, '--workers', '100000'], 'from 0 to 512'],
  [['run', pipeline, '--limit', '0'], 'from 1, not "0"'],
  [['run', pipeline, '--memory', '64MB'], 'at least 128MB'],
  [['run', pipeline, '--memory', 'lots'], 'at least 128MB'],
  [['run', `${folder.path}/nope.yaml`], 'E_PIPELINE_FILE'],
  [['run', folder.path], 'EISDIR'],
  [['run', `${folder.path}/file-as-root.yaml`, '--out', `${folder.path}/o`], 'E_NO_INPUT'],
  [['run', pipeline, '--out', `${folder.path}/full`], 'E_OUT_NOT_EMPTY'],
  [['run', pipeline, '--out', pipeline], 'E_OUT_NOT_EMPTY'],
  [['plan', pipeline, '--source', 'pdf'], 'there are text'],
  [['plan', pipeline, '--documents', '0'], 'from 1'],
  [['report', `${folder.path}/in`], 'E_NOT_A_RUN'],
  [['explain', 'x', '--dir', `${folder.path}/nowhere`], 'E_NOT_A_RUN'],
  [['list', 'foo'], 'there is no kind "foo"'],
  [['help', 'dedup'], 'did you mean "dedupe"'],
  [['init', `${folder.path}/in/a.txt`], 'it is not a folder'],
  [['init', `${folder.path}/nope`], 'it is not a folder'],
])('%j: exit code 2 and one sentence', async (argv, said) => {
  const { code, out, err } = await cli(...argv);
  expect(out).toBe('');
  expect(err).toMatch(/^error E_\w+: .*\n$/);
  expect(err).toContain(said);
  expect(code).toBe(2);
});

test('with --json an error is one JSON value on standard output', async () => {
  const { code, out, err } = await cli('run', pipeline, '--json', '--workrs=1');
  expect(JSON.parse(out).error).toMatchObject({ code: 'E_USAGE', detail: expect.stringContaining('--workers') });
  expect([code, err]).toEqual([2, '']);
});

test('an error never shows what stands in a file', async () => {
  writeFiles(folder.path, { 'secret.yaml': 'name: [AKIA-very-secret\n' });
  const { err } = await cli('run', `${folder.path}/secret.yaml`);
  expect(err).toContain('E_YAML');
  expect(err).not.toContain('secret\n');
  expect(err).not.toMatch(/\n\s+at /);
});

describe('help', () => {
  test('without a command: all of them, exit code 2; --help and --version: 0', async () => {
    const { code, out } = await cli();
    expect(code).toBe(2);
    for (const name of COMMANDS) expect(out).toContain(`\n  ${name} `);
    expect((await cli('--help')).code).toBe(0);
    expect((await cli('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each(COMMANDS)('%s --help names each option of its usage', async name => {
    const { code, out } = await cli(name, '--help');
    const usage = /^Usage: .*$/m.exec(out)![0];
    for (const [option] of usage.matchAll(/--[\w-]+/g)) expect(out).toContain(`\n  ${option}`);
    expect(code).toBe(0);
    expect((await cli('help', name)).out).toContain(usage);
    expect(JSON.parse((await cli('help', name, '--json')).out)[0]).toMatchObject({ kind: 'command', name });
  });

  test.each([...new Set(builtIn.map(part => part.name)), 'auto'])('help %s fits its columns', async name => {
    const { code, out } = await cli('help', name);
    expect(code).toBe(0);
    const wide = out.split('\n').filter(line => line.length > 80 && line.trim().includes(' '));
    expect(wide).toEqual([]);
  });

  test('options within options are shown under them', async () => {
    const { out } = await cli('help', 'quality');
    expect(out).toMatch(/\n {2}gopher: object .*\n {4}minWords: integer .*Default: 50/);
  });
});

test('list prints every part, of one kind when asked', async () => {
  const { out } = await cli('list');
  for (const part of builtIn) expect(out).toContain(`  ${part.name} `);
  const stages = JSON.parse((await cli('list', 'stages', '--json')).out) as { kind: string }[];
  expect(new Set(stages.map(part => part.kind))).toEqual(new Set(['stage']));
});
