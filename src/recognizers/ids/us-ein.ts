import { defineIdNumber } from '../id-number.ts';

export const usEin = defineIdNumber({
  name: 'us-ein',
  entity: 'US_EIN',
  summary: 'US employer identification numbers: prefix of an IRS campus, beside a word',
  pattern: '\\d{2}-?\\d{7}',
  // IRS, "How EINs are assigned and valid EIN prefixes".
  isValid: digits => !/^(?:0[07-9]|1[7-9]|2[89]|49|69|7[089]|89|9[67])/.test(digits),
  words: [
    'ein',
    'fein',
    'employer identification number',
    'employer identification no',
    'employer id',
    'federal id number',
    'tax id',
    'tax identification number',
    'taxpayer identification number',
    'taxid',
    'employeridentificationnumber',
  ],
  tier: 'anchored',
  rightAfter: true,
});
