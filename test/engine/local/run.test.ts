import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digest, linesOf, planOf, runPlan, tempFolder, writeFiles } from '../harness.ts';

let folder: ReturnType<typeof tempFolder>;
beforeEach(() => {
  folder = tempFolder();
});
afterEach(() => folder.remove());

const STAGES = ['strange', 'upper', 'first', 'number', 'first'];

/** Many small files with everything that may happen to a document, except what costs a worker. */
function mixedInput(): Record<string, string> {
  const words = ['apple', 'pear', 'plum', '!drop me', '!two of them', '!bad record', '!throw-in-stage', '!shape', ''];
  return Object.fromEntries(
    Array.from({ length: 12 }, (_, file) => [
      `in/${file % 3}/${file}.txt`,
      `${Array.from({ length: 40 }, (_, i) => `${words[(i * 7 + file) % words.length]} ${(i * file) % 17}`).join('\n')}\n`,
    ]),
  );
}

describe('a run', () => {
  test('is made anew where only what the card says has changed', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n' });
    const plan = planOf(folder.path, ['upper']);
    const [source] = plan.sources;
    expect((await runPlan(plan)).unchanged).toBe(false);
    expect((await runPlan(plan)).unchanged).toBe(true);
    expect((await runPlan({ ...plan, creator: 'Kaldrun' })).unchanged).toBe(false);
    expect((await runPlan({ ...plan, sources: [{ ...source!, purpose: 'support' }] })).unchanged).toBe(false);
  });

  test('gives the same bytes for any number of workers', async () => {
    writeFiles(folder.path, mixedInput());
    const plan = planOf(folder.path, STAGES);
    const digests = [];
    for (const workers of [0, 1, 2, 4]) {
      const out = join(folder.path, `out-${workers}`);
      await runPlan({ ...plan, sources: [{ ...plan.sources[0]!, exclude: ['out-*/**'] }] }, { out, workers });
      digests.push(digest(out));
    }
    expect(Object.keys(digests[0]!)).toEqual([
      'ledger.jsonl',
      'manifest.json',
      'rejects.jsonl',
      'report.md',
      'run.json',
      'train.jsonl',
    ]);
    for (const other of digests.slice(1)) expect(other).toEqual(digests[0]);
  });

  test('gives the same bytes in whatever order the files were made and are found', async () => {
    const input = Object.entries(mixedInput());
    const digests = [];
    for (const [name, order] of [
      ['a', input],
      ['b', input.toReversed()],
      ['c', input.toSorted(([, one], [, other]) => (one < other ? -1 : 1))],
    ] as const) {
      writeFiles(join(folder.path, name), Object.fromEntries(order));
      await runPlan(planOf(join(folder.path, name), STAGES), { workers: 2 });
      digests.push(digest(join(folder.path, name, 'out')));
    }
    expect(digests[1]).toEqual(digests[0]);
    expect(digests[2]).toEqual(digests[0]);
  });

  test('accounts for every document at every stage', async () => {
    writeFiles(folder.path, mixedInput());
    const { facts } = await runPlan(planOf(folder.path, STAGES));
    const sum = (record: Readonly<Record<string, number>>) => Object.values(record).reduce((a, b) => a + b, 0);
    for (const { total } of facts.stages) {
      expect(total.in + total.born).toBe(total.out + sum(total.dropped) + sum(total.failed));
    }
    const { read, born, written, dropped, failed } = facts.totals;
    expect(read + born).toBe(written + dropped + failed);
    expect(read).toBe(12 * 40);
    expect(linesOf(join(folder.path, 'out/train.jsonl'))).toHaveLength(written);
    expect(linesOf(join(folder.path, 'out/rejects.jsonl'))).toHaveLength(failed);
    expect(facts.stages.find(stage => stage.name === 'strange')!.total.born).toBeGreaterThan(0);
    expect(failed).toBeGreaterThan(0);
  });

  test('names the keeper of a repeated text, and tells each life in the ledger', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'same\n', 'in/b.txt': 'same\nother\n' });
    await runPlan(planOf(folder.path, ['first']));
    const ledger = linesOf(join(folder.path, 'out/ledger.jsonl'));
    const dropped = ledger.find(line => JSON.stringify(line.events).includes('repeated'))!;
    const [event] = dropped.events as { keeper: string }[];
    expect(ledger.find(line => line.id === event!.keeper && line.file === 'in/a.txt')).toBeDefined();
    const row = ledger.find(line => line.file === 'in/b.txt' && line.locator === 'line 2');
    expect(ledger.filter(line => line.id === row!.id).flatMap(line => line.events)).toMatchObject([
      { stage: 'write', split: 'train' },
    ]);
  });

  test('keeps reading after a file that breaks half-way, and reports the broken part', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n!break\nlost\n', 'in/b.txt': 'two\n' });
    const { facts } = await runPlan(planOf(folder.path, []));
    expect(facts.stages[0]!.total).toMatchObject({ in: 3, out: 2, failed: { E_BROKEN: 1 } });
  });

  test('does nothing when nothing changed, and everything needed when something did', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n' });
    const plan = planOf(folder.path, ['first']);
    expect((await runPlan(plan)).unchanged).toBe(false);
    expect((await runPlan(plan)).unchanged).toBe(true);
    writeFiles(folder.path, { 'in/b.txt': 'two\n' });
    const again = await runPlan(plan);
    expect(again.unchanged).toBe(false);
    expect(again.facts.totals.written).toBe(2);
  });

  test('with kept work reads only the file that was added', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n' });
    const plan = planOf(folder.path, ['first']);
    await runPlan(plan, { keepWork: true });
    const work = join(folder.path, 'out/.corpusmith/phase-0');
    const stamp = (name: string) => statSync(join(work, name)).mtimeMs;
    const before = readdirSync(work).map(name => [name, stamp(name)] as const);
    writeFiles(folder.path, { 'in/b.txt': 'two\n' });
    await runPlan(plan, { keepWork: true });
    for (const [name, time] of before) expect(stamp(name)).toBe(time);
    expect(readdirSync(work).length).toBe(2 * before.length);
  });

  test('does again a shard whose work file was cut short', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\ntwo\n' });
    const plan = planOf(folder.path, ['first']);
    await runPlan(plan, { keepWork: true });
    const work = join(folder.path, 'out/.corpusmith/phase-0');
    for (const name of readdirSync(work)) if (name.endsWith('.docs')) truncateSync(join(work, name), 10);
    rmSync(join(folder.path, 'out/.corpusmith/phase-1'), { recursive: true });
    writeFiles(folder.path, { 'in/b.txt': 'three\n' });
    expect((await runPlan(plan, { keepWork: true })).facts.totals.written).toBe(3);
  });

  test('with kept work follows a decision that changed for a file that did not', async () => {
    writeFiles(folder.path, { 'in/b.txt': 'same\n' });
    const plan = planOf(folder.path, ['first']);
    await runPlan(plan, { keepWork: true });
    writeFiles(folder.path, { 'in/a.txt': 'same\n' });
    const { facts } = await runPlan(plan, { keepWork: true });
    expect(facts.totals).toMatchObject({ written: 1, dropped: 1 });
    const ledger = readFileSync(join(folder.path, 'out/ledger.jsonl'), 'utf8').split('\n');
    expect(ledger.find(line => line.includes('in/b.txt'))).toBeDefined();
    expect(ledger.filter(line => line.includes('repeated'))).toHaveLength(1);
  });

  test('leaves no work behind, and work is for the owner only while it lasts', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n' });
    await runPlan(planOf(folder.path, ['first']), { keepWork: true });
    const work = join(folder.path, 'out/.corpusmith');
    expect(statSync(work).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(join(work, 'phase-0'))) {
      expect(statSync(join(work, 'phase-0', name)).mode & 0o777).toBe(0o600);
    }
    await runPlan(planOf(folder.path, ['upper']));
    expect(readdirSync(work)).toEqual(['finished.json']);
  });

  test('cuts a large file into ranges without losing or renumbering a line', async () => {
    const line = 'x'.repeat(999);
    const count = 40_000;
    writeFiles(folder.path, {
      'in/big.txt': Array.from({ length: count }, (_, i) => `${i} ${line}\n`).join(''),
    });
    const { facts } = await runPlan(planOf(folder.path, []), { workers: 2 });
    expect(facts.totals.written).toBe(count);
    const ledger = linesOf(join(folder.path, 'out/ledger.jsonl'));
    expect(ledger.map(entry => entry.locator)).toEqual(ledger.map((_, i) => `line ${i + 1}`));
    expect(facts.sources[0]!.files).toBe(1);
  });

  test('reads at most so many documents of each source under a limit', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\ntwo\n', 'in/b.txt': 'three\nfour\n', 'in/c.txt': 'five\n' });
    const { facts } = await runPlan(planOf(folder.path, ['first']), { limit: 3 });
    expect(facts.totals.read).toBe(3);
  });

  test('gives up only the document that hangs or ends the worker', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n!hang\ntwo\n!exit\nthree\n', 'in/b.txt': 'four\n' });
    const { facts } = await runPlan(planOf(folder.path, ['strange']), { workers: 1 });
    expect(facts.totals).toMatchObject({ read: 6, written: 4, failed: 2 });
    expect(facts.stages[1]!.total.failed).toEqual({ E_CRASHED: 1, E_TIMEOUT: 1 });
  });

  test('gives up a file whose reading hangs', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n!source-hang\n', 'in/b.txt': 'two\n' });
    const { facts } = await runPlan(planOf(folder.path, []), { workers: 1 });
    expect(facts.stages[0]!.total).toMatchObject({ out: 1, failed: { E_TIMEOUT: 1 } });
  });

  test('quarantines the rest of a file on which its source has a defect', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n!source-throw CANARY\ntwo\n', 'in/b.txt': 'three\n' });
    const { facts } = await runPlan(planOf(folder.path, []));
    expect(facts.stages[0]!.total).toMatchObject({ out: 2, failed: { E_READER: 1 } });
    const rejects = readFileSync(join(folder.path, 'out/rejects.jsonl'), 'utf8');
    expect(rejects).toMatch(/"at":"parts\.ts:\d+"/);
    expect(rejects).not.toContain('CANARY');
  });

  test('says nothing of a document when a stage throws', async () => {
    writeFiles(folder.path, { 'in/a.txt': '!throw-in-stage CANARY\n' });
    await runPlan(planOf(folder.path, ['strange']));
    for (const file of Object.keys(digest(join(folder.path, 'out')))) {
      expect(readFileSync(join(folder.path, 'out', file), 'utf8')).not.toContain('CANARY');
    }
    const [reject] = linesOf(join(folder.path, 'out/rejects.jsonl'));
    expect(reject).toMatchObject({ code: 'E_STAGE', stage: 'strange', at: expect.stringMatching(/parts\.ts:\d+/) });
  });
});

