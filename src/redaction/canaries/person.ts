import { pick, type Random } from '../surrogates/draw.ts';
import { FAMILY_NAMES } from '../surrogates/family-names.ts';
import { GIVEN_NAMES } from '../surrogates/given-names.ts';

/** Somebody who was made up. */
export interface SyntheticPerson {
  readonly given: string;
  readonly family: string;
}

/**
 * Half of them have common names of the language, half have names that are composed of syllables, which no list and no
 * model knows. Some have a double given name.
 */
export function drawPerson(language: string, random: Random): SyntheticPerson {
  const isListed = random() < 0.5;
  const lists = GIVEN_NAMES[language] ?? GIVEN_NAMES.en!;
  const given = () => (isListed ? pick([...lists.female, ...lists.male], random) : composedName(random));
  const family = () =>
    isListed ? pick(FAMILY_NAMES[language] ?? FAMILY_NAMES.en!, random) : composedName(random) + pick(ENDS, random);
  const first = given();
  const second = random() < 0.08 ? `-${given()}` : '';
  return { given: first + second, family: family() };
}

const [ONSETS, VOWELS, CODAS, ENDS] = [
  'b br d dr f fl g gr h j k kl l m n p r s st t tr v w z'.split(' '),
  'a e i o u'.split(' '),
  ['', '', '', 'n', 'l', 'r', 's', 'm', 'nd', 'rk'],
  ['', '', 'er', 'in', 'o', 'ak', 'en', 'i'],
] as const;

/** Two or three syllables with a capital, five letters or more: `Brelo`, `Tavimir`. */
export function composedName(random: Random): string {
  const syllable = () => pick(ONSETS, random) + pick(VOWELS, random);
  let name = syllable() + syllable() + pick(CODAS, random);
  while (name.length < 5) name = syllable() + name;
  return name[0]!.toUpperCase() + name.slice(1);
}
