// Names of companies and institutions.
import type { Draw } from './draw.ts';
import { fakerList, ownLists } from './lists.ts';
import { person } from './names.ts';
import { city } from './places.ts';

const own = ownLists('lists/organisations.txt');
const adjectives = fakerList('en', 'word.adjective');
const nouns = fakerList('en', 'word.noun');

/** For the word lists: what follows the name of a company. */
export const companyWords: readonly string[] = [
  ...own.suffix!,
  'gmbh',
  'sarl',
  'srl',
  'spa',
  'bv',
  'nv',
  'ltda',
  'pty',
];

export function organisation(draw: Draw, language: string): string {
  const suffix = () => draw.pick(own.suffix!);
  const trade = () => draw.pick(own.trade!);
  const family = () => person(draw, language, 'family');
  return draw.weighted<() => string>([
    [17, () => `${family()} ${suffix()}`],
    [6, () => `${family()} & ${family()}${draw.chance(0.5) ? ` ${suffix()}` : ''}`],
    [4, () => `${family()}, ${family()} and ${family()}`],
    [3, () => `${family()} - ${family()}`],
    [8, () => `${family()} ${trade()}${draw.chance(0.4) ? ` ${suffix()}` : ''}`],
    [12, () => `${invented(draw)} ${draw.chance(0.5) ? trade() : suffix()}`],
    [5, () => `${invented(draw)} ${trade()} ${suffix()}`],
    [8, () => `${title(draw.pick(adjectives))} ${title(draw.pick(nouns))} ${draw.chance(0.6) ? suffix() : trade()}`],
    [4, () => `${city(draw, language)} ${trade()}${draw.chance(0.4) ? ` ${suffix()}` : ''}`],
    [14, () => draw.pick(own.known!)],
    [4, () => `${draw.digits('???')} ${draw.chance(0.5) ? trade() : suffix()}`],
    [15, () => institution(draw, language)],
  ])();
}

function institution(draw: Draw, language: string): string {
  return draw
    .pick(own[`institution ${language}`]!)
    .replaceAll('{C}', () => city(draw, language))
    .replaceAll('{F}', () => person(draw, language, 'family'))
    .replaceAll('{G}', () => person(draw, language, 'given'));
}

/** A brand that means nothing. */
export function invented(draw: Draw): string {
  const count = draw.int(2, 3);
  let name = '';
  for (let i = 0; i < count; i++) name += draw.pick(own.syllables!);
  return draw.chance(0.08) ? name.toUpperCase().slice(0, 5) : title(name);
}

function title(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
