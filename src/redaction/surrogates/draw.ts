// Draws with the numbers of a request. Not a family: it knows nothing of entities.
import { survives } from './survives.ts';

/** Gives numbers in [0, 1). */
export type Random = () => number;

export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!;
}

/** A whole number from `least` to `most`. */
export function between(least: number, most: number, random: Random): number {
  return least + Math.floor(random() * (most - least + 1));
}

/** One that gives nothing of the original away: where it does, the next of the list. One draw. */
export function pickUnlike(list: readonly string[], original: string, random: Random): string {
  const from = Math.floor(random() * list.length);
  const plain = original.toLowerCase();
  for (let i = 0; i < list.length; i++) {
    const candidate = list[(from + i) % list.length]!;
    if (candidate.toLowerCase() !== plain && !survives(original, candidate)) return candidate;
  }
  return list[from]!;
}

export function drawDigits(count: number, random: Random): string {
  return Array.from({ length: count }, () => between(0, 9, random)).join('');
}

/** A number of as many digits, without a zero in front. */
export function drawNumber(digits: number, random: Random): string {
  return between(1, 9, random) + drawDigits(digits - 1, random);
}

/** Without letters that are taken for digits, and that some schemes leave out. */
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** Another character of the same kind: a digit, a large letter or a small one. What is none of them stays. */
export function redraw(char: string, random: Random, letters: string = LETTERS): string {
  if (/\p{Nd}/u.test(char)) return drawDigits(1, random);
  if (!/\p{Lu}|\p{Ll}/u.test(char)) return char;
  const letter = pick([...letters], random);
  return /\p{Ll}/u.test(char) ? letter.toLowerCase() : letter;
}

/** The name in large or small letters where the original is. */
export function inCaseOf(original: string, name: string): string {
  const letters = original.replace(/[^\p{L}]/gu, '');
  if (letters.length > 1 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    return name.toUpperCase();
  return letters !== '' && letters === letters.toLowerCase() && letters !== letters.toUpperCase()
    ? name.toLowerCase()
    : name;
}
