import { defineIdNumber } from '../id-number.ts';

export const itPassport = defineIdNumber({
  name: 'it-passport',
  entity: 'IT_PASSPORT',
  summary: 'Italian passport numbers beside a word for them: two letters and seven digits',
  pattern: '[A-Z]{2} ?\\d{7}',
  words: ['passaporto', 'passaporti', 'numeropassaporto', 'passport', 'passports', 'passportnumber'],
  rightAfter: true,
});
