import { defineIdNumber } from '../id-number.ts';

export const ukBankAccount = defineIdNumber({
  name: 'uk-bank-account',
  entity: 'UK_BANK_ACCOUNT',
  summary: 'British sort codes, and account numbers of eight digits beside the words for a sort code',
  pattern: '\\d{2}([ -]?)\\d{2}\\1\\d{2}|\\d{8}',
  words: ['sort code', 'sort codes', 'sortcode'],
});
