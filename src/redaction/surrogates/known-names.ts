// What the lists of names tell of a word: whether it is a given or a family name, of whom, and of which language.
import { FAMILY_NAMES } from './family-names.ts';
import { GIVEN_NAMES } from './given-names.ts';

export type Gender = 'female' | 'male';

const MEN = new Set('mr sir herr herrn monsieur señor sr don signor sig dhr senhor'.split(' '));
const WOMEN = new Set(
  'mrs ms miss madam frau mme mlle madame señora sra srta doña signora dottssa mevr mevrouw senhora'.split(' '),
);
/** Letters that one of the languages has to itself. */
const OWN_LETTERS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['de', /[äöüß]/i],
  ['es', /ñ/i],
  ['pt', /[ãõ]/i],
  ['fr', /[èêëîïûçœ]/i],
  ['it', /[ìò]/i],
];

interface Known {
  readonly female: ReadonlySet<string>;
  readonly male: ReadonlySet<string>;
  readonly family: ReadonlySet<string>;
}

const known: ReadonlyMap<string, Known> = new Map(
  Object.entries(GIVEN_NAMES).map(([language, { female, male }]) => [
    language,
    {
      female: new Set(female.map(unaccented)),
      male: new Set(male.map(unaccented)),
      family: new Set(FAMILY_NAMES[language]!.map(unaccented)),
    },
  ]),
);

export function isGivenName(word: string): boolean {
  return genderOfName(word, 'en') !== undefined;
}

export function isFamilyName(word: string): boolean {
  return [...known.values()].some(({ family }) => family.has(unaccented(word)));
}

/** Whom a title or a given name is of: in this language, or else in the first that has the name. */
export function genderOf(word: string, language: string): Gender | undefined {
  const plain = word.toLowerCase();
  if (MEN.has(plain)) return 'male';
  return WOMEN.has(plain) ? 'female' : genderOfName(word, language);
}

function genderOfName(word: string, language: string): Gender | undefined {
  const plain = unaccented(word);
  for (const { female, male } of [known.get(language)!, ...known.values()]) {
    if (female.has(plain)) return 'female';
    if (male.has(plain)) return 'male';
  }
  return undefined;
}

/** The language to draw names from: that of the document, if there are lists for it, or else what the words look like. */
export function languageOfName(words: readonly string[], language: string | undefined): string {
  if (language !== undefined && known.has(language)) return language;
  const own = OWN_LETTERS.find(([, letters]) => words.some(word => letters.test(word)));
  if (own !== undefined) return own[0];
  const plain = words.map(unaccented);
  const byGiven = [...known].find(([, { female, male }]) => plain.some(word => female.has(word) || male.has(word)));
  const byFamily = [...known].find(([, { family }]) => plain.some(word => family.has(word)));
  return (byGiven ?? byFamily)?.[0] ?? 'en';
}

/** In small letters without accents. */
export function unaccented(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
