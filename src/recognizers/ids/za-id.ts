import { isDay, passesLuhn } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const zaId = defineIdNumber({
  name: 'za-id',
  entity: 'ZA_ID',
  summary: 'South African identity numbers: date of birth, citizenship, Luhn check digit',
  pattern: '\\d{6} ?\\d{4} ?[012]\\d{2}',
  isValid(digits) {
    const [year, month, day] = [0, 2, 4].map(at => Number(digits.slice(at, at + 2))) as [number, number, number];
    return isDay(2000 + year, month, day) && passesLuhn(digits);
  },
  words: [
    'id number',
    'id no',
    'identity number',
    'identity no',
    'south african id',
    'sa id',
    'rsa id',
    'identity document',
    'identiteitsnommer',
    'id-nommer',
    'idnumber',
  ],
  alone: 0.4,
});
