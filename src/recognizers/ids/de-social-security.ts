import { isDay } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

/** One for each digit, the letter as two digits (VKVV, section 2). */
const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];

export const deSocialSecurity = defineIdNumber({
  name: 'de-social-security',
  entity: 'DE_SOCIAL_SECURITY',
  summary: 'German pension insurance numbers (Rentenversicherungsnummer): date of birth, initial, check digit',
  pattern: '\\d{2}[ -]?\\d{2} ?\\d{2} ?\\d{2}[ -]?[A-Z][ -]?\\d{2} ?\\d',
  isValid(value) {
    const born = isDay(2000 + Number(value.slice(6, 8)), Number(value.slice(4, 6)), Number(value.slice(2, 4)));
    const letter = String(value.charCodeAt(8) - 64).padStart(2, '0');
    const digits = value.slice(0, 8) + letter + value.slice(9, 11);
    // The sum is over the digits of the products.
    const sum = weights.reduce((total, weight, i) => {
      const product = weight * Number(digits[i]);
      return total + Math.floor(product / 10) + (product % 10);
    }, 0);
    return value >= '02' && born && sum % 10 === Number(value[11]);
  },
  words: [
    'rentenversicherungsnummer',
    'rentenversicherungsnr',
    'rentenversicherung',
    'sozialversicherungsnummer',
    'sozialversicherungsnr',
    'sozialversicherungsausweis',
    'versicherungsnummer',
    'versicherungsnr',
    'rvnr',
    'rv nr',
    'rv nummer',
    'sv nummer',
    'sv nr',
    'svnr',
    'vsnr',
    'pension insurance',
    'social security',
    'social insurance',
  ],
  alone: 0.7,
});
