import { card } from '../../recognizers/card.ts';
import { passesLuhn } from '../../recognizers/check-digits.ts';
import { iban } from '../../recognizers/iban.ts';
import { idNumbers } from '../../recognizers/ids/index.ts';
import { Lexicon, Searched } from '../../recognizers/searched-text.ts';
import { ssn } from '../../recognizers/ssn.ts';
import { between, drawNumber, type Random, redraw } from './draw.ts';

/**
 * How the letters and digits of a number are drawn, one sign for each: `#` another of the same kind, `=` the same, `+` a
 * digit but 0, `A` a letter, `mm` and `dd` a month and a day; any other sign stands for itself. The mask of the right
 * length is taken; without one everything is `#`. Signs that stand for themselves make a number that is never issued.
 */
const MASKS: Readonly<Record<string, readonly string[]>> = {
  AT_SVNR: ['+###ddmm##'],
  BE_NATIONAL_NUMBER: ['##mmdd#####'],
  // The eighth sign is 0 for tests and training (ISO 9362).
  BIC: ['AAAA==A0', 'AAAA==A0==='],
  CH_AHV: ['756##########'],
  DE_SOCIAL_SECURITY: ['##ddmm##A###'],
  DE_VAT_ID: ['==+########'],
  // A month 13: CPR numbers have had no check since 2007.
  DK_CPR: ['dd13######'],
  ES_NIE: ['=#######A'],
  // Serial numbers from 900 are not given to people (Digital and Population Data Services Agency).
  FI_HETU: ['ddmm##9###', 'ddmm##=9###'],
  FR_NIR: ['=##mm##########'],
  IN_GSTIN: ['###########A#Z#'],
  // The fourth letter is of no kind of holder (Income Tax Department).
  IN_PAN: ['AAAXA####A'],
  IT_FISCAL_CODE: ['AAAAAA##=##A###A'],
  IT_VAT: ['==###########'],
  // There is no region 99.
  KR_DRIVER_LICENSE: ['99##########'],
  KR_PASSPORT: ['=########'],
  // 9 is the sign of those born before 1900.
  KR_RRN: ['##mmdd9######'],
  MX_CURP: ['AAAA##mmdd===AAA##'],
  NO_FODSELSNUMMER: ['ddmm#######'],
  PL_PESEL: ['##mmdd#####'],
  PT_NIF: ['==#########'],
  SE_PERSONNUMMER: ['##mmdd####', '==##mmdd####'],
  SG_NRIC: ['=#######A'],
  // No month 33, nor 50 more for women.
  UK_DRIVING_LICENCE: ['AAAAA#33########'],
  // HMRC uses Q in no prefix (National Insurance Manual, NIM39110).
  UK_NINO: ['QQ######='],
  // Plates of today have 02 to 29 or 51 to 79 in the middle (DVLA).
  UK_VEHICLE_REGISTRATION: ['##00###'],
  // 89 is the prefix of no IRS campus.
  US_EIN: ['89#######'],
  // Fourth and fifth digit 66 are not issued (IRS).
  US_ITIN: ['9##66####'],
  // CMS does not use the letter S.
  US_MBI: ['+S##A##AA##'],
  US_NPI: ['1#########'],
  // 900 to 999 are never an SSN (SSA), and with fourth digit 2 no ITIN.
  US_SSN: ['9##2#+###'],
  // No region of ISO 3780 has a 0 in front.
  VIN: ['0################'],
  ZA_ID: ['##mmdd####=##'],
};

/** The scheme of a card and the country of an account stay: their first two signs. */
const TWO_STAY = ['CREDIT_CARD', 'IBAN'];
/** Registers whose letters say what the number is of. */
const LETTERS_STAY = ['CASE_NUMBER', 'DE_HANDELSREGISTER'];
/** Of other families. */
const OTHERS = ['COORDINATES', 'CRYPTO_WALLET', 'DE_PLZ', 'MAC_ADDRESS', 'UK_POSTCODE'];

const schemes = [card, iban, ssn, ...idNumbers].filter(({ entity }) => !OTHERS.includes(entity));
const withCheck = schemes.filter(({ tier }) => tier === 'checksum');
const lexicon = new Lexicon(withCheck);

/** Entities whose letters and digits are drawn. */
export const NUMBERS: ReadonlySet<string> = new Set(schemes.map(({ entity }) => entity));

/**
 * A number of the same shape that can be nobody's: no scheme that we know takes its check digits for right, and what has no
 * check digits comes from a range that is not issued, where the scheme has one. Undefined where the draw did not succeed.
 */
export function numberSurrogate(entity: string, value: string, random: Random): string | undefined {
  const drawn = LETTERS_STAY.includes(entity)
    ? drawRegister(value, random)
    : drawBy(maskOf(entity, value), value, random);
  return isRight(entity, drawn) ? undefined : drawn;
}

function maskOf(entity: string, value: string): string {
  const length = value.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (TWO_STAY.includes(entity)) return `==${'#'.repeat(Math.max(0, length - 2))}`;
  return MASKS[entity]?.find(mask => mask.length === length) ?? '#'.repeat(length);
}

function drawBy(mask: string, value: string, random: Random): string {
  const date = { m: twoDigits(between(1, 12, random)), d: twoDigits(between(1, 28, random)) };
  let at = 0;
  return value.replace(/[\p{L}\p{N}]/gu, char => {
    const sign = mask[at++]!;
    if (sign === '=') return char;
    if (sign === 'm' || sign === 'd') return date[sign].shift()!;
    // No zero in front where there was none.
    if (sign === '+' || (sign === '#' && at === 1 && /[1-9]/.test(char))) return drawNumber(1, random);
    if (sign === '#') return redraw(char, random);
    const drawn = sign === 'A' ? redraw('A', random) : sign;
    return /\p{Ll}/u.test(char) ? drawn.toLowerCase() : drawn;
  });
}

/** Short letters stay, digits are others, a year is another year. */
function drawRegister(value: string, random: Random): string {
  return value
    .replace(/\p{L}{4,}/gu, letters => letters.replace(/./gu, letter => redraw(letter, random)))
    .replace(/\d+/g, digits =>
      /^(?:19|20)\d\d$/.test(digits) ? `20${between(10, 24, random)}` : drawNumber(digits.length, random),
    );
}

/** Would a recognizer take it for proved, whatever word stands beside it? Luhn alone makes a card, of any issuer. */
function isRight(entity: string, value: string): boolean {
  if (entity === 'CREDIT_CARD' && passesLuhn(value.replace(/\D/g, ''))) return true;
  const lines = withCheck.map(({ words = [] }) => (words.length === 0 ? value : `${words[0]}: ${value}`));
  const searched = new Searched(lines.join('\n\n'), [], 1, lexicon);
  return withCheck.some(({ find, tier }) =>
    Array.from(find(searched)).some(span => (span.tier ?? tier) === 'checksum'),
  );
}

function twoDigits(number: number): string[] {
  return [...String(number).padStart(2, '0')];
}
