import { expect, test } from 'vitest';
import type { Labels } from '../../../src/core/document.ts';
import { seededRandom } from '../../../src/core/hash.ts';
import { Comparer } from '../../../src/minhash/compare.ts';
import { isSimilar } from '../../../src/minhash/likeness.ts';
import { findTemplates, Templates } from '../../../src/minhash/templates.ts';
import { TRAIN } from '../../../src/stages/split/assign.ts';
import { Leaks } from '../../../src/stages/split/leaks.ts';
import { likenessOf, options } from '../../../src/stages/split/options.ts';
import { Rows } from '../../../src/stages/split/rows.ts';
import { sampleSimilar } from '../../../src/stages/split/sample.ts';
import { makeDocument, temporaryScratch } from '../../harness.ts';
import { rowsOf, writtenOf } from './written.ts';

const random = seededRandom('sample');
const word = () => `w${Math.floor(random() * 3000)}`;
const words = (count: number) => Array.from({ length: count }, word);
const change = (text: readonly string[], share: number) => text.map(each => (random() < share ? word() : each));

/** Forms that many fill in, with much or little of their own, and texts that are edits of one another. */
function corpus() {
  const form = words(60);
  const originals = Array.from({ length: 100 }, () => words(80));
  return Array.from({ length: 300 }, (_, i) => {
    const ofForm = [...form, ...words(i % 4 === 0 ? 8 : 25)];
    const text = i % 2 === 0 ? ofForm : change(originals[i % 100]!, (1 + (i % 5)) / 50);
    return makeDocument(text.join(' '), { split: i % 3 === 0 ? 'test' : 'train' } as Labels, `d${i}`);
  });
}

test('exact counting finds every row that comparing all with all finds', async () => {
  const chosen = options.parse({ leakSimilarity: 0.5 });
  const [likeness, scratch] = [likenessOf(chosen), temporaryScratch()];
  const rows = await Rows.read(writtenOf(await rowsOf(corpus())), scratch, chosen);
  const leaks = new Leaks(rows, scratch);
  const templates = await findTemplates(rows.texts, scratch, likeness, () => true);
  const { heldOut, train, missed } = await sampleSimilar(rows, scratch, likeness, templates, leaks);

  const comparer = new Comparer(rows.texts, scratch, templates);
  const expected = new Set<number>();
  const all = Array.from({ length: rows.count }, (_, i) => i);
  for (const row of all.filter(i => rows.isHeldOut(i))) {
    for (const other of all.filter(i => rows.splitOf(i) === TRAIN)) {
      const comparison = await comparer.compare(row, other);
      // Equal texts are leaks of another kind.
      if (isSimilar(comparison, likeness) && comparison.similarity < 1) expected.add(row);
    }
  }
  expect(templates.size).toBeGreaterThan(50);
  expect([heldOut, train]).toEqual([100, 200]);
  expect(expected.size).toBeGreaterThan(40);
  expect(expected.size).toBeLessThan(90);
  expect(new Set(all.filter(row => leaks.has('near', row)))).toEqual(expected);
  // There was no index before it that could have found any.
  expect(missed).toBe(expected.size);
  scratch.remove();
});

test('what is found does not depend on the memory at hand', async () => {
  const chosen = options.parse({ leakSimilarity: 0.5 });
  const docs = await rowsOf(corpus());
  const found = [];
  for (const memory of [1 << 18, 64 << 20]) {
    const scratch = temporaryScratch(memory);
    const rows = await Rows.read(writtenOf(docs), scratch, chosen);
    const leaks = new Leaks(rows, scratch);
    const likeness = likenessOf(chosen);
    const templates = await findTemplates(rows.texts, scratch, likeness, () => true);
    const sampled = await sampleSimilar(rows, scratch, likeness, templates, leaks);
    found.push({ ...sampled, leaks: [...leaks.lines()] });
    scratch.remove();
  }
  expect(found[0]!.heldOut).toBe(100);
  expect(found[0]).toEqual(found[1]);
});

test('the sample is of 1,000 rows at most', async () => {
  const docs = Array.from({ length: 2600 }, (_, i) => {
    return makeDocument(`text of number ${i}`, { split: i === 0 ? 'train' : 'test' } as Labels, `d${i}`);
  });
  const scratch = temporaryScratch();
  const chosen = options.parse({});
  const rows = await Rows.read(writtenOf(await rowsOf(docs)), scratch, chosen);
  const sampled = await sampleSimilar(rows, scratch, likenessOf(chosen), new Templates([]), new Leaks(rows, scratch));
  expect(sampled).toEqual({ heldOut: 1000, train: 1, missed: 0 });
  scratch.remove();
});
