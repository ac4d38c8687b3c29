// English-looking prose of any length: common words and made-up ones, by Zipf's law, in sentences and paragraphs.

import { seededRandom } from '../../src/core/hash.ts';

const COMMON = (
  'the of and to a in is that for it with as was on be by at this from are not have or but which an they we you one ' +
  'all there can has more will if would about out up when time so no them only some could these two may then do ' +
  'first any my now such like other over new than into also after most made where much before well should people ' +
  'through work year how our very back still good every those both between part order water house place customer ' +
  'system week line number report page price letter small large group point service answer problem request power ' +
  'light paper again'
).split(' ');

const ONSETS = 'b c d f g h j l m n p r s t v w br cl gr pl st th tr'.split(' ');
const VOWELS = 'a a a e e e e i i o o u ai ea ou'.split(' ');
const CODAS = ['', '', '', '', '', '', 'd', 'l', 'm', 'n', 'n', 'r', 'r', 's', 't', 'nd', 'nt', 'rk', 'st', 'x'];

/** Distinct words, the most frequent first. */
export const vocabulary: readonly string[] = makeVocabulary(8_000);

/** The share of all words that the first 1, 2, 3 ... of the vocabulary have: the n-th is 1 / (n + 2) as frequent. */
const shares = cumulated(vocabulary.map((_, i) => 1 / (i + 3)));

/** Sentences of so many words, each with its punctuation; one that ends a paragraph ends in two line feeds. */
export function prose(random: () => number, words: number): string[] {
  const curly = random() < 0.1;
  const tokens: string[] = [];
  while (tokens.length < words) {
    const length = Math.min(5 + Math.floor(random() * 18), words - tokens.length);
    const sentence = Array.from({ length }, (_, i) => punctuated(word(random), i === length - 1, random));
    sentence[0] = capitalized(sentence[0]!);
    if (curly) decorate(sentence, random);
    sentence[length - 1] += random() < 0.1 && tokens.length + length < words ? '\n\n' : '';
    tokens.push(...sentence);
  }
  return tokens;
}

export function textOf(tokens: readonly string[]): string {
  return tokens.join(' ').replaceAll('\n\n ', '\n\n').trim();
}

/** A word of the vocabulary by its frequency, at times a number. */
export function word(random: () => number): string {
  if (random() < 0.01) return String(Math.floor(random() * 10_000));
  const share = random();
  let [low, high] = [0, shares.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (shares[middle]! < share) low = middle + 1;
    else high = middle;
  }
  return vocabulary[low]!;
}

export function capitalized(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}

export function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)]!;
}

/** Typography and accents outside ASCII. */
function decorate(sentence: string[], random: () => number): void {
  const last = sentence.length - 1;
  if (random() < 0.3) {
    sentence[0] = `“${sentence[0]}`;
    sentence[last] += '”';
  }
  if (random() < 0.3) sentence[0] += '’s';
  if (random() < 0.2) sentence[last >> 1] += ' —';
  if (random() < 0.2) sentence[last >> 1] = pick(['café', 'naïve', 'Müller', 'résumé', 'señor'], random);
}

function punctuated(word: string, last: boolean, random: () => number): string {
  if (last) return word + (random() < 0.9 ? '.' : pick(['?', '!'], random));
  return random() < 0.08 ? `${word},` : word;
}

function makeVocabulary(size: number): string[] {
  const random = seededRandom('vocabulary');
  const words = new Set(COMMON);
  while (words.size < size) {
    const syllables = 1 + Math.floor(random() * 3);
    words.add(Array.from({ length: syllables }, () => syllable(random)).join(''));
  }
  return [...words];
}

function syllable(random: () => number): string {
  return pick(ONSETS, random) + pick(VOWELS, random) + pick(CODAS, random);
}

function cumulated(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return Float64Array.from(weights, weight => (sum += weight) / total);
}
