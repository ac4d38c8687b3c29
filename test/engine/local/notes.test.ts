import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ChainCheck } from '../../../src/core/chain.ts';
import { sha256 } from '../../../src/core/hash.ts';
import type { Manifest } from '../../../src/core/manifest.ts';
import { unsealed } from '../../../src/core/seal.ts';
import { digest, linesOf, planOf, runPlan, tempFolder, writeFiles } from '../harness.ts';

let folder: ReturnType<typeof tempFolder>;
let out: string;
beforeEach(() => {
  folder = tempFolder();
  out = join(folder.path, 'out');
});
afterEach(() => folder.remove());

const texts = (file: number) =>
  Array.from({ length: 30 }, (_, i) => (i % 10 === 9 ? '!throw-after' : `${'x'.repeat((i * file) % 7)}${file}`));

function write(files = 6): void {
  const all = Array.from({ length: files }, (_, file) => [`in/${file}.txt`, `${texts(file).join('\n')}\n`]);
  writeFiles(folder.path, Object.fromEntries(all));
}

describe('notes of stages', () => {
  test('are the same for any number of workers: those that count, in source order, under ids', async () => {
    write();
    const digests = [];
    for (const workers of [0, 2, 3]) {
      await runPlan(planOf(folder.path, ['upper', 'noting', 'first', 'noting']), { out, workers });
      digests.push(digest(out));
    }
    for (const other of digests.slice(1)) expect(other).toEqual(digests[0]);
    const lines = linesOf(join(out, 'lengths.jsonl'));
    const { facts } = await runPlan(planOf(folder.path, ['upper', 'noting', 'first', 'noting']), { out });
    const [noting, again] = facts.stages.filter(({ name }) => name.startsWith('noting'));
    expect(lines).toHaveLength(noting!.total.out + again!.total.out);
    expect(noting!.total.failed).toEqual({ E_STAGE: 18 });
    expect(lines[0]).toMatchObject({ seq: 1, stage: 'noting', length: 1 });
    expect(lines.at(-1)).toMatchObject({ stage: 'noting#2' });
    const { even = 0, odd = 0 } = noting!.total.tallies!.parity!;
    expect(even + odd).toBe(noting!.total.out);
  });

  test('are chained or private, as the stage says, and the chain ends where the facts say', async () => {
    write();
    const { facts } = await runPlan(planOf(folder.path, ['upper', 'noting']), { out });
    const check = new ChainCheck();
    for (const line of readFileSync(join(out, 'lengths.jsonl'), 'utf8').trimEnd().split('\n')) check.read(line);
    expect(check.broken).toBeUndefined();
    expect(facts.chains).toEqual({ lengths: check.end });
    expect(statSync(join(out, 'own.jsonl')).mode & 0o777).toBe(0o600);
    expect(statSync(join(out, 'lengths.jsonl')).mode & 0o777).toBe(0o644);
  });
});

describe('manifest', () => {
  test('lists every file of the run with its hash, and is sealed', async () => {
    write();
    const { facts } = await runPlan(planOf(folder.path, ['upper', 'noting']), { out });
    const manifest = unsealed<Manifest>(readFileSync(join(out, 'manifest.json'), 'utf8'))!;
    expect(manifest).toMatchObject({ name: 'test', pipeline: facts.pipeline.sha256, chains: facts.chains });
    const found = Object.entries(digest(out)).filter(([path]) => path !== 'manifest.json');
    expect(manifest.files.map(({ path, sha256 }) => [path, sha256])).toEqual(found);
    for (const { path, bytes } of manifest.files) expect(statSync(join(out, path)).size).toBe(bytes);
  });
});

describe('check of the written rows by a map stage', () => {
  test('sees every row once with its own note, in slices', async () => {
    write();
    const { facts } = await runPlan(planOf(folder.path, ['upper', 'noting']), { out, workers: 2 });
    const { facts: checked } = facts.stages.find(({ name }) => name === 'noting')!;
    expect(checked).toEqual({ rows: facts.totals.written, 'wrong-notes': 0 });
    expect(linesOf(join(out, 'lower.jsonl'))).toEqual([]);
  });

  test('stops the run before anything is published, and names its tables', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'FINE\nnot fine\nFINE\n' });
    const run = runPlan(planOf(folder.path, ['noting']), { out });
    await expect(run).rejects.toMatchObject({ code: 'E_RESIDUE', detail: 'train.jsonl:2 is not in upper case' });
    expect(existsSync(join(out, 'train.jsonl'))).toBe(false);
    const { place } = (await run.catch(error => error)) as { place: string };
    expect(place.split(', ').flatMap(linesOf)).toEqual([{ place: 'train.jsonl:2' }]);
  });

  test('stops nothing where the run is only looked at', async () => {
    writeFiles(folder.path, { 'in/a.txt': 'not fine\n' });
    const { facts } = await runPlan(planOf(folder.path, ['noting']), { out, lenient: true });
    expect(facts.stages.find(({ name }) => name === 'noting')!.stops).toMatchObject([{ code: 'E_RESIDUE' }]);
    expect(sha256(readFileSync(join(out, 'lower.jsonl')))).toBe(sha256('{"place":"train.jsonl:1"}\n'));
  });
});
