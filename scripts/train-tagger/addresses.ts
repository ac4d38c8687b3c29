// Postal addresses as each country writes them, in one line or over several, whole or in part.
import { houseNumber, part, posted, type Style } from './address-parts.ts';
import type { Draw } from './draw.ts';
import { au, ca, indian, uk, us, usState } from './english-addresses.ts';
import { dutch, french, german, italian, portuguese, spanish } from './european-addresses.ts';
import { fakerList } from './lists.ts';
import { person } from './names.ts';
import { city, country } from './places.ts';

const worldStreets = ['en', 'en_US', 'en_GB', 'da', 'cs_CZ', 'hr', 'tr', 'de'].map(locale =>
  fakerList(locale, 'location.street_name'),
);

/** Anywhere else: number before or after the street, and the other parts in some order, each there or not. */
const world: Style = draw => {
  const street = draw.weighted<() => string>([
    [50, () => draw.pick(draw.pick(worldStreets))],
    [20, () => `${person(draw, 'en', 'family')}${part(draw, 'world ending')}`],
    [10, () => `${person(draw, 'en', 'family')} ${part(draw, 'world word')}`],
    [20, () => (draw.chance(0.5) ? city(draw, 'en') : person(draw, 'en', 'family'))],
  ])();
  const named = draw.chance(0.1) ? `${part(draw, 'world prefix')} ${street}` : street;
  const line = draw.chance(0.75) ? `${named} ${houseNumber(draw)}` : `${houseNumber(draw)} ${named}`;
  const code = part(draw, 'world postcode');
  const town = posted(draw, city(draw, 'en'));
  const state = draw.chance(0.3) ? usState(draw) : '';
  const home = draw.chance(0.5) ? country(draw, 'en') : '';
  return draw.weighted<readonly string[]>([
    [30, [line, `${code} ${town}`, home]],
    [20, [line, town, code, home]],
    [14, [line, `${town} ${code}`, home]],
    [12, [line, town, state, code, home]],
    [8, [line, town, state, home, code]],
    [6, [`${town} ${code}`, line]],
    [5, [home, town, line]],
    [5, [line, town, home]],
  ]);
};

type Weighted = readonly [weight: number, style: Style];

const STYLES: Readonly<Record<string, readonly Weighted[]>> = {
  // biome-ignore format: one row
  en: [[34, us], [20, uk], [8, au], [8, ca], [8, indian], [22, world]],
  de: [[80, german]],
  fr: [[80, french]],
  es: [[80, spanish]],
  it: [[80, italian]],
  nl: [[80, dutch]],
  pt: [[80, portuguese]],
};

const EVERYWHERE = Object.values(STYLES).flatMap(styles => styles.map(([, style]) => style));

// How lines are joined to one, and how they stay apart.
const IN_LINE: readonly (readonly [number, string])[] = [
  [80, ', '],
  [12, ' '],
  [4, ' - '],
  [4, ','],
];
const IN_LINES: readonly (readonly [number, string])[] = [
  [75, '\n'],
  [25, ',\n'],
];

export type AddressForm = 'any' | 'line' | 'lines' | 'street';

/** An address as texts of `language` have them. */
export function address(draw: Draw, language: string, form: AddressForm = 'any'): string {
  const foreign: Weighted = [18, draw.pick(EVERYWHERE)];
  const style = draw.weighted([...STYLES[language]!, foreign]);
  const lines = style(draw).filter(line => line !== '');
  if (form === 'street' || (form !== 'lines' && draw.chance(0.14))) return lines[0]!;
  // A part is missing: the country, the town, or what stands between.
  if (lines.length > 2 && draw.chance(0.12)) lines.splice(draw.int(1, lines.length - 1), 1);
  const inLine = form === 'line' || (form === 'any' && draw.chance(0.6));
  return inLine ? lines.join(draw.weighted(IN_LINE)) : lines.slice(0, 5).join(draw.weighted(IN_LINES));
}
