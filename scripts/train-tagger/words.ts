// Words, sentences without sense and headings: text that is no name.
import type { Draw } from './draw.ts';
import { fakerList, ownLists } from './lists.ts';
import { invented } from './organisations.ts';

const own = ownLists('lists/words.txt');

/** Share of words that no list has. */
const COINED = 0.1;
/** Languages whose nouns are often made of two, and the share of those. */
const COMPOUNDING: ReadonlySet<string> = new Set(['de', 'nl']);
const COMPOUNDS = 0.3;

const listed = new Map<string, readonly string[]>();

function words(language: string, kind: 'noun' | 'verb' | 'adjective'): readonly string[] {
  const key = `${language} ${kind}`;
  const known = listed.get(key);
  if (known !== undefined) return known;
  const locale = language === 'pt' ? 'pt_PT' : language;
  const faker = fakerList(locale, `word.${kind}`);
  const all = [
    ...faker,
    ...(kind === 'noun' ? own[`nouns ${language}`]! : kind === 'verb' && language === 'en' ? own.verbs! : []),
  ];
  const list = all.length > 0 ? all : own[`nouns ${language}`]!;
  listed.set(key, list);
  return list;
}

export function noun(draw: Draw, language: string): string {
  const list = draw.chance(0.6) ? own[`nouns ${language}`]! : words(language, 'noun');
  return COMPOUNDING.has(language) && draw.chance(COMPOUNDS) ? compound(draw, list) : coined(draw, list);
}

/** Two nouns in one word, as German and Dutch make them at will. */
function compound(draw: Draw, list: readonly string[]): string {
  const [first, second] = [draw.pick(list), draw.pick(list)];
  if (/[^\p{L}]/u.test(first + second)) return first;
  return first + draw.pick(['', '', 's', 'n']) + second.toLowerCase();
}

export function verb(draw: Draw, language: string): string {
  return coined(draw, draw.chance(0.6) && language === 'en' ? own.verbs! : words(language, 'verb'));
}

export function adjective(draw: Draw, language: string): string {
  return coined(draw, words(language, 'adjective'));
}

/** A word of the list, or now and then one that no list has: so that not every unknown word is taken for a name. */
function coined(draw: Draw, list: readonly string[]): string {
  const word = draw.pick(list);
  if (!draw.chance(COINED)) return word;
  const other = draw.pick(list);
  if (word.length < 5 || other.length < 5 || /[^\p{L}]/u.test(word + other)) return word;
  return word.slice(0, draw.int(3, word.length - 1)) + other.slice(draw.int(1, other.length - 3));
}

/** Common words in a row, without sense: what is left is that none of them is a name. */
export function babble(draw: Draw, language: string): string {
  const one = () =>
    draw.weighted<() => string>([
      [60, () => draw.pick(own[`common ${language}`]!)],
      [20, () => noun(draw, language)],
      [10, () => verb(draw, language)],
      [10, () => adjective(draw, language)],
    ])();
  const text = Array.from({ length: draw.int(3, 12) }, one).join(' ');
  return draw.chance(0.7) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

export function title(text: string): string {
  return text.replace(/(?<![\p{L}\p{M}'’])\p{Ll}/gu, letter => letter.toUpperCase());
}

/** Words in title case, as in headings, labels and names of documents. */
export function titled(draw: Draw, language: string): string {
  const one = () =>
    draw.weighted<() => string>([
      [5, () => noun(draw, language)],
      [2, () => adjective(draw, language)],
      [2, () => verb(draw, language)],
    ])();
  const make = draw.weighted<() => string>([
    [50, () => Array.from({ length: draw.int(2, 5) }, () => title(one())).join(' ')],
    [
      12,
      () =>
        `${title(noun(draw, language))} ${draw.pick(['and', 'for', 'of', 'with', 'to', '&'])} ${title(noun(draw, language))}`,
    ],
    [20, () => draw.pick(own.labels!)],
    [6, () => `${invented(draw)} ${title(noun(draw, language))}`],
    [6, () => `${draw.pick(own.products!)} ${title(noun(draw, language))}`],
    [6, () => draw.pick(own.departments!)],
  ]);
  return make();
}
