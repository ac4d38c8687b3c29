import { passesVerhoeff } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const inAadhaar = defineIdNumber({
  name: 'in-aadhaar',
  entity: 'IN_AADHAAR',
  summary: 'Indian Aadhaar numbers: 12 digits, the first 2 to 9, check digit of Verhoeff',
  pattern: '[2-9]\\d{3}([- ]?)\\d{4}\\1\\d{4}',
  isValid: passesVerhoeff,
  words: [
    'aadhaar',
    'aadhar',
    'adhaar',
    'adhar',
    'aadhaarnumber',
    'uidai',
    'uid number',
    'आधार',
    'आधार संख्या',
    'आधार कार्ड',
  ],
  alone: 0.4,
});
