import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const medicalLicense = defineIdNumber({
  name: 'medical-license',
  entity: 'MEDICAL_LICENSE',
  summary: 'DEA registrations of those who prescribe drugs in the US: type, initial and check digit',
  // Type of business, first letter of the name (9 for the address of a business).
  pattern: '[A-HJ-MPRSTUX][A-Z9]\\d{7}',
  isValid(value) {
    const digits = value.slice(2);
    return weightedSum(digits, [1, 2, 1, 2, 1, 2]) % 10 === Number(digits[6]);
  },
  words: [
    'dea',
    'dea registration',
    'dea license',
    'dea reg',
    'deanumber',
    'medical license',
    'medical licence',
    'prescriber id',
    'prescriber number',
    'certificate number',
  ],
  alone: 0.4,
  // Article numbers have this shape too.
  invalid: 0.25,
});
