import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const ptNif = defineIdNumber({
  name: 'pt-nif',
  entity: 'PT_NIF',
  summary: 'Portuguese tax numbers (NIF, NIPC): first digits in use, check digit mod 11',
  pattern: '(?:PT ?)?(?!0|4[0-46-9])\\d{3}([ .]?)\\d{3}\\1\\d{3}',
  isValid(value) {
    const digits = value.replace('PT', '');
    // 0 is the check digit of two remainders.
    const rest = weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11;
    return rest === 0 || (rest === 1 && digits.endsWith('0'));
  },
  words: [
    'nif',
    'nipc',
    'contribuinte',
    'número fiscal',
    'numero fiscal',
    'identificação fiscal',
    'identificacao fiscal',
    'portuguese tax',
    'portuguese vat',
  ],
  alone: 0.3,
});
