// The bytes that src/tagger/model.ts unpacks.
import type { Learned } from './learn.ts';

export function pack(
  words: ReadonlyMap<number, number>,
  { emissions, transitions }: Learned,
  chances: Uint8Array,
): Uint8Array {
  const bytes: number[] = [];
  /** LEB128. */
  const number = (value: number) => {
    let left = value;
    for (; left >= 128; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
    bytes.push(left);
  };
  const hashes = [...words.keys()].map(hash => hash >>> 0).sort((a, b) => a - b);
  number(hashes.length);
  for (const [i, hash] of hashes.entries()) {
    number(hash - (hashes[i - 1] ?? 0));
    bytes.push(words.get(hash | 0)!);
  }
  for (const weight of transitions) bytes.push(weight & 255, (weight >> 8) & 255);
  bytes.push(...chances);
  const kept = [...emissions.keys()].filter(place => emissions[place] !== 0);
  number(kept.length);
  for (const [i, place] of kept.entries()) {
    number(place - (kept[i - 1] ?? 0));
    bytes.push(emissions[place]! & 255);
  }
  return Uint8Array.from(bytes);
}
