import { between, drawDigits, pick, type Random } from './draw.ts';

/** Numbers that nobody has: area and number, without the zero in front, `x` for any digit. */
type Ranges = (national: string) => readonly string[];

const list = (ranges: string) => ranges.split(',');
const american = list('202,206,212,303,305,312,404,415,503,512,602,617,702,713,808,813').map(area => `${area} 55501xx`);
const german = list('30 23125xxx,69 90009xxx,40 66969xxx,221 4710xxx,89 99998xxx');
const british = list('20 79460xxx,113 4960xxx,117 4960xxx,121 4960xxx,131 4960xxx,141 4960xxx,161 4960xxx,1632 960xxx');

/**
 * By country code, what its authority keeps free for films, books and tests:
 * North America 555-0100 to 555-0199 in every area (NANPA); Britain (Ofcom, "Telephone numbers for use in TV and radio
 * drama programmes"); Germany (Bundesnetzagentur, notice 148/2021); France (ARCEP, national numbering plan); Australia
 * (ACMA, "Phone numbers for use in TV shows, films and creative works").
 */
const RESERVED: Readonly<Record<string, Ranges>> = {
  '1': () => american,
  '44': national => (national.startsWith('7') ? ['7700 900xxx'] : british),
  '49': national => (/^1[5-7]/.test(national) ? ['171 39200xx', '176 040690xx'] : german),
  '33': national =>
    /^[67]/.test(national) ? ['6 3998xxxx'] : list('1 9900xxxx,2 6191xxxx,3 5301xxxx,4 6571xxxx,5 3649xxxx'),
  '61': national =>
    national.startsWith('4')
      ? list('491 570006,491 570156,491 570157,491 570158,491 570159,491 570110')
      : [`${/^[2378]/.exec(national)?.[0] ?? '2'} 5550xxxx`],
};
const COUNTRY_OF_LANGUAGE: Readonly<Record<string, string>> = { de: '49', fr: '33', en: '44' };
const extension = /[ ,]{0,2}(?:x|ext\.?|extension|durchwahl)[ :]{0,2}\d{1,6}$/i;

/** Country codes by length (ITU-T E.164): those of one digit, those of two, else three. */
const countryCode = /^(?:1|7|2[07]|3[0-4689]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/**
 * A number in the same groups and with the same country code that reaches nobody: of the ranges above, else with 000 where
 * the area would be, which no country can give out: 00 leads abroad (E.164) and no country code begins with 0.
 */
export function phoneSurrogate(value: string, language: string | undefined, random: Random): string | undefined {
  const tail = extension.exec(value)?.[0] ?? '';
  const main = value.slice(0, value.length - tail.length);
  const digits = main.replace(/\D/g, '');
  if (digits.length < 5 || /\p{L}/u.test(main)) return undefined;
  const kept = keptInFront(main, digits, language);
  const national = digits.slice(kept.digits.length);
  const ranges = RESERVED[kept.country]?.(national) ?? [`000${'x'.repeat(Math.max(2, national.length - 3))}`];
  const range = pick(asGrouped(ranges, main, kept.digits.length), random);
  const isLocal = kept.country === '1' && national.length === 7;
  const drawn = (isLocal ? range.slice(4) : range.replace(' ', '')).replace(/x/g, () => drawDigits(1, random));
  return refill(main, kept.digits + drawn) + tail.replace(/\d/g, () => String(between(1, 9, random)));
}

/** Those whose area is as long as the first group behind `kept` digits; all where there is none. */
function asGrouped(ranges: readonly string[], main: string, kept: number): readonly string[] {
  const area = new RegExp(`^(?:\\D*\\d){${kept}}\\D*(\\d+)`).exec(main)?.[1]?.length;
  const fitting = ranges.filter(range => range.indexOf(' ') === area);
  return fitting.length > 0 ? fitting : ranges;
}

/** What stays: `+49`, `0049`, the zero of a long-distance call, alone and in `+49 (0)30`. */
function keptInFront(main: string, digits: string, language: string | undefined): { country: string; digits: string } {
  const isAbroad = /^\D*\+/.test(main) || (/^\D*00/.test(main) && digits.length > 9);
  if (isAbroad) {
    const exit = main.includes('+') ? '' : '00';
    const country = countryCode.exec(digits.slice(exit.length))?.[0] ?? '';
    const zero = country !== '39' && digits[exit.length + country.length] === '0' ? '0' : '';
    return { country, digits: exit + country + zero };
  }
  if (digits.startsWith('0')) return { country: countryOf(main, language), digits: '0' };
  if (digits.length === 11 && digits.startsWith('1')) return { country: '1', digits: '1' };
  const isAmerican = (digits.length === 10 || digits.length === 7) && /^[2-9]/.test(digits);
  return { country: isAmerican && (language === undefined || language === 'en') ? '1' : '', digits: '' };
}

/** Of a number that begins with 0: by its groups, else by the language. British numbers have eleven digits. */
function countryOf(main: string, language: string | undefined): string {
  if (/^0\d([ .-])\d\d\1\d\d\1\d\d\1\d\d$/.test(main)) return '33';
  if (/^\(?0[2378]\)? \d{4} \d{4}$|^04\d\d \d{3} \d{3}$/.test(main)) return '61';
  const country = COUNTRY_OF_LANGUAGE[language ?? 'en'] ?? '';
  return country === '44' && main.replace(/\D/g, '').length !== 11 ? '' : country;
}

/** The digits one after the other in the places of those that were there; what is over goes to the end. */
function refill(shape: string, digits: string): string {
  let next = 0;
  const filled = shape.replace(/\d/g, () => digits[next++] ?? '\0');
  const full = next < digits.length ? filled + digits.slice(next) : filled;
  return full.replace(/[^\d)]*\0[^\d]*|\0/g, '');
}
