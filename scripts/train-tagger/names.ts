// Names of people in the forms in which texts have them.
import type { Draw } from './draw.ts';
import { fakerList, LOCALES, ownLists } from './lists.ts';

interface Culture {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

const own = ownLists('lists/names.txt');

function fromFaker(...locales: readonly string[]): Culture {
  return {
    given: locales.flatMap(locale => fakerList(locale, 'person.first_name')),
    family: locales.flatMap(locale => fakerList(locale, 'person.last_name')),
  };
}

function ours(culture: string): Culture {
  return { given: own[`${culture} given`] ?? [], family: own[`${culture} family`] ?? [] };
}

function together(...cultures: readonly Culture[]): Culture {
  return {
    given: [...new Set(cultures.flatMap(culture => culture.given))],
    family: [...new Set(cultures.flatMap(culture => culture.family))],
  };
}

const everyday = together(ours('english'));
const english = together(fromFaker('en', 'en_AU'), ours('english'), ours('more'));

/** The names that each language's texts have most. */
const OF_LANGUAGE: Readonly<Record<string, readonly Culture[]>> = {
  en: [everyday, everyday, english, english, fromFaker('en_IN'), ours('indian')],
  de: [fromFaker('de'), fromFaker('de'), fromFaker('de_CH')],
  fr: [together(fromFaker('fr'), ours('french')), together(fromFaker('fr_BE'), ours('french')), fromFaker('fr_CH')],
  es: [fromFaker('es'), fromFaker('es_MX')],
  it: [fromFaker('it')],
  nl: [together(fromFaker('nl', 'nl_BE'), ours('dutch'))],
  pt: [together(fromFaker('pt_BR', 'pt_PT'), ours('portuguese'))],
};

const OWN_CULTURES = ['chinese', 'japanese', 'korean', 'arabic', 'persian', 'russian', 'greek', 'hebrew', 'icelandic'];

/** Everything else: each culture is as frequent as any other. */
const WORLD: readonly Culture[] = [
  ...LOCALES.map(locale => fromFaker(locale)),
  ...[...OWN_CULTURES, 'african', 'thai', 'indian'].map(ours),
  together(fromFaker('da', 'nb_NO', 'sv', 'fi'), ours('nordic')),
  together(fromFaker('da', 'nb_NO', 'sv', 'fi'), ours('nordic')),
].filter(({ given, family }) => given.length > 20 && family.length > 20);

/** All given names and all surnames, for the word lists. */
export const allNames: Culture = together(...Object.values(OF_LANGUAGE).flat(), ...WORLD);

export type NameForm = 'any' | 'given' | 'family' | 'full' | 'listed';

/** A name as texts of `language` write it; `listed` allows `Family, Given`. */
export function person(draw: Draw, language: string, form: NameForm = 'any'): string {
  const culture = draw.chance(0.55) ? draw.pick(OF_LANGUAGE[language]!) : draw.pick(WORLD);
  const given = () => spelled(draw, culture.given);
  const family = () => spelled(draw, culture.family);
  if (form === 'given') return given();
  if (form === 'family') return draw.chance(0.06) ? `${family()}-${family()}` : family();
  if (form === 'listed' && draw.chance(0.5)) return `${family()}, ${given()}`;
  if (form === 'any' && draw.chance(0.27)) return draw.chance(0.8) ? given() : family();
  return fullName(draw, given, family);
}

function fullName(draw: Draw, given: () => string, family: () => string): string {
  const initial = () => draw.digits('?');
  const make = draw.weighted<() => string>([
    [68, () => `${given()} ${family()}`],
    [8, () => `${given()} ${initial()}. ${family()}`],
    [2, () => `${given()} ${initial()} ${family()}`],
    [4, () => `${initial()}. ${family()}`],
    [1, () => `${initial()}.${initial()}. ${family()}`],
    [4, () => `${given()} ${given()} ${family()}`],
    [4, () => `${given()} ${family()} ${family()}`],
    [2, () => `${given()} ${family()}-${family()}`],
    [2, () => `${given()}-${given()} ${family()}`],
    [2, () => `${given()} ${family().toUpperCase()}`],
    [1, () => `${family().toUpperCase()} ${given()}`],
    [2, () => `${given()} ${initial()}.`],
    [1, () => `${given()} ${family()}${draw.pick([' Jr.', ' Sr.', ' III', ' II', ', Jr.'])}`],
    [1, () => `${given()} "${given()}" ${family()}`],
    [1, () => `${given()} ${draw.pick(['van', 'de', 'von', 'al', 'bin', 'della', 'van der', 'dos'])} ${family()}`],
  ]);
  return make();
}

/** A name of the list, or now and then one that no list has: the halves of two joined. */
function spelled(draw: Draw, list: readonly string[]): string {
  const name = draw.pick(list);
  if (!draw.chance(0.2)) return draw.chance(0.15) ? withoutAccents(name) : name;
  const other = draw.pick(list);
  if (name.length < 5 || other.length < 5 || /[^\p{L}]/u.test(name + other)) return name;
  return name.slice(0, draw.int(2, name.length - 2)) + other.slice(draw.int(2, other.length - 3));
}

function withoutAccents(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}
