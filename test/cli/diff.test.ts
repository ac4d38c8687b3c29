import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDataset, copyOf } from '../audit/dataset.ts';
import { tempFolder } from '../engine/harness.ts';
import { cli } from './harness.ts';

const temp = tempFolder();
afterAll(() => temp.remove());

let before: string;
let after: string;
let rows: number;

/** Takes the first row that was written out of a dataset's ledger, as if its document had been dropped. */
function dropFirstRow(folder: string): void {
  const path = join(folder, 'ledger.jsonl');
  const stories = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  const story = stories.find(({ events }) => events.at(-1)?.row !== undefined);
  story.events[story.events.length - 1] = { stage: 'drop-short', drop: 'too-short' };
  writeFileSync(path, `${stories.map(one => JSON.stringify(one)).join('\n')}\n`);
}

beforeAll(async () => {
  before = await buildDataset(temp.path);
  after = copyOf(before, 'after');
  dropFirstRow(after);
  rows = JSON.parse((await cli('diff', before, before, '--json')).out).rows.same;
});

describe('diff', () => {
  test('of a dataset and itself', async () => {
    const { code, out } = await cli('diff', before, before, '--max-rows-out', '0', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ rows: { same: rows, changed: 0, out: 0, in: 0 }, options: [], passed: [] });
    expect(rows).toBeGreaterThan(0);
  });

  test('tells which stage took a row out, and from where one came', async () => {
    const { code, out } = await cli('diff', before, after);
    expect(code).toBe(0);
    expect(out).toMatch(/Out, by what became of the document\n {2}drop-short: too-short {2}1\n/);
    expect((await cli('diff', after, before)).out).toMatch(/had become of it before\n {2}drop-short: too-short {2}1\n/);
  });

  test.each([
    ['--max-rows-out', '0', 1],
    ['--max-rows-out', '1', 0],
    ['--max-rows-out', '0.1%', 1],
    ['--max-rows-out', '100%', 0],
  ])('%s %s exits with %i', async (option, value, expected) => {
    const { code, out } = await cli('diff', before, after, option, value);
    expect(code).toBe(expected);
    expect(out.includes(`more than ${option} allows`)).toBe(expected === 1);
  });

  test('--max-token-shift looks at growth and at shrinking', async () => {
    const other = copyOf(before, 'tokens');
    const facts = JSON.parse(readFileSync(join(other, 'run.json'), 'utf8'));
    const tokens = (amount: number) => {
      const splits = facts.dataset.splits.map((split: object) => ({ ...split, tokens: amount }));
      writeFileSync(join(other, 'run.json'), JSON.stringify({ ...facts, dataset: { ...facts.dataset, splits } }));
    };
    tokens(100);
    const base = copyOf(other, 'tokens-before');
    for (const [amount, code] of [
      [100, 0],
      [110, 0],
      [90, 0],
      [111, 1],
      [89, 1],
    ] as const) {
      tokens(amount);
      expect((await cli('diff', base, other, '--max-token-shift', '10%')).code, String(amount)).toBe(code);
    }
  });

  test.each(['-1', '5 %', 'few', '1e3'])('"%s" is no limit', async value => {
    const { code, err } = await cli('diff', before, after, `--max-rows-out=${value}`);
    expect(code).toBe(2);
    expect(err).toMatch(/E_USAGE.*a share such as 5%/);
  });

  test('a folder without a run is refused', async () => {
    expect(await cli('diff', before, temp.path)).toMatchObject({
      code: 2,
      err: expect.stringContaining('E_NOT_A_RUN'),
    });
  });
});

describe('log', () => {
  test('lists datasets by day, with the seal of the manifest', async () => {
    const day = new Date('2026-01-02T12:00:00Z');
    utimesSync(join(after, 'manifest.json'), day, day);
    const { code, out } = await cli('log', before, after, '--json');
    const { seal } = JSON.parse(readFileSync(join(before, 'manifest.json'), 'utf8'));
    const [first, second] = JSON.parse(out);
    expect(code).toBe(0);
    expect(first.date).toBe('2026-01-02');
    expect(second).toMatchObject({ version: seal.slice(0, 12), rows, signed: false });
    expect((await cli('log', before)).out).toContain(`${seal.slice(0, 12)}  `);
  });

  test('says when a manifest was altered, and when a dataset is signed', async () => {
    const altered = copyOf(before, 'altered');
    writeFileSync(
      join(altered, 'manifest.json'),
      readFileSync(join(altered, 'manifest.json'), 'utf8').replace('0', '1'),
    );
    writeFileSync(join(altered, 'signoff.json'), '{}');
    expect(JSON.parse((await cli('log', altered, '--json')).out)).toMatchObject([{ version: 'altered', signed: true }]);
  });

  test('a folder without datasets is refused', async () => {
    expect(await cli('log', join(temp.path, 'nothing'))).toMatchObject({ code: 2 });
  });
});
