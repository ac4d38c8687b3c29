import { between, drawDigits, inCaseOf, pick, pickUnlike, type Random, redraw } from './draw.ts';
import { STREET_WORDS, UNIT_WORDS } from './kept-words.ts';
import { COUNTRIES, STATES, TOWNS, type Town } from './places.ts';
import { houseNumber, streetSurrogate } from './streets.ts';

const COUNTRY_OF: Readonly<Record<string, string>> = { de: 'DE', fr: 'FR', es: 'ES', it: 'IT', nl: 'NL', pt: 'PT' };
const LANGUAGE_OF: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(COUNTRY_OF).map(([language, country]) => [country, language]),
);

const british = /(?<![A-Z\d])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Z\d])/i;
const american = /(?<=^|\p{L} )\d{5}(?:-\d{4})?$/u;
const dutch = /(?<![A-Z\d])\d{4} ?[A-Z]{2}(?![A-Z\d])/;
const portuguese = /(?<!\d)\d{4}-\d{3}(?!\d)/;
/** Five digits, four in Austria, Belgium and Switzerland, in front of the town or alone; also with the letter of the country. */
const continental = /(?<=^|\s)(?:[A-Z]{1,2}-)?\d{4,5}(?= \p{L}|$)/u;
const POSTCODES: Readonly<Record<string, RegExp>> = { US: american, GB: british, NL: dutch, PT: portuguese };

const provinces =
  'AN AR BA BG BO BS CA CT FE FI GE LI LU MN MO NA PA PD PI PR PV RA RN SI TN TO TS UD VA VE VI VR'.split(' ');

const unit = new RegExp(`(?:(?<!\\p{L})(?:${UNIT_WORDS.join('|')})\\.? ?|# ?)[\\p{L}\\d-]{0,8}$`, 'iu');
const countries = new Set(
  Object.values(COUNTRIES)
    .flat()
    .map(name => name.toLowerCase()),
);
const stateNames = new Set([...STATES.values()].map(name => name.toLowerCase()));

/** A postal address of the same lines and parts: street, numbers, postcode and town are others, of the same country. */
export function addressSurrogate(value: string, language: string | undefined, random: Random): string {
  const country = countryOf(value, language);
  const town = pick(TOWNS[country]!, random);
  const spoken = LANGUAGE_OF[country] ?? 'en';
  let named = 0;
  const nameOfTown = (original: string) =>
    inCaseOf(
      original,
      pickUnlike(named++ === 0 ? [town.name] : TOWNS[country]!.map(({ name }) => name), original, random),
    );
  return value.replace(/[^,;\n\r\t|]+/g, part => {
    const code = (POSTCODES[country] ?? continental).exec(part.trim())?.[0];
    if (code === undefined) return changed(part);
    const at = part.indexOf(code);
    const left = part.slice(0, at);
    return changed(left) + drawPostcode(code, town, random) + changed(part.slice(at + code.length));
  });

  function changed(part: string): string {
    const text = part.trim();
    if (!/[\p{L}\p{N}]/u.test(text) || countries.has(text.toLowerCase())) return part;
    if (/\d/.test(text) && !/\p{L}{3}/u.test(text)) return part.replace(text, () => houseNumber(text, random));
    const [last = ''] = unit.exec(text) ?? [];
    const rest = text.slice(0, text.length - last.length).trimEnd();
    const space = text.slice(rest.length, text.length - last.length);
    const drawn = rest === '' ? '' : (streetSurrogate(rest, spoken, random) ?? townWords(rest));
    return part.replace(text, () => drawn + space + houseNumber(last, random));
  }

  /** `Springfield`, `Springfield IL`, `Illinois`, `Milano (MI)`. */
  function townWords(words: string): string {
    if (country === 'US' && stateNames.has(words.toLowerCase())) return inCaseOf(words, STATES.get(town.state!)!);
    const [, name, between, region, close] = /^(.*?)((?:^|\s)\(?)([A-Z]{2})(\)?)$/.exec(words) ?? [];
    const isRegion = country === 'US' ? STATES.has(region ?? '') : country === 'IT' && region !== undefined;
    if (!isRegion) return nameOfTown(words);
    const drawn = country === 'US' ? town.state! : pick(provinces, random);
    return (name === '' ? '' : nameOfTown(name!)) + between + drawn + close;
  }
}

