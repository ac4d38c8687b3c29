// What is planted to measure recall must leave no trace: the whole run folder is searched, the raw work files too.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Document } from '../../../src/core/document.ts';
import { seededRandom } from '../../../src/core/hash.ts';
import { recognizers } from '../../../src/recognizers/index.ts';
import { plant } from '../../../src/redaction/canaries/index.ts';
import { operatorOf } from '../../../src/redaction/policies.ts';
import { run } from '../../../src/run.ts';
import { tempFolder, writeFiles } from '../../engine/harness.ts';

const CHOICE = { policy: 'gdpr', replace: 'placeholder', operators: {} };
const entities = new Set(
  recognizers.map(({ entity }) => entity).filter(entity => operatorOf(entity, CHOICE) !== 'keep'),
);

/** What the stage plants into a document, by the same seed. */
function plantedIn(doc: Document): string[] {
  const random = seededRandom(`3 redact ${doc.id}`);
  // The first number decides whether there is a canary at all.
  random();
  const { language } = doc.labels;
  const about = { entities, random, ...(language === undefined ? {} : { language }) };
  const texts = doc.parts.map(({ text }) => text);
  return plant(texts, about).planted.map(({ value }) => value);
}

test('nothing of a canary is in a file, a file name or an error, as it is or encoded', async () => {
  const folder = tempFolder();
  try {
    const texts = Array.from({ length: 40 }, (_, i) => `Note number ${i}.\n\nThe pump of line ${i % 7} runs again.\n`);
    writeFiles(folder.path, Object.fromEntries(texts.map((text, i) => [`in/${i}.txt`, text])));
    const pipeline = {
      name: 'canaries',
      seed: 3,
      root: folder.path,
      sources: [{ use: 'text', files: 'in/*.txt' }],
      stages: [{ use: 'dedupe' }, { use: 'redact', canaries: 1, subjectKey: 'sixteen bytes or more' }],
      sink: { use: 'jsonl', format: 'text', dir: 'out' },
    };
    const { facts } = await run(pipeline as never, { workers: 1, keepWork: true });
    const out = join(folder.path, 'out');
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter(file =>
      statSync(join(out, file)).isFile(),
    );
    const docs = files
      .filter(file => file.endsWith('.docs'))
      .flatMap(file => readFileSync(join(out, file), 'utf8').split('\n').filter(Boolean))
      .map(line => JSON.parse(line) as Document);
    const values = docs.flatMap(plantedIn);
    const { 'canaries-planted': planted } = facts.stages.find(({ name }) => name === 'redact')!.total.tallies!;
    // They are those that the run has planted.
    expect(values.length).toBe(Object.values(planted!).reduce((sum, count) => sum + count, 0));
    expect(values.length).toBeGreaterThan(100);
    const all = [...files, ...files.map(file => readFileSync(join(out, file), 'latin1'))].join('\n');
    const forms = (value: string) => [
      value,
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
      encodeURIComponent(value),
    ];
    // One word may be in any text; what is longer is there only if it leaked.
    const telling = values.filter(value => value.length >= 8);
    expect(telling.length).toBeGreaterThan(80);
    expect(telling.filter(value => forms(value).some(form => all.includes(form)))).toEqual([]);
  } finally {
    folder.remove();
  }
});
