import { drawDigits, pick, type Random } from '../surrogates/draw.ts';
import { composedName } from './person.ts';
import { drawShape, drawSigns } from './shapes.ts';

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const ALL = `${CAPITALS}abcdefghijklmnopqrstuvwxyz`;

/** Keys in the shape of their issuer: what stands in front, and how many signs of which alphabet follow. */
const KEYS: readonly (readonly [prefix: string, count: number, alphabet: string])[] = [
  ['AKIA', 16, CAPITALS],
  ['AIza', 35, ALL],
  ['ghp_', 36, ALL],
  ['glpat-', 20, ALL],
  ['npm_', 36, ALL],
  ['hf_', 34, ALL],
  ['sk_live_', 24, ALL],
  ['dop_v1_', 64, '0123456789abcdef'],
];

export function drawKey(random: Random): string {
  const [prefix, count, alphabet] = pick(KEYS, random);
  return prefix + drawSigns(count, alphabet, random);
}

/** A word with a number and perhaps a sign, two words, or signs without a sense. */
export function drawPassword(random: Random): string {
  const word = () => composedName(random);
  return pick(
    [
      () => word() + drawDigits(3, random) + pick(['!', '', '#', '?', '$'], random),
      () => `${word()}-${word()}-${drawDigits(2, random)}`,
      () => word().toLowerCase() + drawDigits(4, random),
      () =>
        drawSigns(4, ALL, random) +
        drawShape(pick(['#!A#x', '$##qA', '#%k#Z#'], random), random) +
        drawSigns(3, ALL, random),
    ],
    random,
  )();
}