/** A town for a town, a state for a state, a country for a country: of the language, where there are lists for it. */
export function placeSurrogate(value: string, language: string | undefined, random: Random): string {
  const country = countryOf(value, language);
  return value.replace(/[^,;\n\r\t|()/]+/g, part => {
    const name = part.trim();
    if (!/[\p{L}\p{N}]/u.test(name)) return part;
    return part.replace(name, () => inCaseOf(name, pickUnlike(peersOf(name, language, country), name, random)));
  });
}

/** A postcode in the same writing, of any town of the country. */
export function postcodeSurrogate(value: string, country: 'DE' | 'GB', random: Random): string | undefined {
  return /\d/.test(value) ? drawPostcode(value.trim(), pick(TOWNS[country]!, random), random) : undefined;
}

function peersOf(name: string, language: string | undefined, country: string): readonly string[] {
  const plain = name.toLowerCase();
  const isShort = (other: string) => /^[A-Z]{2,3}$/.test(other);
  const known = [COUNTRIES[language ?? 'en'] ?? [], ...Object.values(COUNTRIES)].find(names =>
    names.some(other => other.toLowerCase() === plain),
  );
  if (known !== undefined) return known.filter(other => isShort(other) === isShort(name));
  if (STATES.has(name)) return [...STATES.keys()];
  return stateNames.has(plain) ? [...STATES.values()] : TOWNS[country]!.map(town => town.name);
}

/** The country by the shape of the postcode, by a town, by the language, or by the words for a street. */
function countryOf(value: string, language: string | undefined): string {
  const shaped = (['GB', 'NL', 'PT'] as const).find(country => POSTCODES[country]!.test(value));
  if (shaped !== undefined) return shaped;
  const state = /(?<![A-Z])[A-Z]{2}(?= \d{5}(?![\p{L}\d]))/u.exec(value)?.[0];
  if (state !== undefined && STATES.has(state)) return 'US';
  const parts = value
    .toLowerCase()
    .split(/[,;\n\r\t|]/)
    .map(part => part.replace(/\S*\d\S*/g, '').trim());
  const own = COUNTRY_OF[language ?? ''] ?? 'US';
  const town = [own, ...Object.keys(TOWNS)].find(country =>
    TOWNS[country]!.some(({ name }) => parts.includes(name.toLowerCase())),
  );
  if (town !== undefined || language !== undefined) return town ?? own;
  const words = value.toLowerCase().match(/[\p{L}\p{M}/-]+/gu) ?? [];
  return Object.keys(LANGUAGE_OF).find(country => hasStreetWord(words, LANGUAGE_OF[country]!)) ?? 'US';
}

function hasStreetWord(words: readonly string[], language: string): boolean {
  const { before = [], end = [] } = STREET_WORDS[language]!;
  // Short endings are also those of other words: `Spring`.
  const sure = end.filter(ending => ending.length > 4 || ['str', 'weg', 'laan'].includes(ending));
  return (
    words.slice(0, -1).some(word => before.includes(word)) ||
    words.some(word => sure.some(ending => word.endsWith(ending)))
  );
}

/** Begins as those of the town do. In Britain as long as the area asks for, and in letters that no unit of size ends with. */
function drawPostcode(original: string, town: Town, random: Random): string {
  if (/\p{L}\d/u.test(original) && !original.includes('-')) {
    const letter = () => pick([...'AEFGJLNPQRSUWXY'], random);
    const space = original.includes(' ') ? ' ' : '';
    const code = `${town.postcode}${between(1, 9, random)}${space}${between(1, 9, random)}${letter()}${letter()}`;
    return inCaseOf(original.replace(/[\d ]/g, ''), code);
  }
  const digits = original.replace(/\D/g, '').length;
  const drawn = (town.postcode + drawDigits(Math.max(0, digits - town.postcode.length), random)).slice(0, digits);
  let next = 0;
  return original.replace(/(?<!^)[A-Z]|\d/g, char => (/\d/.test(char) ? drawn[next++]! : redraw(char, random)));
}