describe('the output folder', () => {
  test('is refused when it holds something else', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n', 'out/precious.txt': 'mine' });
    await expect(runPlan(planOf(folder.path, []))).rejects.toMatchObject({ code: 'E_OUT_NOT_EMPTY' });
    expect(readFileSync(join(folder.path, 'out/precious.txt'), 'utf8')).toBe('mine');
  });

  test('belongs to one run at a time', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n!hang\n' });
    const plan = planOf(folder.path, ['strange']);
    const running = runPlan(plan, { workers: 1 });
    await new Promise(resolve => setTimeout(resolve, 500));
    await expect(runPlan(plan)).rejects.toMatchObject({ code: 'E_LOCKED' });
    await running;
  });

  test('loses the files of an earlier run that this one does not write', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'one\n' });
    await runPlan(planOf(folder.path, []), { artefacts: () => [{ path: 'old.md', text: 'old' }] });
    await runPlan(planOf(folder.path, ['upper']));
    expect(existsSync(join(folder.path, 'out/old.md'))).toBe(false);
  });
});

describe('a run that is stopped', () => {
  test('ends soon with E_INTERRUPTED, holds no lock, and goes on to the same bytes', async () => {
    writeFiles(folder.path, mixedInput());
    const plan = planOf(folder.path, STAGES);
    await runPlan(plan, { out: join(folder.path, 'whole') });
    for (const after of [1, 60, 120]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), after);
      const stopped = runPlan(plan, { workers: 2, signal: stop.signal }).catch(error => error.code);
      expect(['E_INTERRUPTED', expect.objectContaining({})]).toContainEqual(await stopped);
    }
    await runPlan(plan, { workers: 2 });
    expect(digest(join(folder.path, 'out'))).toEqual(digest(join(folder.path, 'whole')));
  });
});
