import { defineIdNumber } from '../id-number.ts';

export const usBankAccount = defineIdNumber({
  name: 'us-bank-account',
  entity: 'US_BANK_ACCOUNT',
  summary: 'US bank account numbers: 6 to 17 digits right after words such as checking account',
  pattern: '\\d{4}(?:[- ]\\d{4}){1,3}|\\d{2,8}-\\d{4,10}|\\d{6,17}',
  words: [
    'bank account',
    'bank acct',
    'bankaccount',
    'bankaccountnumber',
    'checking account',
    'checking',
    'savings account',
    'savings acct',
    'checking acct',
    'deposit account',
    'direct deposit to account',
    'wire to account',
    'credit to account',
    'beneficiary account',
    'brokerage account',
  ],
  rightAfter: true,
});
