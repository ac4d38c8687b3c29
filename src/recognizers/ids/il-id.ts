import { passesLuhn } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const ilId = defineIdNumber({
  name: 'il-id',
  entity: 'IL_ID',
  summary: 'Israeli identity numbers: 9 digits, Luhn check digit',
  pattern: '\\d{8}-?\\d',
  isValid: passesLuhn,
  words: [
    'israeli id',
    'israel id',
    'teudat zehut',
    'tz number',
    'mispar zehut',
    'תעודת זהות',
    'ת ז',
    'ת"ז',
    'ת״ז',
    'מספר זהות',
    'מס זהות',
  ],
  alone: 0.3,
});
