// Every recipe in pipelines/ as it stands: valid for editors, and it makes rows, uses all its stages, and lets nothing slip.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { RunFacts } from '../src/core/facts.ts';
import { run } from '../src/run.ts';
import { linesOf, tempFolder } from './engine/harness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const recipes = globSync('*.yaml', { cwd: join(root, 'pipelines') }).sort();
const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(root, 'pipelines/schema.json'), 'utf8')));

/** Stages that find nothing to do in the fixtures of a recipe, and why they are in it. */
const idle: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'support-tickets.yaml': {
    clean: 'the exports of the fixtures are clean; those of older systems are not',
    'drop-short': 'no thread of the fixtures is that short',
  },
};

const planted = (linesOf(join(root, 'fixtures/company/planted.jsonl')) as { value: string; entity: string }[]).filter(
  ({ entity, value }) => ['EMAIL', 'IBAN', 'CREDIT_CARD', 'SECRET', 'US_SSN'].includes(entity) && value.length > 8,
);

test('there are recipes', () => expect(recipes.length).toBeGreaterThanOrEqual(5));

describe.each(recipes)('%s', recipe => {
  const path = join(root, 'pipelines', recipe);
  const text = readFileSync(path, 'utf8');
  let folder: ReturnType<typeof tempFolder>;
  let facts: RunFacts;

  beforeAll(async () => {
    folder = tempFolder();
    ({ facts } = await run(path, { out: folder.path, workers: 2 }));
  });
  afterAll(() => folder.remove());

  test('is valid for editors, which its first line tells where to look', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./schema.json');
    expect(schema.safeParse(parse(text)).error?.message).toBeUndefined();
    expect(schema.safeParse({ ...parse(text), stagse: [] }).success).toBe(false);
  });

  test('has a folder and a name of its own', () => {
    const { name, sink } = parse(text);
    if (recipe !== 'demo.yaml') expect([name, sink.dir]).toEqual([basename(recipe, '.yaml'), `out/${name}`]);
  });

  test('makes rows for all splits, and no more failures than it allows', () => {
    for (const { rows, file } of facts.dataset.splits) {
      expect(rows).toBeGreaterThan(0);
      expect(linesOf(join(folder.path, file))).toHaveLength(rows);
    }
    expect(facts.dataset.splits.map(split => split.name)).toEqual(['train', 'validation', 'test']);
    expect(facts.totals.failed).toBeLessThanOrEqual(facts.failuresAllowed);
  });

  test('reads something with every source', () => {
    expect(facts.sources.filter(source => source.written === 0).map(source => source.name)).toEqual([]);
  });

  test('has no idle stage', () => {
    const unused = facts.stages.slice(1, -1).filter(({ total: { changed, born, dropped, counters } }) => {
      return changed + born + Object.keys(dropped).length + Object.keys(counters).length === 0;
    });
    expect(unused.map(stage => stage.name)).toEqual(Object.keys(idle[recipe] ?? {}));
  });

  test('leaves no planted address, account or key in any row', () => {
    const rows = facts.dataset.splits.map(({ file }) => readFileSync(join(folder.path, file), 'utf8')).join('');
    expect(planted.length).toBeGreaterThan(20);
    expect(planted.filter(({ value }) => rows.includes(value)).map(({ entity }) => entity)).toEqual([]);
  });
});
