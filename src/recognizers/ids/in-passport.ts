import { defineIdNumber } from '../id-number.ts';

export const inPassport = defineIdNumber({
  name: 'in-passport',
  entity: 'IN_PASSPORT',
  summary: 'Indian passports: a letter and seven digits, beside a word',
  pattern: '[A-PR-WY][1-9]\\d ?\\d{4}[1-9]',
  words: ['passport', 'passports', 'passportnumber', 'travel document', 'पासपोर्ट', 'पासपोर्ट संख्या', 'पासपोर्ट नंबर'],
});
