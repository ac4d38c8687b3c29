import { describe, expect, test } from 'vitest';
import { Draw } from '../../scripts/train-tagger/draw.ts';
import { exampleMaker } from '../../scripts/train-tagger/examples.ts';
import { fill } from '../../scripts/train-tagger/fill.ts';
import { Learner } from '../../scripts/train-tagger/learn.ts';
import { pack } from '../../scripts/train-tagger/pack.ts';
import { LANGUAGES, templatesOf } from '../../scripts/train-tagger/templates.ts';
import { sha256 } from '../../src/core/hash.ts';
import { Gazetteer, GIVEN_NAME, ORDINARY } from '../../src/tagger/gazetteer.ts';
import { TYPES } from '../../src/tagger/labels.ts';
import { model, STEPS, stepOf, unpack } from '../../src/tagger/model.ts';

const first = (count: number, seed: string) => {
  const next = exampleMaker('all', ['A sentence without names.'], new Draw(seed));
  return Array.from({ length: count }, next);
};

test('one seed makes the same examples, another one others', () => {
  expect(first(200, 'a')).toEqual(first(200, 'a'));
  expect(first(200, 'a')).not.toEqual(first(200, 'b'));
});

test('marks lie within the text, apart from each other and from what is taken', () => {
  for (const { text, spans, taken } of first(3000, 'marks')) {
    const all = [...spans, ...taken].sort((a, b) => a.start - b.start);
    for (const [i, { start, end }] of all.entries()) {
      expect(start).toBeGreaterThanOrEqual(all[i - 1]?.end ?? 0);
      expect(end).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(text.length);
    }
    for (const { start, end } of spans) expect(text.slice(start, end)).toMatch(/^\S[\s\S]*\S$|^\S$/);
  }
});

describe.each(LANGUAGES)('templates of %s', language => {
  const { named, plain } = templatesOf('all')[language];

  test('have only known slots, and names only where they should', () => {
    const draw = new Draw(language);
    for (const template of named) fill(draw, template, language);
    for (const template of plain) expect(fill(draw, template, language).spans, template).toEqual([]);
  });

  test('are split into two parts', () => {
    const [most, heldOut] = [templatesOf('most')[language], templatesOf('held out')[language]];
    expect([...most.named, ...heldOut.named].sort()).toEqual([...named].sort());
    expect(heldOut.plain.length).toBeGreaterThan(2);
  });
});

test('the first examples are the checked-in ones', () => {
  expect(sha256(JSON.stringify(first(500, 'golden')))).toBe(
    '6d30b0a5dcba9e3dc07c8e11c575a1fca2daed8d6edc2330bd89d7b96855d2a9',
  );
});

describe('the model', () => {
  const learned = () => {
    const learner = new Learner(new Gazetteer(new Map()), new Draw('hidden bits'));
    for (const example of first(300, 'model')) learner.learn(example);
    return learner.finish();
  };
  const bytes = (weights: Int8Array) => sha256(new Uint8Array(weights.buffer));

  test('is the same for the same examples', () => {
    const [one, other] = [learned(), learned()];
    expect(one.emissions.some(weight => weight !== 0)).toBe(true);
    expect(bytes(one.emissions)).toBe(bytes(other.emissions));
    expect(one.transitions).toEqual(other.transitions);
  });

  test('is unpacked as it was packed', () => {
    const words = new Map([
      [7, GIVEN_NAME],
      [-5, ORDINARY],
      [0, GIVEN_NAME | ORDINARY],
    ]);
    const chances = Uint8Array.from({ length: TYPES.length * STEPS }, (_, i) => i);
    const before = learned();
    const after = unpack(pack(words, before, chances));
    expect(bytes(after.emissions)).toBe(bytes(before.emissions));
    expect(after.emissions.some(weight => weight < 0)).toBe(true);
    expect(after.transitions).toEqual(before.transitions);
    expect(after.chances).toEqual(chances);
    expect([7, -5, 0, 1].map(hash => after.lists.bits(hash))).toEqual([GIVEN_NAME, ORDINARY, GIVEN_NAME | ORDINARY, 0]);
  });

  test('has chances that rise with the margin', () => {
    const { chances } = model();
    for (const type of TYPES.keys()) {
      const own = [...chances.subarray(type * STEPS, (type + 1) * STEPS)];
      expect(own).toEqual(own.toSorted((a, b) => a - b));
      expect(own.at(-1)! - own[0]!).toBeGreaterThan(50);
    }
    expect([-3, 0, 5, 100, 1e6].map(stepOf)).toEqual([0, 0, 2, 10, STEPS - 1]);
  });
});
