import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const auMedicare = defineIdNumber({
  name: 'au-medicare',
  entity: 'AU_MEDICARE',
  summary: 'Australian Medicare cards: first digit 2 to 6, check digit (weights 1, 3, 7, 9), issue number',
  // The digit after a slash is the person among those on the card.
  pattern: '[2-6]\\d{3}([- ]?)\\d{5}\\1[1-9](?:/[1-9])?',
  isValid: digits => weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(digits[8]),
  words: ['medicare', 'medicarenumber', 'medicare australia'],
  alone: 0.4,
});
