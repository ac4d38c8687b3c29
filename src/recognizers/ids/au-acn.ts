import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const auAcn = defineIdNumber({
  name: 'au-acn',
  entity: 'AU_ACN',
  summary: 'Australian company numbers: 9 digits, check digit (weights 8 to 1)',
  pattern: '\\d{3}([- ]?)\\d{3}\\1\\d{3}',
  isValid: digits => weightedSum(digits, [8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0,
  words: ['acn', 'australian company no', 'company number'],
  alone: 0.4,
});
