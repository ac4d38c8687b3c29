import { between, drawDigits, pick, type Random } from '../surrogates/draw.ts';
import { STREETS, TOWNS, type Town } from '../surrogates/places.ts';
import { composedName } from './person.ts';
import { drawSigns } from './shapes.ts';

/** How a country writes an address: words for a street around its name, and the order of the parts, on one line or two. */
interface Country {
  readonly streets: readonly string[];
  readonly orders: readonly string[];
}

const COUNTRIES: Readonly<Record<string, Country>> = {
  US: {
    streets: ['* Street', '* Avenue', '* Road', '* Drive', '* Lane'],
    orders: ['{n} {street}, {town}, {state} {code}', '{n} {street}\n{town}, {state} {code}'],
  },
  GB: {
    streets: ['* Street', '* Road', '* Lane', '* Close', '* Gardens'],
    orders: ['{n} {street}, {town}, {code}', '{n} {street}, {town} {code}', '{n} {street}\n{town} {code}'],
  },
  DE: {
    streets: ['*straße', '*weg', '*allee', '*platz'],
    orders: ['{street} {n}, {code} {town}', '{street} {n}\n{code} {town}'],
  },
  FR: {
    streets: ['rue *', 'avenue *', 'boulevard *', 'chemin *'],
    orders: ['{n} {street}, {code} {town}', '{n}, {street}, {code} {town}', '{n} {street}\n{code} {town}'],
  },
  ES: {
    streets: ['Calle *', 'Avenida *', 'Plaza *', 'Paseo *'],
    orders: ['{street} {n}, {code} {town}', '{street}, {n}, {code} {town}', '{street}, {n}\n{code} {town}'],
  },
  IT: {
    streets: ['Via *', 'Viale *', 'Corso *', 'Piazza *'],
    orders: ['{street} {n}, {code} {town}', '{street}, {n}, {code} {town}', '{street} {n}\n{code} {town}'],
  },
  NL: {
    streets: ['*straat', '*laan', '*weg', '*plein'],
    orders: ['{street} {n}, {code} {town}', '{street} {n}\n{code} {town}'],
  },
  PT: {
    streets: ['Rua *', 'Avenida *', 'Travessa *', 'Praça *'],
    orders: ['{street}, {n}, {code} {town}', '{street} {n}, {code} {town}', '{street}, {n}\n{code} {town}'],
  },
};

/** Street, house number, postcode and town; half of the streets have names that no list has. */
export function drawAddress(language: string, random: Random): string {
  const own = language.toUpperCase();
  const country = own in COUNTRIES ? own : pick(['US', 'GB'], random);
  const { streets, orders } = COUNTRIES[country]!;
  const names = STREETS[language] ?? STREETS.en!;
  const name = random() < 0.5 ? pick(names, random) : composedName(random);
  const town = pick(TOWNS[country]!, random);
  const parts: Readonly<Record<string, string>> = {
    n: String(between(1, 180, random)) + (random() < 0.15 ? pick(['a', 'b'], random) : ''),
    street: pick(streets, random).replace('*', () => name),
    code: postcode(country, town, random),
    town: town.name,
    state: town.state ?? '',
  };
  return pick(orders, random).replace(/\{(\w+)\}/g, (_marker, part: string) => parts[part]!);
}

function postcode(country: string, town: Town, random: Random): string {
  const digits = (count: number) => (town.postcode + drawDigits(count, random)).slice(0, count);
  const letters = () => drawSigns(2, 'ABDEFGHJLNPQRSTUWXYZ', random);
  if (country === 'GB') return `${town.postcode}${between(1, 9, random)} ${between(1, 9, random)}${letters()}`;
  if (country === 'NL') return `${digits(4)} ${letters()}`;
  return country === 'PT' ? `${digits(4)}-${drawDigits(3, random)}` : digits(5);
}
