import { COUNTRIES } from './places.ts';

// Words that tell nobody from anybody else: a surrogate may have them where the original has them.

/** What stands with a name. */
export const TITLES = new Set(
  (
    'mr mrs ms miss mx dr prof sir madam herr herrn frau mme mlle monsieur madame señor señora sr sra srta don doña signor signora ' +
    'sig dott dottssa dhr mevr mevrouw senhor senhora ing dipl phd md jr eng arq dra'
  ).split(' '),
);

/** Between given and family names. */
export const PARTICLES = new Set(
  'van von der den de del di da do dos das du la le el al bin ter ten zu y e'.split(' '),
);

/** Words for a street by language: in front of its name, behind it, and as the end of it. */
export const STREET_WORDS: Readonly<
  Record<
    string,
    { readonly before?: readonly string[]; readonly after?: readonly string[]; readonly end?: readonly string[] }
  >
> = {
  en: {
    after: (
      'street st road rd avenue ave lane ln drive dr court ct boulevard blvd way place pl close crescent square sq terrace parkway ' +
      'pkwy highway hwy gardens grove hill row mews trail circle cir walk'
    ).split(' '),
  },
  de: {
    after: 'straße strasse str weg allee platz gasse ring damm ufer'.split(' '),
    end: 'straße strasse str weg allee platz gasse ring damm ufer'.split(' '),
  },
  fr: { before: 'rue avenue av boulevard bd place allée impasse chemin route quai cours square'.split(' ') },
  es: { before: 'calle avenida avda av plaza paseo camino carretera ronda c/'.split(' ') },
  it: { before: 'via viale piazza corso largo vicolo piazzale strada'.split(' ') },
  nl: { end: 'straat laan weg plein gracht kade dijk singel hof'.split(' ') },
  pt: { before: 'rua avenida av praça travessa largo alameda estrada'.split(' ') },
};

/** What is in front of the number of a flat, a floor or a box. */
export const UNIT_WORDS = (
  'apartment,apt,unit,suite,ste,flat,floor,room,building,wohnung,whg,etage,étage,stock,appartement,escalier,bâtiment,piso,puerta,ático,interno,' +
  'scala,piano,andar,apto,bloco,verdieping,hoog,zimmer,appartamento,po box,p.o. box,box,postfach,postbus,apartado,caixa postal'
).split(',');

/** Legal forms of companies. */
export const LEGAL_FORMS = new Set(
  (
    'inc incorporated corp corporation co company llc llp lp ltd limited plc gmbh ag kg ohg gbr ug se mbh e.v ev sa s.a sas sarl sci ' +
    'eurl sl s.l slu srl s.r.l spa s.p.a sapa bv b.v nv n.v vof lda ltda pty ab oy as aps'
  ).split(' '),
);

const streetWords = Object.values(STREET_WORDS);
const whole = [
  ...TITLES,
  ...UNIT_WORDS,
  ...LEGAL_FORMS,
  ...streetWords.flatMap(({ before = [], after = [] }) => [...before, ...after]),
  ...Object.values(COUNTRIES).flat(),
  ...['https', 'http', 'sftp', 'example', 'nummer'],
].filter(word => word.length > 3);
const ends = streetWords.flatMap(({ end = [] }) => end).filter(word => word.length > 3);

/**
 * Such words in a text of small letters, at least four letters long; what every documentation address begins with (RFC 3849);
 * and the code of a country in a phone number.
 */
export const KEPT_WORDS = new RegExp(
  `(?<!\\p{L})(?:${whole.map(word => word.toLowerCase()).join('|')})(?!\\p{L})|(?:${ends.join('|')})(?!\\p{L})|(?<![\\p{L}\\p{N}])(?:2001:0?db8(?![\\p{L}\\p{N}])|00[1-9]\\d)`,
  'gu',
);
