import { defineIdNumber } from '../id-number.ts';

export const frNir = defineIdNumber({
  name: 'fr-nir',
  entity: 'FR_NIR',
  summary: 'French social security numbers (NIR): sex, month, place of birth, key mod 97',
  // Months above 12 stand for a date that is not known; Corsica has letters in its number.
  pattern: '[1-478][ .-]?\\d{2}[ .-]?(?:0[1-9]|1[0-2]|[2-9]\\d)[ .-]?\\d[\\dAB][ .-]?\\d{3}[ .-]?\\d{3}[ .-]?\\d{2}',
  isValid(value) {
    // For the key, 2A counts as 19 and 2B as 18.
    const digits = value.replace(/^(.{5})2A/, '$119').replace(/^(.{5})2B/, '$118');
    return /^\d{15}$/.test(digits) && 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
  },
  words: [
    'nir',
    'sécurité sociale',
    'securite sociale',
    'sécu',
    'n ss',
    'nss',
    'insee',
    'numéro ss',
    'carte vitale',
    'immatriculation',
    'assuré',
    'social security',
  ],
  alone: 0.7,
});
