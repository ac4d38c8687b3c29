import { passesMod11With10 } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const deVatId = defineIdNumber({
  name: 'de-vat-id',
  entity: 'DE_VAT_ID',
  summary: 'German VAT numbers (USt-IdNr.): DE, nine digits, check digit of ISO 7064 MOD 11,10',
  pattern: 'DE[ .-]?[1-9]\\d{2}[ .-]?\\d{3}[ .-]?\\d{3}',
  isValid: value => passesMod11With10(value.slice(2)),
  words: [
    'ust id',
    'ustid',
    'ust idnr',
    'ustidnr',
    'umsatzsteuer id',
    'umsatzsteuer identifikationsnummer',
    'umsatzsteueridentifikationsnummer',
    'mwst nr',
    'vat',
    'vatid',
    'vatnumber',
  ],
  alone: 0.6,
});
