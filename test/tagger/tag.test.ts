import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Tagged, type TagType, tag } from '../../src/tagger/index.ts';

const TYPES: Readonly<Record<string, TagType>> = { P: 'PERSON', A: 'ADDRESS', L: 'LOCATION', O: 'ORGANIZATION' };
const folder = new URL('./sentences/', import.meta.url);

/** `<P>Anna</P> called` as its text and what is marked in it. */
function marked(line: string): { text: string; names: readonly string[] } {
  const whole = line.replaceAll('\\n', '\n');
  const names = [...whole.matchAll(/<([PALO])>([\s\S]*?)<\/\1>/g)].map(([, type, name]) => `${TYPES[type!]} ${name}`);
  return { text: whole.replace(/<\/?[PALO]>/g, ''), names };
}

const named = (text: string, found: readonly Tagged[]) =>
  found.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

describe.each(readdirSync(folder).sort())('%s', file => {
  const lines = readFileSync(new URL(file, folder), 'utf8').trim().split('\n');

  test.each(lines)('%s', line => {
    const { text, names } = marked(line);
    expect(named(text, tag(text, []))).toEqual(names);
  });
});

test('no text, blanks, and text in other scripts', () => {
  expect(tag('', [])).toEqual([]);
  expect(tag(' \n\n\t ', [])).toEqual([]);
  expect(tag('\ud800 \udc00', [])).toEqual([]);
  expect(() => tag('Привет 你好 مرحبا', [])).not.toThrow();
});

test('the same text has the same spans, whatever was tagged before', () => {
  const text = 'Please ask Harriet Blackwood in Rotterdam.';
  const first = tag(text, []);
  tag('Another text about Marcus Delaney, 2204 Juniper Street, Boise, ID 83702.', []);
  expect(tag(text, [])).toEqual(first);
  expect(first).toHaveLength(2);
});

test('spans are disjoint, in order, within the text, and end where words end', () => {
  const text = readFileSync(new URL('en.txt', folder), 'utf8');
  const found = tag(text, []);
  expect(found.length).toBeGreaterThan(20);
  for (const [i, { start, end, score }] of found.entries()) {
    expect(start).toBeGreaterThanOrEqual(found[i - 1]?.end ?? 0);
    expect(end).toBeGreaterThan(start);
    expect(score).toBeGreaterThan(0);
    expect(score).toBeLessThanOrEqual(1);
    expect(text.slice(start - 1, start + 1)).not.toMatch(/^\p{L}\p{L}/u);
    expect(text.slice(end - 1, end + 1)).not.toMatch(/^\p{L}\p{L}$/u);
  }
});

test.each([
  ['an emoji before and after the name', '😀🎉 Hello Gareth😀, thanks'],
  ['a skin tone and a joiner', '👩🏽‍🔧 Hello Gareth, thanks'],
])('%s', (_what, text) => {
  expect(named(text, tag(text, []))).toEqual(['PERSON Gareth']);
});

test('combining marks belong to the letter before them', () => {
  const composed = 'Please call Renée Müller about the door.';
  const apart = composed.normalize('NFD');
  expect(named(composed, tag(composed, []))).toEqual(['PERSON Renée Müller']);
  expect(named(apart, tag(apart, []))).toEqual(['PERSON Renée Müller'.normalize('NFD')]);
});

describe('what rules have found', () => {
  const text = 'Harriet Blackwood, harriet@mail.example, asked for a key.';
  const mail = { start: text.indexOf('harriet@'), end: text.indexOf(', asked') };

  test('is no part of a span', () => {
    expect(named(text, tag(text, [mail]))).toEqual(['PERSON Harriet Blackwood']);
    const name = { start: 0, end: 'Harriet Blackwood'.length };
    expect(tag(text, [name, mail])).toEqual([]);
  });

  test('may begin and end within a word', () => {
    const within = { start: 3, end: text.indexOf('wood') };
    for (const { start, end } of tag(text, [within])) expect(end <= within.start || within.end <= start).toBe(true);
  });
});

test('a text that is read in several stretches has its spans at their places', () => {
  const line = 'Please ask Harriet Blackwood for the key.\n';
  const text = line.repeat(3000);
  const found = tag(text, []);
  expect(found).toHaveLength(3000);
  expect(found.map(({ start }) => start % line.length)).toEqual(Array(3000).fill(line.indexOf('Harriet')));
});

test.each([
  ['letters', 'a'.repeat(1e6)],
  ['hyphens', 'A-'.repeat(3e5)],
  ['names', 'Anna '.repeat(1e5)],
  ['line breaks', '\n'.repeat(1e6)],
  ['commas', ','.repeat(3e5)],
])('a long run of %s ends', (_what, text) => {
  expect(tag(text, []).length).toBeLessThanOrEqual(text.length);
});

test('the weights are generated, and at most 2 MB', () => {
  const weights = new URL('../../src/tagger/weights.ts', import.meta.url);
  expect(statSync(weights).size).toBeLessThanOrEqual(2_000_000);
  expect(readFileSync(weights, 'utf8').split('\n', 1)[0]).toContain('npm run train:tagger');
});
