import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unsealed } from '../../src/core/seal.ts';
import { openPlan, readPlan } from '../../src/review/folder.ts';
import { makePlan, type PlanContent, type ReviewPlan } from '../../src/review/plan.ts';
import { sharedEntries } from '../../src/review/share.ts';
import { shownRows } from '../../src/review/shown-rows.ts';
import { allocate, type RowKind, Strata } from '../../src/review/strata.ts';
import { linesOf } from '../engine/harness.ts';
import { copyOf, datasetAt, finishedRun, never } from './dataset.ts';

let folder: Awaited<ReturnType<typeof finishedRun>>;
let out: string;
let plan: PlanContent;
const options = { size: 60, seed: 'seed', manifest: 'seal' };

beforeAll(async () => {
  folder = await finishedRun(240);
  out = join(folder.path, 'out');
  plan = await makePlan(await datasetAt(out), options, never);
});
afterAll(() => folder.remove());

const ofKind = (kind: string, from: PlanContent = plan) => from.entries.filter(entry => entry.kind === kind);

describe('what is drawn', () => {
  test('is the same again, and another with another seed', async () => {
    const dataset = await datasetAt(out);
    expect(await makePlan(dataset, options, never)).toEqual(plan);
    const other = await makePlan(dataset, { ...options, seed: 'other' }, never);
    const ids = (one: PlanContent) => new Set(ofKind('sample', one).map(({ id }) => id));
    expect(ids(other).size).toBe(60);
    expect([...ids(other)].filter(id => ids(plan).has(id)).length).toBeLessThan(40);
  });

  test('stands where the plan says', () => {
    for (const { split, line, sha256, id } of plan.entries) {
      const rows = linesOf(join(out, 'ledger.jsonl')).filter(story => story.id === id) as unknown as {
        events: { row?: string; split?: string }[];
      }[];
      const written = rows.flatMap(({ events }) => events).find(event => event.row !== undefined);
      expect(written).toMatchObject({ row: sha256, split });
      expect(readFileSync(join(out, `${split}.jsonl`), 'utf8').split('\n')[line - 1]).toMatch(/^\{"messages"/);
    }
  });

  test('is in proportion to the strata, by source, language, findings and length', () => {
    expect(plan.frame).toBe(360);
    expect(plan.strata.reduce((sum, { rows }) => sum + rows, 0)).toBe(360);
    expect(plan.strata.map(({ name }) => name)).toContain('jsonl, en, with findings, long');
    for (const [i, { rows, sample }] of plan.strata.entries()) {
      expect(Math.abs(sample - (60 * rows) / 360)).toBeLessThan(1);
      expect(ofKind('sample').filter(({ stratum }) => stratum === i)).toHaveLength(sample);
    }
  });

  test('of a small stratum: five rows or all, those on top marked', async () => {
    const small = await makePlan(await datasetAt(out), { ...options, size: 12 }, never);
    expect(ofKind('sample', small)).toHaveLength(12);
    for (const [i, { rows, sample, extra }] of small.strata.entries()) {
      expect(sample + extra).toBe(Math.max(sample, Math.min(5, rows)));
      expect(ofKind('extra', small).filter(({ stratum }) => stratum === i)).toHaveLength(extra);
    }
    expect(ofKind('extra', small).length).toBeGreaterThan(0);
  });

  test('is all there is when more is asked for; controls are copies of rows that are read too', async () => {
    const all = await makePlan(await datasetAt(out), { ...options, size: 1000 }, never);
    expect(ofKind('sample', all)).toHaveLength(360);
    expect(ofKind('control', all)).toHaveLength(36);
    expect(all.risk).toEqual([]);
  });
});

describe('controls', () => {
  test('are rows that were not drawn, about one in ten and ten at least, among the others', () => {
    const drawn = new Set([...ofKind('sample'), ...ofKind('extra')].map(({ id }) => id));
    expect(ofKind('control')).toHaveLength(Math.max(10, Math.round(drawn.size / 10)));
    for (const { id } of ofKind('control')) expect(drawn).not.toContain(id);
    const places = plan.entries.flatMap(({ kind }, i) => (kind === 'control' ? [i] : []));
    expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(plan.entries.length / 2);
  });

  test('hold one planted value where they say, and nothing else is changed', async () => {
    const dataset = await datasetAt(out);
    const shown = await shownRows(dataset, { ...plan, seal: '' }, never);
    for (const [i, entry] of plan.entries.entries()) {
      const { parts, planted } = shown.sample[i]!;
      const written = JSON.parse(readFileSync(join(out, `${entry.split}.jsonl`), 'utf8').split('\n')[entry.line - 1]!);
      const texts = written.messages.map(({ content }: { content: string }) => content);
      if (entry.kind !== 'control') {
        expect(planted).toBeUndefined();
        expect(parts.map(({ text }) => text)).toEqual(texts);
        continue;
      }
      expect(planted!.length).toBeGreaterThan(0);
      for (const { part, start, end } of planted!)
        expect(texts[part]).not.toContain(parts[part]!.text.slice(start, end));
    }
  });
});

test('the risk queue: rows that are not read otherwise, those with the most signs first', () => {
  const taken = new Set(plan.entries.map(({ id }) => id));
  expect(plan.risk.length).toBeGreaterThan(5);
  expect(plan.risk.length).toBeLessThanOrEqual(50);
  const weights = plan.risk.map(({ risk }) => 1000 * (risk.lowScore + risk.postscan) + risk.digits);
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  expect(Math.min(...weights)).toBeGreaterThan(0);
  for (const { id } of plan.risk) expect(taken).not.toContain(id);
});

describe('the file of the plan', () => {
  const open = async (path: string, asked: object = {}) => openPlan(await datasetAt(path), asked, never);

  test('is sealed, written once, and gone on with', async () => {
    const copy = copyOf(folder, 'once');
    const first = await open(copy, { size: 30 });
    const text = readFileSync(join(copy, 'review/plan.json'), 'utf8');
    expect(unsealed(text)).toEqual(first);
    expect(await open(copy)).toEqual(first);
    expect(readFileSync(join(copy, 'review/plan.json'), 'utf8')).toBe(text);
    // Nobody knows the seed before the dataset is there, and nobody chooses it.
    expect(first.manifest.startsWith(first.seed)).toBe(true);
    await expect(open(copy, { size: 31 })).rejects.toThrow(/E_REVIEW|fixed with 30 rows/);
    await expect(open(copy, { seed: 'mine' })).rejects.toThrow(/before anyone looked/);
  });

  test('is refused when it was altered, or when the dataset was built anew', async () => {
    const copy = copyOf(folder, 'altered');
    await open(copy, { size: 30 });
    const path = join(copy, 'review/plan.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"size": 30', '"size": 31'));
    expect(() => readPlan(copy)).toThrow(/the plan was altered/);
    writeFileSync(path, text);
    const manifest = join(copy, 'manifest.json');
    writeFileSync(manifest, readFileSync(join(out, 'manifest.json'), 'utf8').replace('"pumps"', '"other"'));
    expect(() => readPlan(copy)).toThrow(expect.objectContaining({ code: 'E_ALTERED' }));
  });

  test('is not made of rows that were altered', async () => {
    const copy = copyOf(folder, 'row');
    const rows = join(copy, 'train.jsonl');
    writeFileSync(rows, readFileSync(rows, 'utf8').replace('cold room', 'gold room'));
    await expect(open(copy)).rejects.toMatchObject({ code: 'E_ALTERED', place: 'train.jsonl:1' });
    expect(existsSync(join(copy, 'review/plan.json'))).toBe(false);
  });
});

