import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const atSvnr = defineIdNumber({
  name: 'at-svnr',
  entity: 'AT_SVNR',
  summary: 'Austrian social insurance numbers: serial number, check digit mod 11, date of birth',
  // Months 13 to 15 stand in where the numbers of a day are used up.
  pattern: '[1-9]\\d{3}[ -/]?(?:0[1-9]|[12]\\d|3[01])[ .]?(?:0[1-9]|1[0-5])[ .]?\\d{2}',
  // The check digit stands fourth.
  isValid: digits => weightedSum(digits, [3, 7, 9, -1, 5, 8, 4, 2, 1, 6]) % 11 === 0,
  words: [
    'svnr',
    'sv nr',
    'sv nummer',
    'svnummer',
    'sozialversicherungsnummer',
    'sozialversicherungsnr',
    'versicherungsnummer',
    'vsnr',
    'e card',
    'ecard',
    'social insurance',
    'social security',
  ],
  alone: 0.4,
});
