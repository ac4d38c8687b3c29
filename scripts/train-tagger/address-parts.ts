// What the addresses of all countries are made of.
import type { Draw } from './draw.ts';
import { ownLists } from './lists.ts';

/** The lines of an address; empty ones are left out. The first is the street. */
export type Style = (draw: Draw) => readonly string[];

export const streetLists = ownLists('lists/streets.txt');

const OTHER_WORDS =
  'strasse str gasse allee platz straat laan plein gracht kade weg flat apt apartment suite unit floor box postfach';

/** For the word lists: words that make a street. */
export const streetWords: readonly string[] = [
  ...['en suffix', 'en short', 'de two', 'fr prefix', 'es prefix', 'it prefix', 'pt prefix'].flatMap(
    list => streetLists[list]!,
  ),
  ...OTHER_WORDS.split(' '),
];

/** An entry of a list, its `#` and `?` filled. */
export function part(draw: Draw, list: string): string {
  return draw.digits(draw.pick(streetLists[list]!));
}

export function partOrNot(draw: Draw, probability: number, list: string): string {
  return draw.chance(probability) ? part(draw, list) : '';
}

export function houseNumber(draw: Draw): string {
  return draw.weighted<() => string>([
    [70, () => String(draw.int(1, draw.chance(0.5) ? 99 : 999))],
    [12, () => String(draw.int(1000, 19999))],
    [10, () => `${draw.int(1, 199)}${draw.pick([...'abcABCD'])}`],
    [5, () => `${draw.int(1, 99)}-${draw.int(1, 99)}`],
    [3, () => `${draw.int(1, 60)}/${draw.int(1, 60)}`],
  ])();
}

/** Post offices ask for the town in capitals. */
export function posted(draw: Draw, town: string): string {
  return draw.chance(0.25) ? town.toUpperCase() : town;
}

/** Street and flat on one line. */
export function besides(street: string, flat: string): string {
  return flat === '' ? street : `${street}, ${flat}`;
}
