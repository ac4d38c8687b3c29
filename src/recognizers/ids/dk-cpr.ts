import { isDay } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const dkCpr = defineIdNumber({
  name: 'dk-cpr',
  entity: 'DK_CPR',
  summary: 'Danish CPR numbers: date of birth and four digits, without a check since 2007',
  pattern: '\\d{6}[- ]?\\d{4}',
  isValid: digits => isDay(2000 + Number(digits.slice(4, 6)), Number(digits.slice(2, 4)), Number(digits.slice(0, 2))),
  words: ['cpr', 'cprnr', 'cprnummer', 'personnummer', 'civil registration number', 'danish id'],
  tier: 'context',
  alone: 0.3,
});
