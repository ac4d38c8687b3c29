import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const auAbn = defineIdNumber({
  name: 'au-abn',
  entity: 'AU_ABN',
  summary: 'Australian business numbers: 11 digits, weighted sum divisible by 89',
  pattern: '[1-9]\\d([- ]?)\\d{3}\\1\\d{3}\\1\\d{3}',
  // One is taken from the first digit (Australian Business Register).
  isValid: digits => (weightedSum(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0,
  words: ['abn', 'australian business no', 'business number'],
  alone: 0.4,
});
