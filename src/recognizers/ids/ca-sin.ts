import { passesLuhn } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const caSin = defineIdNumber({
  name: 'ca-sin',
  entity: 'CA_SIN',
  summary: 'Canadian social insurance numbers: Luhn check digit; 0 and 8 do not begin one',
  pattern: '[1-79]\\d{2}([- ]?)\\d{3}\\1\\d{3}',
  isValid: passesLuhn,
  words: [
    'sin',
    'social insurance',
    'socialinsurancenumber',
    'nas',
    "numéro d'assurance sociale",
    'numéro d’assurance sociale',
    "no d'assurance sociale",
    'assurance sociale',
  ],
  // `sin` and `nas` are also words of Spanish and Portuguese.
  rightAfter: true,
  alone: 0.4,
});
