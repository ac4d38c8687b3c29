import { drawNumber, inCaseOf, pickUnlike, type Random, redraw } from './draw.ts';
import { KEPT_WORDS, STREET_WORDS } from './kept-words.ts';
import { STREETS } from './places.ts';

const number = String.raw`\d{1,6}(?:[a-z](?![\p{L}\d])| (?:bis|ter)(?!\p{L}))?(?: ?[-/] ?\d{1,5}[a-z]?)?`;
const parts = new RegExp(`^(?<first>(?:${number}[,.]? +)?)(?<name>.*?)(?<last>(?:[ ,.]+\\d.*)?)$`, 'iu');

/**
 * A street with its house number in front or behind: another name beside the same word for a street, another number.
 * Undefined where neither a number nor such a word says that it is one.
 */
export function streetSurrogate(text: string, language: string, random: Random): string | undefined {
  const { first = '', name = '', last = '' } = parts.exec(text)?.groups ?? {};
  if (!/\p{L}/u.test(name)) return /\d/.test(text) ? houseNumber(text, random) : undefined;
  for (const spoken of [language, ...Object.keys(STREET_WORDS)]) {
    const street = withSameWord(name, spoken, random);
    if (street !== undefined) return houseNumber(first, random) + street + houseNumber(last, random);
  }
  if (first === '' && last === '') return undefined;
  return houseNumber(first, random) + withUsualWord(name, language, random) + houseNumber(last, random);
}

function withSameWord(name: string, language: string, random: Random): string | undefined {
  const { before = [], after = [], end = [] } = STREET_WORDS[language]!;
  const words = name.split(' ');
  const [first, last] = [words[0]!, words.at(-1)!];
  const drawn = () => inCaseOf(name, pickUnlike(STREETS[language]!, name, random));
  if (words.length > 1 && before.includes(plain(first))) return `${first} ${drawn()}`;
  if (words.length > 1 && after.includes(plain(last))) return `${drawn()} ${last}`;
  const ending = end.find(word => plain(last).endsWith(word) && plain(last).length > word.length + 1);
  return ending === undefined ? undefined : drawn() + last.slice(last.toLowerCase().lastIndexOf(ending));
}

function withUsualWord(name: string, language: string, random: Random): string {
  const { before, after, end } = STREET_WORDS[language]!;
  const drawn = pickUnlike(STREETS[language]!, name, random);
  if (end !== undefined) return inCaseOf(name, drawn + end[0]);
  const usual = (before ?? after)![0]!;
  const word = language === 'fr' ? usual : usual[0]!.toUpperCase() + usual.slice(1);
  return inCaseOf(name, before === undefined ? `${drawn} ${word}` : `${word} ${drawn}`);
}

/** `5a`, `12-14`, `Apt 4B`, `3º B`: other numbers, another letter behind them or a word; words that may tell something go. */
export function houseNumber(text: string, random: Random): string {
  return text
    .replace(/ ?\p{L}[\p{L}\p{M}]{3,}/gu, word =>
      word.toLowerCase().replace(KEPT_WORDS, '').trim() === '' ? word : '',
    )
    .replace(/\d+/g, digits => drawNumber(digits.length, random))
    .replace(/(?<=[ .#\d-])[a-z](?!\p{L})/giu, letter => redraw(letter, random, 'ABCDE'));
}

function plain(word: string): string {
  return word.toLowerCase().replace(/\.$/, '');
}
