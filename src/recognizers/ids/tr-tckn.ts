import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const trTckn = defineIdNumber({
  name: 'tr-tckn',
  entity: 'TR_TCKN',
  summary: 'Turkish identity numbers (T.C. kimlik no): two check digits mod 10',
  pattern: '[1-9]\\d{10}|[1-9]\\d{2}([ -])\\d{3}\\1\\d{3}\\1\\d{2}',
  isValid: digits =>
    weightedSum(digits, [7, -1, 7, -1, 7, -1, 7, -1, 7, -1]) % 10 === 0 &&
    weightedSum(digits, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1]) % 10 === 0,
  words: ['tckn', 'kimlik', 'tckimlikno', 'vatandaşlık numarası', 'tc no', 'turkish id'],
  alone: 0.4,
});
