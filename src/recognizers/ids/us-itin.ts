import { defineIdNumber } from '../id-number.ts';

export const usItin = defineIdNumber({
  name: 'us-itin',
  entity: 'US_ITIN',
  summary: 'US individual taxpayer numbers: 9, and a group in the ranges that are issued',
  pattern: '9\\d{2}[- ]?\\d{2}[- ]?\\d{4}',
  // Fourth and fifth digit (IRS): 50 to 65, 70 to 88, 90 to 92, 94 to 99.
  isValid: digits => /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])/.test(digits),
  words: ['itin', 'individual taxpayer identification number', 'taxpayer id', 'tax id', 'tin'],
  tier: 'anchored',
  alone: 0.4,
  invalid: 0,
});
