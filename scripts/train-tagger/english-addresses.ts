// Addresses of the United States, the United Kingdom, Australia, Canada and India.
import { besides, houseNumber, part, partOrNot, posted, type Style } from './address-parts.ts';
import type { Draw } from './draw.ts';
import { fakerList } from './lists.ts';
import { person } from './names.ts';
import { city } from './places.ts';

const usStates = fakerList('en', 'location.state');
const usCodes = fakerList('en', 'location.state_abbr');
const caCodes = fakerList('en_CA', 'location.state_abbr');
const auCodes = fakerList('en_AU', 'location.state_abbr');
const inStates = fakerList('en_IN', 'location.state');
const surnames = fakerList('en', 'person.last_name');
const streets = ['en', 'en_US', 'en_GB'].flatMap(locale => fakerList(locale, 'location.street_name'));

function street(draw: Draw): string {
  if (draw.chance(0.06)) return part(draw, 'en alone');
  if (draw.chance(0.15)) return draw.pick(streets);
  const name = draw.weighted<() => string>([
    [45, () => part(draw, 'en name')],
    [30, () => draw.pick(surnames)],
    [20, () => person(draw, 'en', 'given')],
    [5, () => `${draw.int(4, 190)}th`],
  ])();
  const direction = draw.chance(0.12) ? `${part(draw, 'en direction')} ` : '';
  return `${direction}${name} ${part(draw, draw.chance(0.7) ? 'en suffix' : 'en short')}`;
}

function numbered(draw: Draw): string {
  return `${houseNumber(draw)} ${street(draw)}`;
}

export function usState(draw: Draw): string {
  return draw.pick(draw.chance(0.75) ? usCodes : usStates);
}

export const us: Style = draw => {
  const box = draw.chance(0.06);
  const line = box ? `${draw.pick(['PO Box', 'P.O. Box', 'P. O. Box'])} ${draw.int(1, 9999)}` : numbered(draw);
  const unit = box ? '' : partOrNot(draw, 0.28, 'us unit');
  const zip = draw.digits(draw.chance(0.85) ? '#####' : '#####-####');
  const town = `${city(draw, 'en')}${draw.chance(0.85) ? ',' : ''} ${usState(draw)} ${zip}`;
  const country = partOrNot(draw, 0.2, 'us country');
  if (unit === '' || draw.chance(0.5)) return [line, unit, town, country];
  return [`${line}${draw.pick([', ', ' '])}${unit}`, town, country];
};

export const uk: Style = draw => {
  const house = partOrNot(draw, 0.25, 'uk house');
  const line = house !== '' && draw.chance(0.4) ? street(draw) : numbered(draw);
  const area = partOrNot(draw, 0.2, 'uk area');
  const town = posted(draw, city(draw, 'en'));
  const code = part(draw, 'uk postcode');
  const country = partOrNot(draw, 0.15, 'uk country');
  return draw.chance(0.5) ? [house, line, area, `${town} ${code}`, country] : [house, line, area, town, code, country];
};

export const au: Style = draw => {
  const unit = draw.chance(0.15) ? `${draw.pick(['Unit', 'Level', 'Shop'])} ${draw.int(1, 40)}, ` : '';
  const town = `${city(draw, 'en')} ${draw.pick(auCodes)} ${draw.digits('####')}`;
  return [`${unit}${numbered(draw)}`, town, draw.chance(0.3) ? 'Australia' : ''];
};

export const ca: Style = draw => {
  const french = () => `${houseNumber(draw)} ${part(draw, 'fr prefix')} ${part(draw, 'fr name')}`;
  const code = draw.digits(draw.pick(['?#? #?#', '?#?#?#']));
  const town = `${city(draw, 'en')}${draw.pick([', ', ' '])}${draw.pick(caCodes)} ${code}`;
  const line = draw.chance(0.3) ? french() : numbered(draw);
  return [line, partOrNot(draw, 0.2, 'us unit'), town, draw.chance(0.3) ? 'Canada' : ''];
};

export const indian: Style = draw => {
  const flat = besides(part(draw, 'in flat'), partOrNot(draw, 0.5, 'in building'));
  const code = draw.digits(draw.pick(['######', '### ###']));
  const town = `${city(draw, 'en')}${draw.pick([' - ', '-', ' ', ', '])}${code}`;
  const state = draw.chance(0.4) ? draw.pick(inStates) : '';
  const country = draw.chance(0.3) ? 'India' : '';
  return [flat, partOrNot(draw, 0.15, 'in near'), part(draw, 'in area'), town, state, country];
};
