// What the corpora for deduplication share. A document of theirs depends on the seed and its number only, so they are
// made and written in little memory whatever their size.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { seededRandom } from '../../src/core/hash.ts';

export interface CorpusDocument {
  readonly id: string;
  readonly text: string;
}

/** The numbers below `count` in the order of a shuffled corpus, and the id of each: that of its place there. */
export interface Order {
  readonly numbers: Uint32Array;
  idOf(number: number): string;
}

export function shuffledOrder(count: number, seed: string): Order {
  const random = seededRandom(seed);
  const numbers = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [numbers[i], numbers[j]] = [numbers[j]!, numbers[i]!];
  }
  const places = new Uint32Array(count);
  for (const [place, number] of numbers.entries()) places[number] = place;
  return { numbers, idOf: number => `d${String(places[number]).padStart(7, '0')}` };
}

const WORDS = 5;

/** The distinct word 5-grams of a text, words being lower-cased runs of letters and digits; at least one gram. */
export function wordGrams(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const grams = Math.max(1, words.length - WORDS + 1);
  return new Set(Array.from({ length: grams }, (_, i) => words.slice(i, i + WORDS).join(' ')));
}

/** |A and B| / |A or B|. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared++;
  return shared / (a.size + b.size - shared);
}

export interface Written {
  readonly records: number;
  readonly bytes: number;
}

/** Writes values as JSON lines. */
export async function writeJsonl(path: string, values: Iterable<object>): Promise<Written> {
  let records = 0;
  const bytes = await writeBlocks(path, function* () {
    for (const value of values) {
      records++;
      yield Buffer.from(`${JSON.stringify(value)}\n`);
    }
  });
  return { records, bytes };
}

/**
 * Writes the sets of word 5-grams of texts as 64-bit hashes, all in one `PREFIX.hashes`, with `PREFIX.offsets` saying
 * where each set begins and, at its end, where the last one ends; unsigned little-endian 64-bit numbers both.
 */
export async function writeHashedGrams(prefix: string, documents: Iterable<CorpusDocument>): Promise<Written> {
  const offsets = [0n];
  const bytes = await writeBlocks(`${prefix}.hashes`, function* () {
    for (const { text } of documents) {
      const grams = wordGrams(text);
      const hashes = Uint32Array.from([...grams].flatMap(gram => [hash(gram, 0x811c9dc5), hash(gram, 0x9e3779b9)]));
      offsets.push(offsets.at(-1)! + BigInt(grams.size));
      yield Buffer.from(hashes.buffer);
    }
  });
  await writeBlocks(`${prefix}.offsets`, () => [Buffer.from(BigUint64Array.from(offsets).buffer)]);
  return { records: offsets.length - 1, bytes };
}

const BLOCK = 1 << 20;

/** Returns the bytes written. */
async function writeBlocks(path: string, pieces: () => Iterable<Buffer>): Promise<number> {
  const file = createWriteStream(path);
  let block: Buffer[] = [];
  let [pending, written] = [0, 0];
  for (const piece of pieces()) {
    block.push(piece);
    pending += piece.length;
    if (pending < BLOCK) continue;
    if (!file.write(Buffer.concat(block))) await once(file, 'drain');
    written += pending;
    [block, pending] = [[], 0];
  }
  file.end(Buffer.concat(block));
  await once(file, 'finish');
  return written + pending;
}

/** FNV-1a over UTF-16 units, and the finalizer of MurmurHash3. */
function hash(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
