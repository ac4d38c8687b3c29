import { seededRandom } from '../../src/core/hash.ts';
import { type CorpusDocument, jaccard, shuffledOrder, wordGrams } from './corpus.ts';
import { pick, prose, textOf, word } from './prose.ts';

export interface PlantedPair {
  readonly a: string;
  readonly b: string;
  /** Exact, of the sets of word 5-grams. */
  readonly jaccard: number;
}

export interface PlantedCorpus {
  /** In shuffled order. */
  documents(): Iterable<CorpusDocument>;
  /** Every two documents of a group that was planted, also those that came out less similar than any aimed at. */
  pairs(): Iterable<PlantedPair>;
}

/** Share of the documents that belong to planted groups. */
const PLANTED = 0.2;

/** Members of planted groups, in rounds of nine documents. Of each group the first is the original of the others. */
const GROUPS = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 7, 8],
];
const ROUND = 9;

/** The least similarity aimed at between an original and its copy. */
const LEAST = 0.3;

/** Shingles that a changed word and a moved block take from a document, of five words each. */
const CHANGE = 5;
const MOVE = 12;

/**
 * Prose of 60 to 900 words, a fifth of it in groups of two and three near-duplicates, made by replacing, inserting,
 * deleting and moving words. Their similarities lie densely over 0.3 to 1; some copies are exact, some differ in case
 * and punctuation only. All other documents have nothing in common but their vocabulary.
 */
export function plantedCorpus({ documents, seed }: { documents: number; seed: string }): PlantedCorpus {
  const planted = Math.floor((documents * PLANTED) / ROUND) * ROUND;
  const { numbers, idOf } = shuffledOrder(documents, `${seed} order`);
  return {
    *documents() {
      for (const number of numbers) {
        yield { id: idOf(number), text: textAt(seed, number, number < planted ? originalOf(number) : number) };
      }
    },
    *pairs() {
      for (let first = 0; first < planted; first += ROUND) {
        for (const group of GROUPS) {
          const members = group.map(member => {
            const text = textAt(seed, first + member, first + group[0]!);
            return { id: idOf(first + member), grams: wordGrams(text) };
          });
          for (const [i, { id: b, grams }] of members.entries()) {
            for (const other of members.slice(0, i)) yield { a: other.id, b, jaccard: jaccard(other.grams, grams) };
          }
        }
      }
    },
  };
}

/** The number of the first member of the group that a number belongs to. */
function originalOf(number: number): number {
  const member = number % ROUND;
  return number - member + GROUPS.find(group => group.includes(member))![0]!;
}

function textAt(seed: string, number: number, original: number): string {
  const random = seededRandom(`${seed} ${original}`);
  const tokens = prose(random, Math.floor(60 + 841 * random() ** 2));
  return textOf(number === original ? tokens : edited(tokens, seededRandom(`${seed} ${number} edits`)));
}

/** A copy whose similarity to the original is drawn evenly from 0.3 to 1. */
function edited(tokens: readonly string[], random: () => number): readonly string[] {
  const similarity = LEAST + random() * (1.02 - LEAST);
  if (similarity > 1.01) return tokens;
  if (similarity > 1) return tokens.map(token => retyped(token, random));
  // Of n shingles, l lost and as many gained leave a similarity of (n - l) / (n + l).
  const lost = (tokens.length * (1 - similarity)) / (1 + similarity);
  const moves = random() < 0.3 ? Math.floor((lost * 0.4) / MOVE) : 0;
  const changes = Math.max(moves === 0 ? 1 : 0, Math.round((lost - moves * MOVE) / CHANGE));
  let copy = changed(tokens, changes, random);
  for (let i = 0; i < moves; i++) copy = moved(copy, random);
  return copy;
}

/** The same words in other case, without some of the commas. */
function retyped(token: string, random: () => number): string {
  if (random() < 0.1) return token.toUpperCase();
  return random() < 0.3 ? token.replace(',', '') : token;
}

/** Replaces, deletes or inserts so many words, far from each other where there is room. */
function changed(tokens: readonly string[], changes: number, random: () => number): string[] {
  const cell = tokens.length / changes;
  const places = new Set<number>();
  for (let i = 0; i < changes; i++) places.add(Math.floor(i * cell + random() * Math.max(1, cell - CHANGE)));
  return tokens.flatMap((token, place) => {
    if (!places.has(place)) return [token];
    return pick([() => [word(random)], () => [], () => [word(random), token]], random)();
  });
}

/** Takes a block of up to 30 words to another place. */
function moved(tokens: readonly string[], random: () => number): string[] {
  const length = 5 + Math.floor(random() * Math.min(26, tokens.length / 4));
  const from = Math.floor(random() * (tokens.length - length));
  const rest = tokens.toSpliced(from, length);
  return rest.toSpliced(Math.floor(random() * rest.length), 0, ...tokens.slice(from, from + length));
}
