import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const chAhv = defineIdNumber({
  name: 'ch-ahv',
  entity: 'CH_AHV',
  summary: 'Swiss social security numbers (AHV, AVS): 756, then nine digits, check digit of EAN-13',
  pattern: '756([ .-]?)\\d{4}\\1\\d{4}\\1\\d{2}',
  isValid: digits => weightedSum(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
  words: ['ahv', 'ahvnr', 'ahvn', 'avs', 'navs', 'sozialversicherungsnummer', 'oasi', 'social security'],
  alone: 0.7,
});
