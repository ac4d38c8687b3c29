import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const ukNhs = defineIdNumber({
  name: 'uk-nhs',
  entity: 'UK_NHS',
  summary: 'NHS numbers of England, Wales and the Isle of Man, Scottish CHI numbers: check digit mod 11',
  pattern: '\\d{3}([ -]?)\\d{3}\\1\\d{4}',
  isValid: digits => weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  words: ['nhs', 'nhsnumber', 'chi number', 'chi no', 'health service number', 'health and care number'],
  alone: 0.4,
});
