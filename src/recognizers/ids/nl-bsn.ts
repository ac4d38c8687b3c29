import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const nlBsn = defineIdNumber({
  name: 'nl-bsn',
  entity: 'NL_BSN',
  summary: 'Dutch citizen service numbers (BSN): the test of eleven',
  pattern: '\\d{9}|\\d{3}([ .-])\\d{3}\\1\\d{3}|\\d{4}([ .-])\\d{2}\\2\\d{3}',
  isValid: digits => weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  words: [
    'bsn',
    'burgerservicenummer',
    'burgerservicenr',
    'burger service nummer',
    'sofinummer',
    'sofi nummer',
    'persoonsnummer',
    'citizen service number',
    'dutch id',
  ],
  alone: 0.3,
});
