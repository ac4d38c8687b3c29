// Cities, regions and countries.
import type { Draw } from './draw.ts';
import { fakerList, LOCALES, ownLists } from './lists.ts';

const own = ownLists('lists/places.txt');

const OF_LANGUAGE: Readonly<Record<string, readonly string[]>> = {
  en: ['en', 'en_GB', 'en_CA', 'en_IN', 'en_AU', 'en_NG', 'en_ZA', 'en_GH'],
  de: ['de', 'de_AT', 'de_CH'],
  fr: ['fr', 'fr_CH', 'fr_CA', 'fr_SN'],
  es: ['es', 'es_MX'],
  it: ['it'],
  nl: ['nl', 'nl_BE'],
  pt: ['pt_PT', 'pt_BR'],
};

const CODES = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].flatMap((a, _, all) => all.map(b => a + b));

function countriesIn(language: string): readonly string[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  return CODES.map(code => names.of(code)).filter(
    name => name !== undefined && !/\d|\(|Pseudo|Outlying/.test(name),
  ) as string[];
}

function listOf(locales: readonly string[], path: string): readonly string[] {
  return [...new Set(locales.flatMap(locale => fakerList(locale, path)))];
}

const cities = Object.fromEntries(
  Object.entries(OF_LANGUAGE).map(([language, locales]) => [language, listOf(locales, 'location.city_name')]),
);
const states = Object.fromEntries(
  Object.entries(OF_LANGUAGE).map(([language, locales]) => [language, listOf(locales, 'location.state')]),
);
const countries = Object.fromEntries(Object.keys(OF_LANGUAGE).map(language => [language, countriesIn(language)]));
const worldCities = LOCALES.map(locale => fakerList(locale, 'location.city_name')).filter(list => list.length > 5);

/** For the word lists. */
export const allCities: readonly string[] = [...new Set([...worldCities.flat(), ...own['big cities']!])];
export const allRegions: readonly string[] = [
  ...new Set([
    ...Object.values(countries).flat(),
    ...listOf(LOCALES, 'location.state'),
    ...own.areas!,
    ...own.countries!,
  ]),
];

export function city(draw: Draw, language: string): string {
  const named = cities[language]!;
  const list = draw.weighted([
    [named.length > 0 ? 40 : 0, named],
    [30, own['big cities']!],
    [30, draw.pick(worldCities)],
  ]);
  const name = draw.pick(list);
  return draw.chance(0.08) ? made(draw, name) : name;
}

/** A place name that no list has. */
function made(draw: Draw, name: string): string {
  const stem = name.split(/[ -]/)[0]!;
  const end = [
    'ville',
    'burg',
    'ton',
    'field',
    'berg',
    'hausen',
    'stad',
    'wick',
    'mouth',
    'dorf',
    'heim',
    'borough',
    'port',
    'ford',
  ];
  return draw.chance(0.3)
    ? `${draw.pick(['New', 'North', 'East', 'West', 'South', 'Port', 'Lake', 'Bad', 'San', 'Saint', 'St.', 'Fort', 'Mount', 'Upper'])} ${stem}`
    : stem.slice(0, 5) + draw.pick(end);
}

export function country(draw: Draw, language: string): string {
  return draw.chance(0.45) && language === 'en' ? draw.pick(own.countries!) : draw.pick(countries[language]!);
}

export function place(draw: Draw, language: string): string {
  const name = anyPlace(draw, language);
  return draw.chance(0.04) ? name.toUpperCase() : name;
}

function anyPlace(draw: Draw, language: string): string {
  const region = [...states[language]!, ...own.areas!];
  return draw.weighted([
    [50, () => city(draw, language)],
    [33, () => country(draw, language)],
    [17, () => draw.pick(region)],
  ])();
}
