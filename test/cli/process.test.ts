// What only a process of its own shows: signals, a broken pipe, two runs at once.
import { spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { digest, tempFolder, writeFiles } from '../engine/harness.ts';
import { cli, entry, start } from './harness.ts';

const folder = tempFolder();
afterAll(() => folder.remove());
const pipeline = join(folder.path, 'p.yaml');
const text = 'The pump is quiet at night and the valve opens slowly when the room is warm. '.repeat(4);
const files = Array.from({ length: 60 }, (_, i) => [`in/${i}.jsonl`, lines(i)] as const);
writeFiles(folder.path, {
  ...Object.fromEntries(files),
  'p.yaml':
    'name: p\nsources: [{ use: jsonl, files: in/*.jsonl }]\nstages: [{ use: clean }, { use: redact }]\nsink: { format: text }\n',
});

function lines(file: number): string {
  return Array.from({ length: 300 }, (_, i) => `${JSON.stringify({ text: `${file} ${i} ${text}` })}\n`).join('');
}

/** Resolves when the run has begun to work on documents. */
async function underway({ child, printed }: ReturnType<typeof start>): Promise<void> {
  while (!/^1\//m.test(printed.err)) {
    if (child.exitCode !== null) throw new Error(`it ended before that: ${printed.err}`);
    await setTimeout(10);
  }
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s: exit code 3, and the same command gives the same bytes',
  async signal => {
    const out = join(folder.path, signal);
    const run = start('run', pipeline, '--out', out, '--workers', '1');
    await underway(run);
    const second = await cli('run', pipeline, '--out', out);
    expect([second.code, second.err]).toEqual([3, expect.stringContaining('E_LOCKED')]);
    expect((await cli('report', out)).err).toContain('its run is not finished');
    run.child.kill(signal);
    expect(await run.ended).toMatchObject({
      code: 3,
      out: '',
      err: expect.stringMatching(/\nerror E_INTERRUPTED: .*\n$/),
    });
    expect((await cli('run', pipeline, '--out', out, '--workers', '0', '--limit', '10')).code).toBe(0);
    const undisturbed = join(folder.path, `${signal}-whole`);
    expect((await cli('run', pipeline, '--out', undisturbed, '--workers', '0', '--limit', '10')).code).toBe(0);
    expect(digest(out)).toEqual(digest(undisturbed));
  },
);

test('a second signal ends it at once', async () => {
  const run = start('run', pipeline, '--out', join(folder.path, 'twice'), '--workers', '1');
  await underway(run);
  run.child.kill('SIGINT');
  run.child.kill('SIGTERM');
  expect((await run.ended).code).toBe(3);
});

test('a reader that has enough is no error', async () => {
  const run = start('list', '--json');
  run.child.stdout!.destroy();
  expect(await run.ended).toMatchObject({ code: 0, err: '' });
});

test.skipIf(!existsSync('/dev/full'))('a full disk under standard output is told in one sentence', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [entry, 'list'], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/^error E_WRITE: .*\n$/);
  expect(status).toBe(3);
});
