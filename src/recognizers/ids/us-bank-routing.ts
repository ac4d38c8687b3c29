import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const usBankRouting = defineIdNumber({
  name: 'us-bank-routing',
  entity: 'US_BANK_ROUTING',
  summary: 'US bank routing numbers (ABA): Federal Reserve prefix and check digit (weights 3, 7, 1)',
  pattern: '\\d{4}-\\d{4}-\\d|\\d{9}',
  isValid(digits) {
    // Federal Reserve banks 00 to 12, thrifts 21 to 32, electronic 61 to 72, traveller's cheques 80.
    const issued = /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)/.test(digits);
    return issued && weightedSum(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;
  },
  words: ['aba', 'routing', 'routing transit number', 'routingnumber', 'rtn'],
  alone: 0.4,
});
