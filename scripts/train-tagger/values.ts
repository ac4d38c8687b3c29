// Products, dates, codes and the like: what looks like a name or stands beside one, and what rules find before the tagger.
import type { Draw } from './draw.ts';
import { fakerList, ownLists } from './lists.ts';
import { invented } from './organisations.ts';
import { title } from './words.ts';

const own = ownLists('lists/words.txt');

const things = [
  'food.dish',
  'food.ingredient',
  'commerce.product_name',
  'person.job_area',
  'science.chemical_element',
  'vehicle.type',
  'book.genre',
  'music.genre',
  'finance.account_type',
].flatMap(path => fakerList('en', path));
const songs = [
  ...fakerList('en', 'music.song_name'),
  ...fakerList('en', 'book.title'),
  ...fakerList('en', 'music.album'),
];

export function product(draw: Draw): string {
  return draw.weighted<() => string>([
    [55, () => draw.pick(own.products!)],
    [
      15,
      () =>
        `${invented(draw)} ${draw.pick(['Pro', 'Plus', 'Max', 'X', '2', '300', 'Cloud', 'Mini', 'C4', 'Desktop', 'Gateway', 'Sense'])}`,
    ],
    [15, () => draw.pick(things)],
    [5, () => draw.digits('?##')],
    [10, () => draw.digits(draw.pick(['??-###', '?#', 'RT-###', 'Model ?', 'Series #', '?###?']))],
  ])();
}

export const song = (draw: Draw) => draw.pick(songs);
export const dayOf = (draw: Draw, language: string) => draw.pick(own[`days ${language}`]!);
export const monthOf = (draw: Draw, language: string) => draw.pick(own[`months ${language}`]!);
export const nationality = (draw: Draw, language: string) => draw.pick(own[`nationalities ${language}`]!);
export const titleOf = (draw: Draw, language: string) => draw.pick(own[`titles ${language}`]!);
export const job = (draw: Draw) => draw.pick(own.jobs!);
export const occupation = (draw: Draw) => draw.pick(own['jobs lower']!);
export const department = (draw: Draw) => draw.pick(own.departments!);
/** A known one, or any letters. */
export const acronym = (draw: Draw) =>
  draw.chance(0.6) ? draw.pick(own.acronyms!) : draw.digits(draw.pick(['??', '???', '????', '???-#', '?.?.', '#?']));
export const label = (draw: Draw) => draw.pick(own.labels!);
export const legalTerm = (draw: Draw) => draw.pick(own.legal!);

export function code(draw: Draw): string {
  const word = () => draw.pick(own['nouns en']!).replace(/\W/g, '');
  return draw.weighted<() => string>([
    [
      5,
      () =>
        draw.digits(
          draw.pick([
            'INV-####',
            'E##',
            'ERR_##',
            'TCK-#####',
            '#####-##',
            '??####',
            'v#.#.#',
            '#.##.#',
            'PO-#####',
            'SKU ###-##',
            '?#?-####',
            'No. ####',
            'CV-##-####',
            'REF/##/####',
          ]),
        ),
    ],
    [2, () => `${word()}_${word()}`],
    [2, () => `${word()}${title(word())}`],
    [1, () => `${title(word())}${title(word())}`],
    [1, () => `${word().toUpperCase()}_${word().toUpperCase()}`],
    [1, () => `${word()}.${word()}()`],
    [1, () => `/${word()}/${word()}`],
  ])();
}

export function date(draw: Draw, language: string): string {
  const month = monthOf(draw, language);
  const [day, year] = [draw.int(1, 31), draw.int(1940, 2029)];
  return draw.pick([
    `${day} ${month} ${year}`,
    `${month} ${day}, ${year}`,
    `${draw.digits('20##-0#-1#')}`,
    `${day}/${draw.int(1, 12)}/${year}`,
    `${day}.${draw.int(1, 12)}.${year}`,
    `${month} ${year}`,
    `${month} ${day}`,
    `${day}. ${month} ${year}`,
    `${day} de ${month} de ${year}`,
    String(year),
  ]);
}

/** What rules find before: mail, phone, card, account, web address. */
export function identifier(draw: Draw, kind: string): string {
  const word = () => draw.pick(own['nouns en']!).replace(/\W/g, '');
  if (kind === 'E')
    return `${word()}.${word()}${draw.digits('#')}@${word()}.${draw.pick(['com', 'example', 'org', 'de', 'co.uk'])}`;
  if (kind === 'F')
    return draw.digits(
      draw.pick([
        '(###) ###-####',
        '+49 ### #######',
        '+44 20 #### ####',
        '0## ### ## ##',
        '###-###-####',
        '+33 # ## ## ## ##',
        '0##########',
        '+1 ### ### ####',
      ]),
    );
  if (kind === 'U') return `https://${word()}.example/${word()}/${draw.digits('##')}`;
  return draw.digits(
    draw.pick([
      '###-##-####',
      '#### #### #### ####',
      'DE## #### #### #### #### ##',
      '##########',
      '?#######',
      '192.168.#.##',
    ]),
  );
}
