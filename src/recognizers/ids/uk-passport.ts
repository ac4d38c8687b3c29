import { defineIdNumber } from '../id-number.ts';

export const ukPassport = defineIdNumber({
  name: 'uk-passport',
  entity: 'UK_PASSPORT',
  summary: 'Passport numbers beside the English word: nine digits as in Britain, or two letters and seven digits',
  // British ones are nine digits without a check; beside the English word stand those of other countries too.
  pattern: '\\d{9}|[A-Z]{2}\\d{7}',
  words: ['passport', 'passports', 'passportnumber', 'passportno'],
  rightAfter: true,
});
