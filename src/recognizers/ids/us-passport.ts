import { defineIdNumber } from '../id-number.ts';

export const usPassport = defineIdNumber({
  name: 'us-passport',
  entity: 'US_PASSPORT',
  summary: 'US passports: 9 digits, or a letter and 8 digits, right after a word for them',
  pattern: '[A-Z]\\d{8}|\\d{9}',
  words: ['passport', 'passport card', 'passport book', 'passportnumber', 'passportno'],
  rightAfter: true,
});
