import { passesLuhn } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const usNpi = defineIdNumber({
  name: 'us-npi',
  entity: 'US_NPI',
  summary: 'US national provider identifiers: 10 digits, Luhn check digit over 80840 and the number',
  pattern: '[12]\\d{3}([- ]?)\\d{3}\\1\\d{3}',
  // 80840 is the United States and health care in the card numbering of ISO/IEC 7812 (45 CFR 162.406).
  isValid: digits => passesLuhn(`80840${digits}`) && !/^1{9}/.test(digits),
  words: ['npi', 'provider identifier', 'provider id', 'provider number', 'npinumber'],
  alone: 0.4,
});
