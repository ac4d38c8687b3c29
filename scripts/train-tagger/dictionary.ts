// Words that are no names by themselves, for the word lists.
import { fakerList, LOCALES, ownLists } from './lists.ts';

const own = ownLists('lists/words.txt');

const WORD_KINDS = ['noun', 'verb', 'adjective', 'adverb', 'preposition', 'conjunction'];
const EN_LISTS = [
  'company.noun',
  'company.adjective',
  'company.descriptor',
  'company.buzz_noun',
  'company.buzz_verb',
  'company.buzz_adjective',
  'hacker.noun',
  'hacker.verb',
  'hacker.adjective',
  'commerce.department',
  'person.job_area',
  'person.job_descriptor',
  'person.job_type',
  'food.ingredient',
  'food.dish',
  'animal.type',
  'science.chemical_element',
  'color.human',
  'vehicle.type',
  'music.genre',
];

/** Words of dictionaries. */
export const dictionary: readonly string[] = [
  ...[...WORD_KINDS.map(kind => `word.${kind}`), ...EN_LISTS].flatMap(path => fakerList('en', path)).flatMap(inflected),
  ...['nouns en', 'verbs', 'common en'].flatMap(kind => own[kind]!).flatMap(inflected),
  ...WORD_KINDS.flatMap(kind => LOCALES.flatMap(locale => fakerList(locale, `word.${kind}`))),
  ...EN_LISTS.flatMap(path => fakerList('en', path)),
  ...Object.entries(own).flatMap(([kind, list]) => (kind.startsWith('titles') ? [] : list)),
];

/** The forms of an English word by its ending; some of them are no words, which does no harm. */
function inflected(word: string): readonly string[] {
  if (!/^[a-z]{3,}$/.test(word)) return [];
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`, `${word.slice(0, -1)}ied`, `${word}ing`];
  if (word.endsWith('e')) return [`${word}s`, `${word}d`, `${word.slice(0, -1)}ing`, `${word}ly`];
  return [`${word}${/(?:s|x|ch|sh)$/.test(word) ? 'es' : 's'}`, `${word}ed`, `${word}ing`, `${word}ly`, `${word}er`];
}

/** Forms of address. */
export const titleWords: readonly string[] = Object.entries(own).flatMap(([kind, list]) =>
  kind.startsWith('titles') ? list : [],
);
