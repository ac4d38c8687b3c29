import { inCaseOf, pick, pickUnlike, type Random } from './draw.ts';
import { FAMILY_NAMES } from './family-names.ts';
import { LEGAL_FORMS } from './kept-words.ts';

const FIRST =
  'Alt Arden Bel Bran Cal Cor Dal Del Fen Gal Hal Ister Jor Kel Lor Mar Nor Orin Pel Quen Ros Sel Tal Ven Wex Zel'.split(
    ' ',
  );
const SECOND =
  'aris bury cora dane enta field gate hurst ida iva lane mere nova ora port quist rona stead tora vale vanta wick'.split(
    ' ',
  );
/** What comes after the name, by language. */
const TRADES: Readonly<Record<string, readonly string[]>> = {
  en: 'Services Systems Partners Logistics Trading Engineering Foods Design Energy Holdings Media Supply'.split(' '),
  de: 'Technik Logistik Handel Bau Systeme Dienste Werke Energie Medien Beratung Maschinen Elektro'.split(' '),
  fr: 'Services Conseil Distribution Technologies Transports Industrie Énergie Bâtiment Études Création'.split(' '),
  es: 'Servicios Sistemas Logística Comercial Ingeniería Energía Construcciones Alimentos Diseño'.split(' '),
  it: 'Servizi Sistemi Logistica Commerciale Ingegneria Energia Costruzioni Alimentari Impianti'.split(' '),
  nl: 'Diensten Systemen Logistiek Handel Techniek Energie Bouw Transport Advies'.split(' '),
  pt: 'Serviços Sistemas Logística Comércio Engenharia Energia Construções Alimentos Projetos'.split(' '),
};
/** Between the words of a name. */
const LINKS = new Set('and & und et y e en of the für der die das de la le du des di del von van +'.split(' '));

/** A made-up company of as many words; the legal form and words such as `and` stay. Undefined without a letter. */
export function organisationSurrogate(value: string, language: string | undefined, random: Random): string | undefined {
  if (!/\p{L}/u.test(value)) return undefined;
  const trades = TRADES[language ?? 'en'] ?? TRADES.en!;
  const families = FAMILY_NAMES[language ?? 'en'] ?? FAMILY_NAMES.en!;
  const partners = /&|\+|(?<!\p{L})(?:and|und|et|y|en)(?!\p{L})/iu.test(value);
  let named = 0;
  return value.replace(/[^\s,()]+/g, word => {
    const plain = word.toLowerCase().replace(/\.$/, '');
    if (LEGAL_FORMS.has(plain) || LINKS.has(plain) || !/[\p{L}\p{N}]/u.test(word)) return word;
    named++;
    if (named > 1) return inCaseOf(word, pickUnlike(partners ? families : trades, value, random));
    return inCaseOf(word, pick(FIRST, random) + pick(SECOND, random));
  });
}
