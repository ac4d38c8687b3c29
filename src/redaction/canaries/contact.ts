import { between, drawDigits, pick, type Random } from '../surrogates/draw.ts';
import { unaccented } from '../surrogates/known-names.ts';
import { composedName, type SyntheticPerson } from './person.ts';
import { drawShape, drawSigns } from './shapes.ts';

const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  de: ['web.de', 'gmx.de', 't-online.de'],
  en: ['gmail.com', 'outlook.com', 'yahoo.co.uk'],
  es: ['hotmail.es', 'telefonica.net'],
  fr: ['orange.fr', 'laposte.net', 'free.fr'],
  it: ['libero.it', 'alice.it'],
  nl: ['ziggo.nl', 'kpnmail.nl'],
  pt: ['sapo.pt', 'uol.com.br'],
};
const TOP_LEVELS = ['com', 'net', 'org', 'eu', 'io', 'de', 'fr', 'it', 'co.uk'];

/** Made of the names of the person, at a provider or at a domain that was made up. */
export function drawEmail({ given, family }: SyntheticPerson, language: string, random: Random): string {
  const [first, last] = [given, family].map(name =>
    unaccented(name)
      .replace(/ß/g, 'ss')
      .replace(/[^a-z]/g, ''),
  ) as [string, string];
  const local = pick(
    [
      `${first}.${last}`,
      `${first[0]}.${last}`,
      `${last}_${first}`,
      first + last + drawDigits(2, random),
      `${first}.${last}+${pick(['shop', 'news'], random)}`,
      `${last}${drawDigits(4, random)}`,
    ],
    random,
  );
  const ownDomain = `${composedName(random).toLowerCase()}${pick(['', '-tech', 'group'], random)}.${pick(TOP_LEVELS, random)}`;
  return `${local}@${random() < 0.4 ? pick(PROVIDERS[language] ?? PROVIDERS.en!, random) : ownDomain}`;
}

const INTERNATIONAL = [
  ...[
    '+1 N## N## ####',
    '+1 (N##) N##-####',
    '+44 20 7### ####',
    '+44 7### ######',
    '+49 30 ########',
    '+49 17# #######',
  ],
  ...[
    '+49 (0)221 ######',
    '+33 6 ## ## ## ##',
    '+34 6## ## ## ##',
    '+39 3## #######',
    '+31 6 ########',
    '+351 9## ### ###',
  ],
  ...['+43 664 #######', '+41 79 ### ## ##', '+48 6## ### ###', '0049 17# #######', '+4917########'],
];
const NATIONAL: Readonly<Record<string, readonly string[]>> = {
  de: ['030 ########', '017# #######', '089/#######', '0221 / ######', '(040) ######-##', '015########'],
  en: ['(N##) N##-####', 'N##-N##-####', 'N##.N##.####', '020 7### ####', '07### ######', '0161 ### ####'],
  es: ['6## ## ## ##', '9## ### ###', '6########'],
  fr: ['06 ## ## ## ##', '01.##.##.##.##', '07########', '04 ## ## ## ##'],
  it: ['3## #######', '02 #### ####', '3## ### ####', '06 ########'],
  nl: ['06-########', '020 ### ####', '06 ## ## ## ##', '010-#######'],
  pt: ['9## ### ###', '21# ### ###', '9########'],
};

export function drawPhone(language: string, random: Random): string {
  const national = NATIONAL[language];
  return drawShape(pick(national === undefined || random() < 0.4 ? INTERNATIONAL : national, random), random);
}

/** First numbers of networks that are given to providers of many countries. */
const NETWORKS = [5, 24, 31, 46, 62, 77, 81, 85, 91, 109, 151, 178, 188, 212, 217];

/** A public address: IPv4, or IPv6 of a European or American registry, in full or with `::`. */
export function drawIp(random: Random): string {
  if (random() < 0.7) return [pick(NETWORKS, random), ...[1, 2, 3].map(() => between(1, 254, random))].join('.');
  const groups = (count: number) => Array.from({ length: count }, () => between(0x1000, 0xffff, random).toString(16));
  const network = [pick(['2a02', '2a01', '2600', '2607'], random), ...groups(3)].join(':');
  return random() < 0.5 ? `${network}:${groups(4).join(':')}` : `${network}::${groups(1)[0]}`;
}

/** With colons, with hyphens, or in three groups; its first bits are those of a card's maker. */
export function drawMac(random: Random): string {
  const digits = `${pick(['a4', '3c', 'f0', '8c', 'dc'], random)}${drawSigns(10, '0123456789abcdef', random)}`;
  const written = pick(
    [digits.replace(/..(?=.)/g, '$&:'), digits.replace(/..(?=.)/g, '$&-'), digits.replace(/.{4}(?=.)/g, '$&.')],
    random,
  );
  return random() < 0.5 ? written : written.toUpperCase();
}
