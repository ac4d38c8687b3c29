import { passesLuhn } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const itVat = defineIdNumber({
  name: 'it-vat',
  entity: 'IT_VAT',
  summary: 'Italian VAT numbers (partita IVA): number, office of the province, Luhn check digit',
  pattern: '(?:IT[ -]?)?\\d{11}',
  isValid(value) {
    const digits = value.replace('IT', '');
    const office = Number(digits.slice(7, 10));
    // Provinces are 001 to 100; 120 and 121 are offices for foreigners, 888 and 999 central ones.
    const isOffice = (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office);
    return isOffice && !digits.startsWith('0000000') && passesLuhn(digits);
  },
  words: ['partitaiva', 'piva', 'iva', 'vat', 'vatnumber', 'codice fiscale'],
  alone: 0.6,
});
