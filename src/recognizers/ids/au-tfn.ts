import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const auTfn = defineIdNumber({
  name: 'au-tfn',
  entity: 'AU_TFN',
  summary: 'Australian tax file numbers: 9 digits, weighted sum divisible by 11',
  pattern: '\\d{3}([- ]?)\\d{3}\\1\\d{3}',
  isValid: digits => weightedSum(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  words: ['tfn', 'tax file', 'taxfilenumber'],
  alone: 0.4,
});
