import { between, pick, type Random } from '../surrogates/draw.ts';

/** Puts lines of their own into a text, at its beginning, its end or random line breaks; nothing else changes. */
export function insertLines(text: string, added: readonly string[], random: Random): string {
  if (added.length === 0) return text;
  if (text === '') return added.join('\n');
  // At line breaks and at the end lines go in front of the break that is there.
  const places = [0, text.length, ...Array.from(text.matchAll(/\r?\n/g), ({ index }) => index)];
  const chosen = added.map(lines => ({ lines, at: pick(places, random), breaks: '\n'.repeat(between(1, 2, random)) }));
  let [result, done] = ['', 0];
  for (const { lines, at, breaks } of chosen.sort((a, b) => a.at - b.at)) {
    result += text.slice(done, at) + (at === 0 ? lines + breaks : breaks + lines);
    done = at;
  }
  return result + text.slice(done);
}
