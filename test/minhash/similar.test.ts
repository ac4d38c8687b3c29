import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/core/hash.ts';
import { SLOTS } from '../../src/kernels/sketch.ts';
import { bandsFor, candidateChance } from '../../src/minhash/bands.ts';
import type { Likeness, TextSketches } from '../../src/minhash/likeness.ts';
import { jaccard } from '../../src/minhash/shingles.ts';
import { similarPairs } from '../../src/minhash/similar.ts';
import { readSketch, SHINGLES, TextSketcher } from '../../src/minhash/sketch.ts';
import { findTemplates, Templates } from '../../src/minhash/templates.ts';
import { temporaryScratch } from '../harness.ts';
import { shinglesOf } from './texts.ts';

const likeness: Likeness = { similarity: 0.7, recall: 0.99, own: 0.5, templateShare: 0.02, templateDocuments: 20 };
const sketcher = new TextSketcher(SHINGLES);

function sketchesOf(texts: readonly string[]): TextSketches {
  const bytes = texts.map((text, i) => sketcher.sketch(`d${i}`, text, 0));
  return {
    count: texts.length,
    counts: [texts.length, 0],
    at: async index => readSketch(bytes[index]!),
    async *[Symbol.asyncIterator]() {
      for (const [index, of] of bytes.entries()) yield { index, source: 0, sketch: readSketch(of) };
    },
  };
}

async function pairsOf(texts: readonly string[], options: Partial<Likeness> = {}) {
  const scratch = temporaryScratch();
  const found = [];
  for await (const pair of similarPairs(sketchesOf(texts), scratch, { ...likeness, ...options }, () => false))
    found.push(pair);
  scratch.remove();
  return found;
}

const words = (n: number, seed: string) => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => `w${Math.floor(random() * 5000)}`);
};

describe('bands', () => {
  test.each([0.3, 0.5, 0.7, 0.8, 0.9, 1])('find pairs at the threshold %f, and no more rows would', threshold => {
    const shape = bandsFor(threshold, 0.95);
    expect(shape.bands * shape.rows).toBeLessThanOrEqual(SLOTS);
    expect(candidateChance(threshold, shape)).toBeGreaterThanOrEqual(0.95);
    const rows = shape.rows + 1;
    if (rows <= SLOTS) expect(candidateChance(threshold, { rows, bands: Math.floor(SLOTS / rows) })).toBeLessThan(0.95);
  });
});

describe('similar pairs', () => {
  /** Pairs of texts with some words replaced, and texts that are like nothing. */
  const texts = Array.from({ length: 300 }, (_, i) => {
    const list = words(80, `text ${Math.floor(i / 2)}`);
    if (i % 2 === 1) for (let edit = 0; edit < i % 13; edit++) list[(edit * 17) % 80] = `x${i}e${edit}`;
    return list.join(' ');
  });
  const exact = new Map<string, number>();
  for (let i = 0; i < texts.length; i += 2)
    exact.set(`${i + 1} ${i}`, jaccard(shinglesOf(texts[i]!), shinglesOf(texts[i + 1]!)));

  test.each([0.5, 0.7, 0.8, 0.9])(
    'at %f are all that brute force finds a little above it, and none below',
    async similarity => {
      const found = await pairsOf(texts, { similarity });
      for (const { a, b, similarity: measured } of found) {
        expect(measured).toBe(exact.get(`${a} ${b}`));
        expect(measured).toBeGreaterThanOrEqual(similarity);
      }
      const above = [...exact].filter(([, value]) => value >= similarity + 0.05).map(([key]) => key);
      const keys = new Set(found.map(({ a, b }) => `${a} ${b}`));
      expect(above.length).toBeGreaterThan(20);
      expect(above.filter(key => !keys.has(key))).toEqual([]);
    },
  );

  test('of many that are all alike hang together', async () => {
    const many = Array.from({ length: 500 }, (_, i) => `${words(100, 'same').join(' ')} ${i}`);
    const found = await pairsOf(many);
    const root = Array.from({ length: 500 }, (_, i) => i);
    const find = (i: number): number => (root[i] === i ? i : find(root[i]!));
    for (const { a, b } of found) root[Math.max(find(a), find(b))] = Math.min(find(a), find(b));
    expect(new Set(root.map((_, i) => find(i)))).toEqual(new Set([0]));
    expect(found.length).toBeLessThan(500 * 20);
  });
});

describe('templates', () => {
  test('are shingles of more than a share of the documents, and of no fewer than so many', async () => {
    const texts = Array.from({ length: 400 }, (_, i) => {
      const shared = i % 10 === 0 ? words(20, 'form').join(' ') : i % 50 === 1 ? words(20, 'rare').join(' ') : '';
      return `${words(30, `own ${i}`).join(' ')} ${shared}`;
    });
    const scratch = temporaryScratch();
    const found = await findTemplates(sketchesOf(texts), scratch, likeness, () => true);
    expect(found.size).toBe(16);
    expect(found.among(shinglesOf(words(20, 'form').join(' ')).hashes)).toBe(16);
    expect(found.among(shinglesOf(words(20, 'rare').join(' ')).hashes)).toBe(0);
    const none = await findTemplates(sketchesOf(texts), scratch, { ...likeness, templateShare: 1 }, () => true);
    expect(none.size).toBe(0);
    scratch.remove();
  });

  test('are none where nearly all texts are copies, however few of the others are in the sample', async () => {
    const [copy, ...others] = [words(30, 'copy'), ...Array.from({ length: 500 }, (_, i) => words(30, `own ${i}`))].map(
      (list, i) => readSketch(sketcher.sketch(`d${i}`, list.join(' '), 0)),
    );
    const count = 300_000;
    const many: TextSketches = {
      count,
      counts: [count, 0],
      at: async index => others[index] ?? copy!,
      async *[Symbol.asyncIterator]() {
        for (let index = 0; index < count; index++) yield { index, source: 0, sketch: others[index] ?? copy! };
      },
    };
    const scratch = temporaryScratch();
    const found = await findTemplates(many, scratch, likeness, index => index <= others.length, [501, 0]);
    expect(found.size).toBe(0);
    scratch.remove();
  });

  test('know their members', () => {
    const members = Array.from({ length: 1000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 0);
    const templates = new Templates([...members, ...members, 0]);
    expect(templates.size).toBe(1000);
    expect(members.every(hash => templates.has(hash))).toBe(true);
    expect(templates.has(0)).toBe(false);
    expect(templates.has(12345)).toBe(false);
    expect(templates.among(Uint32Array.from([members[0]!, 12345, members[0]!]))).toBe(2);
  });
});
