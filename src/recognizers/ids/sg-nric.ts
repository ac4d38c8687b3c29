import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

/** Added to the sum, and letters by the remainder: citizens before 2000 (S) and after, foreigners before 2000 (F), after, since 2022. */
const OFFSET: Readonly<Record<string, number>> = { T: 4, G: 4, M: 3 };
const LETTERS: Readonly<Record<string, string>> = {
  S: 'JZIHGFEDCBA',
  F: 'XWUTRQPNMLK',
  G: 'XWUTRQPNMLK',
  M: 'XWUTRQPNJLK',
};

export const sgNric = defineIdNumber({
  name: 'sg-nric',
  entity: 'SG_NRIC',
  summary: 'Singaporean NRIC and FIN: a letter for the century, seven digits, check letter',
  pattern: '[STFGM]\\d{7}[A-Z]',
  isValid(value) {
    const series = value[0]!;
    const sum = weightedSum(value.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + (OFFSET[series] ?? 0);
    return (LETTERS[series] ?? LETTERS.S!)[sum % 11] === value[8];
  },
  words: [
    'nric',
    'fin',
    'nric/fin',
    'ic no',
    'ic number',
    'singapore id',
    'foreign identification number',
    'work permit no',
  ],
  alone: 0.6,
  aloneInvalid: 0.3,
});
