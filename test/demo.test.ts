// The shipped demo as a user runs it: what it must give, and the canary: no planted personal data anywhere it must not be.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkIntegrity } from '../src/audit/verify.ts';
import { loadCatalog } from '../src/catalog.ts';
import type { RunFacts } from '../src/core/facts.ts';
import { run } from '../src/run.ts';
import { digest, linesOf, tempFolder } from './engine/harness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pipeline = join(root, 'pipelines/demo.yaml');
const planted = linesOf(join(root, 'fixtures/company/planted.jsonl')) as {
  value: string;
  entity: string;
  file: string;
}[];
/** Addresses kept for documentation (RFC 5737, RFC 3849) are nobody's: `redact` leaves them as they are. */
const NOBODYS = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.|^2001:db8:/;
/** Names that stand in prose only: nobody tells `redact` that they are names. */
const mustGo = planted.filter(({ entity, value }) => entity !== 'PERSON_PROSE' && !NOBODYS.test(value));

let folder: ReturnType<typeof tempFolder>;
let out: string;
let facts: RunFacts;

beforeAll(async () => {
  folder = tempFolder();
  out = join(folder.path, 'out');
  ({ facts } = await run(pipeline, { out, workers: 2 }));
});
afterAll(() => folder.remove());

test('reads at least 250 documents of ten sources and writes all three splits', () => {
  expect(facts.totals.read - facts.totals.failed).toBeGreaterThanOrEqual(250);
  expect(facts.sources.filter(source => source.read > 0)).toHaveLength(10);
  for (const { rows, tokens } of facts.dataset.splits) {
    expect(rows).toBeGreaterThan(0);
    expect(tokens).toBeGreaterThan(0);
  }
  expect(facts.dataset.splits.map(split => split.name)).toEqual(['train', 'validation', 'test']);
});

test('fails on the broken files that were planted, and on nothing else', () => {
  expect(facts.totals.failed).toBeGreaterThan(5);
  expect(facts.totals.failed).toBeLessThanOrEqual(facts.failuresAllowed);
});

test('every stage of the recipe has found something to do', () => {
  for (const { name, total } of facts.stages.slice(1, -1)) {
    const touched = total.changed + Object.keys(total.dropped).length + Object.keys(total.counters).length;
    expect(touched, name).toBeGreaterThan(0);
  }
});

test('every row is a chat that ends with the assistant', () => {
  for (const { file } of facts.dataset.splits) {
    for (const { messages } of linesOf(join(out, file)) as { messages: { role: string; content: string }[] }[]) {
      expect(messages.at(-1)!.role).toBe('assistant');
      expect(messages.every(({ content }) => content.trim() !== '')).toBe(true);
    }
  }
});

describe('canary', () => {
  test.each(['train.jsonl', 'validation.jsonl', 'test.jsonl'])('no planted value is in %s', name => {
    const text = readFileSync(join(out, name), 'utf8');
    const left = mustGo.filter(({ value }) => contains(text, value));
    expect(left.map(({ entity, file }) => `${entity} of ${file}`)).toEqual([]);
  });

  test('no planted value, nor any name, is in a report, ledger or other file', () => {
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(name =>
      statSync(join(out, name)).isFile(),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const name of files.filter(file => !/^(?:train|validation|test)\.jsonl$/.test(file))) {
      const text = readFileSync(join(out, name), 'utf8');
      expect(planted.filter(({ value }) => contains(text, value)).map(({ value }) => `${value} in ${name}`)).toEqual(
        [],
      );
    }
  });
});

describe('proof', () => {
  const redact = () => facts.stages.find(({ name }) => name === 'redact')!;

  test('every hit in the written rows is explained', () => {
    expect(redact().facts).toMatchObject({ 'rows-scanned': facts.totals.written, 'hits-unexplained': 0 });
  });

  test('canaries: what a check digit proves is found, and 95 of 100 names', () => {
    const { 'canaries-planted': planted = {}, 'canaries-found': found = {} } = redact().total.tallies!;
    expect(planted.PERSON).toBeGreaterThan(300);
    expect(found.PERSON! / planted.PERSON!).toBeGreaterThanOrEqual(0.95);
    for (const entity of ['CREDIT_CARD', 'IBAN', 'US_SSN', 'UK_NHS', 'EMAIL']) {
      expect(planted[entity], entity).toBeGreaterThan(30);
      expect(found[entity]! / planted[entity]!, entity).toBeGreaterThanOrEqual(0.99);
    }
  });

  test('the dataset is what its manifest, chain and ledger say', async () => {
    const { checks } = await checkIntegrity(out, await loadCatalog(), new AbortController().signal);
    expect(checks.flatMap(({ problems }) => problems)).toEqual([]);
    expect(checks.length).toBeGreaterThan(5);
  });
});

test('run again it does nothing, and leaves nothing of the raw input behind', async () => {
  expect((await run(pipeline, { out, workers: 2 })).unchanged).toBe(true);
  expect(readdirSync(join(out, '.corpusmith'))).toEqual(['finished.json']);
});

test('without workers the same bytes come out', async () => {
  const alone = join(folder.path, 'alone');
  await run(pipeline, { out: alone, workers: 0 });
  expect(digest(alone)).toEqual(digest(out));
}, 180_000);

/** Whether a text holds a value as a whole: `555-0100` is not in `1555-01001`. */
function contains(text: string, value: string): boolean {
  const written = JSON.stringify(value).slice(1, -1);
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
    const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
    if (!isWord(text[at - 1]) && !isWord(text[at + written.length])) return true;
  }
  return false;
}
