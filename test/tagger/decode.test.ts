import { expect, test } from 'vitest';
import { Decoder } from '../../src/tagger/decode.ts';
import { FEATURES, featuresOf, SLOTS } from '../../src/tagger/features.ts';
import { Gazetteer } from '../../src/tagger/gazetteer.ts';
import { beginOf, insideOf, LABELS, OUTSIDE, TYPES } from '../../src/tagger/labels.ts';
import { describeLines } from '../../src/tagger/lines.ts';
import { GAPS, model } from '../../src/tagger/model.ts';
import { spansOf } from '../../src/tagger/spans.ts';
import { CAPACITY, Tokens } from '../../src/tagger/tokens.ts';

const tokens = new Tokens(new Gazetteer(new Map()));
const decoder = new Decoder(CAPACITY);

/** Weights that want one span of a type over everything. */
function eager(type: number) {
  const transitions = new Int32Array(GAPS * LABELS * LABELS);
  for (let row = 0; row < GAPS * LABELS; row++) {
    transitions[row * LABELS + beginOf(type)] = 5;
    transitions[row * LABELS + insideOf(type)] = 10;
  }
  return { emissions: new Int8Array(SLOTS * LABELS), transitions };
}

function labels(text: string, type: number, taken: readonly { start: number; end: number }[] = []) {
  tokens.read(text, 0, taken, 0);
  const weights = eager(type);
  decoder.emit(tokens, weights);
  decoder.decode(tokens, weights);
  return { labels: [...decoder.labels.subarray(0, tokens.count)], spans: spansOf(tokens, decoder, weights) };
}

const [PERSON, ADDRESS] = [TYPES.indexOf('PERSON'), TYPES.indexOf('ADDRESS')];

test('a span begins and goes on', () => {
  const found = labels('a b c', PERSON);
  expect(found.labels).toEqual([beginOf(PERSON), insideOf(PERSON), insideOf(PERSON)]);
  expect(found.spans).toEqual([{ type: PERSON, from: 0, to: 3, margin: 25 }]);
});

test('what is taken is outside', () => {
  expect(labels('a b c', PERSON, [{ start: 2, end: 3 }]).labels).toEqual([beginOf(PERSON), OUTSIDE, beginOf(PERSON)]);
});

test('only an address goes on over a line break, and nothing over an empty line', () => {
  expect(labels('a\nb', PERSON).labels).toEqual([beginOf(PERSON), beginOf(PERSON)]);
  expect(labels('a\nb', ADDRESS).labels).toEqual([beginOf(ADDRESS), insideOf(ADDRESS)]);
  expect(labels('a\n\nb', ADDRESS).labels).toEqual([beginOf(ADDRESS), beginOf(ADDRESS)]);
});

test.each([
  ['a dotted line', `Anna ${'.'.repeat(30)} 12`],
  ['a row of two signs', `${'=-'.repeat(20)}\nAnna`],
  ['empty cells', `| Anna |${' |'.repeat(12)}\n| Bob |`],
  ['a word again and again', 'Anna anna '.repeat(9)],
  ['a word in changing case', 'annA anNa aNna '.repeat(9)],
])('%s scores as its tokens do one by one', (_, text) => {
  const { emissions } = model();
  tokens.read(text, 0, [], 0);
  describeLines(tokens);
  decoder.emit(tokens, { emissions, transitions: new Int32Array(GAPS * LABELS * LABELS) });
  const slots = new Int32Array(FEATURES);
  const expected = Array.from({ length: tokens.count }, (_, i) => {
    featuresOf(tokens, i, slots);
    return Array.from({ length: LABELS }, (_, label) =>
      slots.reduce((sum, at) => sum + emissions[at * LABELS + label]!, 0),
    );
  });
  expect([...decoder.emissions.subarray(0, tokens.count * LABELS)]).toEqual(expected.flat());
});
