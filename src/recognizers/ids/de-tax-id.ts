import { passesMod11With10 } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const deTaxId = defineIdNumber({
  name: 'de-tax-id',
  entity: 'DE_TAX_ID',
  summary: 'German tax identification numbers (Steuer-ID): one digit repeats, check digit of ISO 7064 MOD 11,10',
  pattern: '[1-9]\\d([ -]?)\\d{3}\\1\\d{3}\\1\\d{3}',
  isValid(digits) {
    // Of the first ten digits one stands twice, or three times but not in a row; of the others each at most once.
    const counts = new Map<string, number>();
    for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    const repeated = [...counts.values()].filter(count => count > 1);
    const isSpread = repeated.length === 1 && repeated[0]! <= 3 && !/(\d)\1\1/.test(digits.slice(0, 10));
    return isSpread && passesMod11With10(digits);
  },
  words: [
    'steuer id',
    'steuerid',
    'steueridentifikationsnummer',
    'identifikationsnummer',
    'idnr',
    'steuernummer',
    'tax id',
    'taxid',
    'tax identification number',
    'german tax',
    'tin',
  ],
  alone: 0.4,
});