test('a share is the same for everybody, a part of larger ones, and has controls', () => {
  const whole = { ...plan, seal: '' } as ReviewPlan;
  const some = sharedEntries(whole, 'sample', 0.2);
  expect(some).toEqual(sharedEntries(whole, 'sample', 0.2));
  expect(sharedEntries(whole, 'sample', 0.5)).toEqual(expect.arrayContaining([...some]));
  expect(sharedEntries(whole, 'sample', 1)).toEqual(plan.entries.map((_, i) => i));
  expect(some.filter(i => plan.entries[i]!.kind === 'sample')).toHaveLength(12);
  expect(some.filter(i => plan.entries[i]!.kind === 'control')).toHaveLength(2);
});

describe('strata', () => {
  test('no more than twelve: the small ones stand together', () => {
    const kinds = Array.from(
      { length: 30 },
      (_, i): RowKind => ({ source: `s${i}`, language: 'en', hasFindings: false }),
    );
    const rows = kinds.flatMap((kind, i) => Array.from({ length: 40 - i }, () => kind));
    const strata = new Strata(
      rows,
      rows.map((_, i) => i % 7),
    );
    expect(strata.names).toHaveLength(12);
    expect(strata.names.at(-1)).toBe('other');
    expect(strata.sizes.reduce((sum, size) => sum + size, 0)).toBe(rows.length);
  });

  test('largest remainders: all are given out, none is off by one or more, none gets more than it has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 }),
        fc.nat(),
        (sizes, seed) => {
          const all = sizes.reduce((sum, size) => sum + size, 0);
          const total = seed % (all + 1);
          const shares = allocate(sizes, total);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
          for (const [i, share] of shares.entries()) {
            expect(Math.abs(share - (total * sizes[i]!) / all)).toBeLessThan(1);
            expect(share).toBeLessThanOrEqual(sizes[i]!);
          }
        },
      ),
    );
  });
});
