import { expect, test } from 'vitest';
import { BLOCK, fold, knownOf } from '../../src/kernels/code-points.ts';

const UNFOLDED = 4;

const blocks = new Map<number, Uint8Array>();
function known(character: string): number {
  const code = character.codePointAt(0)!;
  const block = Math.floor(code / BLOCK);
  if (!blocks.has(block)) blocks.set(block, knownOf(block, false));
  return (blocks.get(block)![(code % BLOCK) >> 1]! >> (4 * (code & 1))) & 15;
}

test.each([
  ['a', 1],
  ['é', 1],
  ['É', 1 | UNFOLDED],
  ['٣', 1],
  ['冷', 2],
  ['ー', 1],
  ['ไ', 2],
  ['\u0301', 1 | UNFOLDED],
  ['⺀', 0],
  ['“', 0],
  ['\u200b', 0],
  ['\ufeff', 3],
  ['\u2028', 3],
  ['\u00a0', 3 | UNFOLDED],
])('%j is known as %i', (character, expected) => {
  expect(known(character)).toBe(expected);
});

test('digits outside ASCII are folded where they are masked', () => {
  const [block, at] = ['٣'.codePointAt(0)! >> 8, '٣'.codePointAt(0)! & 255];
  expect((knownOf(block, true)[at >> 1]! >> (4 * (at & 1))) & UNFOLDED).toBe(UNFOLDED);
  expect(fold('٣Ａ4', true)).toBe('0a0');
});

test('what normalization may join to the character before counts as unfolded', () => {
  const joined = new Set<string>();
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    for (const part of [...String.fromCodePoint(code).normalize('NFD')].slice(1)) joined.add(part);
  }
  expect(joined.size).toBeGreaterThan(90);
  expect([...joined].filter(part => (known(part) & UNFOLDED) === 0)).toEqual([]);
});
