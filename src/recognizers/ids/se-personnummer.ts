import { isDay, passesLuhn } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const sePersonnummer = defineIdNumber({
  name: 'se-personnummer',
  entity: 'SE_PERSONNUMMER',
  summary: 'Swedish personal identity and coordination numbers: date of birth, Luhn check digit',
  pattern: '(?:18|19|20)?\\d{6}[-+ ]?\\d{4}',
  isValid(value) {
    const digits = value.slice(-10);
    const day = Number(digits.slice(4, 6));
    const century = value.length === 12 ? Number(value.slice(0, 2)) : 20;
    // 60 is added to the day in coordination numbers (samordningsnummer).
    const born = isDay(
      100 * century + Number(digits.slice(0, 2)),
      Number(digits.slice(2, 4)),
      day > 60 ? day - 60 : day,
    );
    return born && passesLuhn(digits);
  },
  words: [
    'personnummer',
    'personnumret',
    'personnr',
    'person nr',
    'pers nr',
    'persnr',
    'samordningsnummer',
    'personal identity number',
    'personal number',
    'coordination number',
    'swedish id',
  ],
  alone: 0.4,
});
