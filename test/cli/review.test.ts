// The command itself: what it prints, refuses and writes; the page has tests of its own.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unsealed } from '../../src/core/seal.ts';
import type { ReviewPlan } from '../../src/review/plan.ts';
import type { ReviewResult } from '../../src/review/result.ts';
import { copyOf, finishedRun } from '../review/dataset.ts';
import { cli, start } from './harness.ts';

let folder: Awaited<ReturnType<typeof finishedRun>>;
let copies = 0;
beforeAll(async () => {
  folder = await finishedRun(40);
});
afterAll(() => folder.remove());

const newCopy = () => copyOf(folder, String(copies++));
const file = (copy: string, name: string) => join(copy, 'review', name);

/** The command as a process of its own, once its page is there. */
async function serving(...argv: readonly string[]) {
  const process = start('review', ...argv);
  const { printed, child } = process;
  await expect.poll(() => printed.out.includes('token=') || child.exitCode !== null, { timeout: 30_000 }).toBe(true);
  const url = new URL(/http:\S+?(?=["\s])/.exec(printed.out)?.[0] ?? `about:${printed.err}`);
  const { headers } = await fetch(url, { redirect: 'manual' });
  const cookie = headers.get('set-cookie')!.split(';')[0]!;
  const decide = async (row: number, action: object) => {
    const sent = {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(action),
    };
    expect((await fetch(new URL(`/rows/${row}`, url), sent)).status).toBe(200);
  };
  const stop = () => {
    child.kill('SIGINT');
    return process.ended;
  };
  return { ...process, decide, stop };
}

const missed = { mark: { part: 0, start: 0, end: 3, kind: 'missed', entity: 'OTHER' } };

describe('a review', () => {
  test('begins, is stopped, goes on, and ends in a result', async () => {
    const copy = newCopy();
    const first = await serving(copy, '--plan', '10', '--reviewer', 'Anna', '--no-open');
    expect(first.printed.out).toMatch(
      /^Anna: 0 of \d+ rows are done\.\nOpen http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n/,
    );
    await first.decide(0, missed);
    await first.decide(0, { done: true });
    const busy = await cli('review', copy, '--reviewer', 'Anna');
    expect([busy.code, busy.err]).toEqual([2, expect.stringMatching(/E_REVIEWER_BUSY.*Anna, process \d+/)]);
    const ended = await first.stop();
    expect(ended).toMatchObject({
      code: 0,
      out: expect.stringMatching(/1 of \d+ rows are done\.\n\n1 of \d+ rows have been read: this is no estimate yet\./),
    });
    expect(ended.out).toContain(`Go on with: corpusmith review ${copy} --reviewer Anna\n`);

    const plan = unsealed<ReviewPlan>(readFileSync(file(copy, 'plan.json'), 'utf8'))!;
    const second = await serving(copy, '--reviewer', 'Anna', '--json');
    expect(JSON.parse(second.printed.out)).toMatchObject({
      reviewer: 'Anna',
      queue: 'sample',
      share: 1,
      rows: plan.entries.length,
      done: 1,
    });
    for (let row = 1; row < plan.entries.length; row++) await second.decide(row, { done: true });
    // Refreshed with each row, not only at the end.
    expect(unsealed<ReviewResult>(readFileSync(file(copy, 'result.json'), 'utf8'))!.complete).toBe(true);
    await second.stop();

    const told = await cli('review', copy, '--result');
    expect(told.out).toMatch(
      /^In 10 randomly drawn rows \d with a leak (?:was|were) found|^In 10 randomly drawn rows 0 leaks/,
    );
    const { seal, ...result } = unsealed<ReviewResult>(readFileSync(file(copy, 'result.json'), 'utf8'))!;
    expect(JSON.parse((await cli('review', copy, '--result', '--json')).out)).toEqual(result);
    expect(result).toMatchObject({
      plan: plan.seal,
      complete: true,
      reviewers: [{ reviewer: 'Anna', file: '1.jsonl' }],
    });
    expect(seal).toMatch(/^[0-9a-f]{64}$/);
  });

  test('killed in the middle of a mark: all before it is there, and it is said', async () => {
    const copy = newCopy();
    const first = await serving(copy, '--plan', '10', '--reviewer', 'Anna');
    await first.decide(0, missed);
    first.child.kill('SIGKILL');
    await first.ended;
    writeFileSync(file(copy, '1.jsonl'), '{"seq":3,"row":', { flag: 'a' });
    const second = await serving(copy, '--reviewer', 'Anna');
    expect(second.printed.err).toContain('The last mark was not written to its end');
    await second.decide(1, { done: true });
    const { out } = await second.stop();
    expect(out).toContain('1 of');
  });

  test('of a second reviewer at the same time has a file of its own, and a fifth of the rows', async () => {
    const copy = newCopy();
    const [anna, ben] = [
      await serving(copy, '--plan', '20', '--reviewer', 'Anna'),
      await serving(copy, '--reviewer', 'Ben', '--json'),
    ];
    const { rows, share } = JSON.parse(ben.printed.out) as { rows: number; share: number };
    const { entries } = unsealed<ReviewPlan>(readFileSync(file(copy, 'plan.json'), 'utf8'))!;
    expect(share).toBe(0.2);
    expect(rows).toBeLessThan(entries.length / 3);
    await ben.decide(0, { done: true });
    await anna.decide(0, { done: true });
    await Promise.all([anna.stop(), ben.stop()]);
    expect(existsSync(file(copy, '2.jsonl'))).toBe(true);
  });

  test('of a dataset that was built anew is refused, and begun anew on request', async () => {
    const copy = newCopy();
    await (await serving(copy, '--plan', '10')).stop();
    const manifest = join(copy, 'manifest.json');
    const other = unsealed<Record<string, unknown>>(readFileSync(manifest, 'utf8'))!;
    const { sealed } = await import('../../src/core/seal.ts');
    const { seal: _seal, ...content } = other;
    writeFileSync(manifest, sealed({ ...content, pipeline: 'another' }));
    for (const argv of [[], ['--result']]) {
      const { code, err } = await cli('review', copy, ...argv);
      expect([code, err]).toEqual([2, expect.stringMatching(/E_REVIEW: .*built anew since it was planned.*--restart/)]);
    }
    const again = await serving(copy, '--restart', '--plan', '12');
    expect(again.printed.err).toContain('The review that was there is now review-1.');
    await again.stop();
    expect(unsealed<ReviewPlan>(readFileSync(file(copy, 'plan.json'), 'utf8'))!.size).toBe(12);
  });
});

test('proposals: for the owner alone, and not among the reports', async () => {
  const copy = newCopy();
  const anna = await serving(copy, '--plan', '10', '--reviewer', 'Anna');
  await anna.decide(0, missed);
  await anna.stop();
  const path = join(folder.path, 'proposals.yaml');
  writeFileSync(path, 'old', { mode: 0o644 });
  const { code, out, err } = await cli('review', copy, '--proposals', path);
  expect([code, out, err]).toEqual([0, '', `Wrote ${path}. It holds personal data.\n`]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toContain('deny:\n  - "');
  for (const inside of ['p.yaml', 'review/p.yaml'])
    expect((await cli('review', copy, '--proposals', join(copy, inside))).err).toContain('E_USAGE');
});

test('no text of a row is in what is written or printed', async () => {
  const copy = newCopy();
  const anna = await serving(copy, '--plan', '10', '--reviewer', 'Anna');
  for (const row of [0, 1, 2]) {
    await anna.decide(row, missed);
    await anna.decide(row, { done: true });
  }
  const { out, err } = await anna.stop();
  const files = ['plan.json', '1.jsonl', 'result.json'].map(name => readFileSync(file(copy, name), 'utf8'));
  expect([out, err, ...files].join('\n')).not.toMatch(/pump |Pumpe|cold room|QRS|Thank you|Vielen/);
});

test.each([
  [['--plan', '0'], '--plan takes a whole number'],
  [['--share', '0'], '--share takes a number above 0'],
  [['--share', '1.5'], '--share takes a number above 0'],
  [['--queue', 'all'], '--queue takes sample or risk'],
  [['--reviewer', ' '], '--reviewer takes a name'],
  [['--reviewer', 'a\nb'], '--reviewer takes a name'],
  [['--result'], 'nothing has been reviewed here'],
])('%j: exit code 2 and one sentence', async (argv, said) => {
  const { code, err } = await cli('review', newCopy(), ...argv);
  expect([code, err]).toEqual([2, expect.stringContaining(said)]);
});

test('a folder without a run', async () => {
  expect((await cli('review', folder.path)).err).toContain('E_NOT_A_RUN');
});
