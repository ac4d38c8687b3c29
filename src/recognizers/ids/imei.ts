import { passesLuhn } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const imei = defineIdNumber({
  name: 'imei',
  entity: 'DEVICE_ID',
  summary: 'IMEI of mobile devices: 15 digits, Luhn check digit, two more of the software version',
  pattern: '\\d{15}|\\d{2}([- ])\\d{6}\\1\\d{6}\\1\\d',
  isValid: passesLuhn,
  words: ['imei', 'meid', 'imeinumber', 'imei nummer'],
  alone: 0.4,
});
