// Addresses of German, French, Spanish, Italian, Dutch and Portuguese speaking countries.
import { besides, houseNumber, part, partOrNot, posted, type Style } from './address-parts.ts';
import type { Draw } from './draw.ts';
import { fakerList } from './lists.ts';
import { person } from './names.ts';
import { city } from './places.ts';

const deFamilies = fakerList('de', 'person.last_name');
const deCities = fakerList('de', 'location.city_name');
const frStreets = fakerList('fr', 'location.street_suffix');
const esStates = fakerList('es', 'location.state');
const brCodes = fakerList('pt_BR', 'location.state_abbr');

function germanStreet(draw: Draw): string {
  return draw.weighted<() => string>([
    [55, () => part(draw, 'de base') + part(draw, 'de suffix')],
    [15, () => `${draw.pick(deFamilies)}${draw.pick(['straße', 'weg', 'str.', 'platz'])}`],
    [12, () => `${person(draw, 'de', 'full').replaceAll(' ', '-')}-${part(draw, 'de two')}`],
    [8, () => `${draw.pick(deCities)}er ${part(draw, 'de two')}`],
    [10, () => part(draw, 'de phrase')],
  ])();
}

export const german: Style = draw => {
  const line = draw.chance(0.05) ? `Postfach ${draw.digits('## ## ##')}` : `${germanStreet(draw)} ${houseNumber(draw)}`;
  const code = draw.digits(draw.pick(['#####', '#####', '#####', '#####', '#####', 'D-#####', '####']));
  const country = partOrNot(draw, 0.15, 'de country');
  return [line, partOrNot(draw, 0.06, 'de floor'), `${code} ${city(draw, 'de')}`, country];
};

export const french: Style = draw => {
  const name = draw.weighted<() => string>([
    [60, () => part(draw, 'fr name')],
    [20, () => draw.pick(frStreets)],
    [20, () => person(draw, 'fr', 'full')],
  ])();
  const number = `${houseNumber(draw)}${draw.chance(0.1) ? draw.pick([' bis', ' ter']) : ''}`;
  const line = `${number}${draw.pick([' ', ', ', ' '])}${part(draw, 'fr prefix')} ${name}`;
  const town = `${draw.digits('#####')} ${posted(draw, city(draw, 'fr'))}${draw.chance(0.08) ? ' Cedex' : ''}`;
  return [line, partOrNot(draw, 0.12, 'fr flat'), town, partOrNot(draw, 0.15, 'fr country')];
};

export const spanish: Style = draw => {
  const name = draw.chance(0.75) ? part(draw, 'es name') : person(draw, 'es', 'full');
  const sign = draw.pick([', ', ' ', ' nº ', ', nº ', ' #', ' núm. ']);
  const line = `${part(draw, 'es prefix')} ${name}${sign}${houseNumber(draw)}`;
  const code = draw.chance(0.8) ? `${draw.pick(['', '', 'C.P. '])}${draw.digits('#####')} ` : '';
  const state = draw.chance(0.2) ? draw.pick(esStates) : '';
  const flat = partOrNot(draw, 0.35, 'es flat');
  return [besides(line, flat), `${code}${city(draw, 'es')}`, state, partOrNot(draw, 0.15, 'es country')];
};

export const italian: Style = draw => {
  const name = draw.chance(0.75) ? part(draw, 'it name') : person(draw, 'it', 'full');
  const line = `${part(draw, 'it prefix')} ${name}${draw.pick([', ', ' ', ', n. ', ' n. '])}${houseNumber(draw)}`;
  const province = part(draw, 'it province');
  const code = draw.digits(draw.chance(0.1) ? 'I-#####' : '#####');
  const town = `${code} ${city(draw, 'it')}${draw.pick(['', '', ` (${province})`, ` (${province})`, ` ${province}`])}`;
  return [line, partOrNot(draw, 0.08, 'it flat'), town, partOrNot(draw, 0.15, 'it country')];
};

export const dutch: Style = draw => {
  const name = draw.chance(0.75) ? part(draw, 'nl base') + part(draw, 'nl suffix') : part(draw, 'nl phrase');
  const addition = partOrNot(draw, 0.12, 'nl addition');
  const line = `${name} ${draw.int(1, 300)}${/^\w{2}/.test(addition) ? ' ' : ''}${addition}`;
  const code = draw.digits(draw.pick(['#### ??', '#### ??', '#### ??', '####??', '####']));
  return [line, `${code} ${city(draw, 'nl')}`, partOrNot(draw, 0.15, 'nl country')];
};

export const portuguese: Style = draw => {
  const name = draw.chance(0.75) ? part(draw, 'pt name') : person(draw, 'pt', 'full');
  const line = `${part(draw, 'pt prefix')} ${name}${draw.pick([', ', ' ', ', nº ', ' n.º '])}${houseNumber(draw)}`;
  const brazil = draw.chance(0.5);
  const flat = partOrNot(draw, 0.3, brazil ? 'br flat' : 'pt flat');
  const town = brazil ? brazilianTown(draw) : `${draw.digits('####-###')} ${city(draw, 'pt')}`;
  return [besides(line, flat), town, partOrNot(draw, 0.15, 'pt country')];
};

function brazilianTown(draw: Draw): string {
  const [town, state, code] = [city(draw, 'pt'), draw.pick(brCodes), draw.digits('#####-###')];
  return draw.pick([
    `${town} - ${state}`,
    `${town}/${state}`,
    `${town}, ${state}, ${code}`,
    `${code} ${town} ${state}`,
    `${town} - ${state}, ${code}`,
  ]);
}
