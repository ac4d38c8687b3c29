import { isDay, weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const noFodselsnummer = defineIdNumber({
  name: 'no-fodselsnummer',
  entity: 'NO_FODSELSNUMMER',
  summary: 'Norwegian birth and D numbers: date of birth, two check digits mod 11',
  pattern: '\\d{6}[ -]?\\d{5}|\\d{2}([ .])\\d{2}\\1\\d{2} \\d{3} ?\\d{2}',
  isValid(digits) {
    // D numbers have 40 added to the day, made-up ones for tests 40 or 80 to the month (Skatteetaten).
    const [day, month] = [Number(digits.slice(0, 2)) % 40, Number(digits.slice(2, 4)) % 40];
    const isChecked =
      weightedSum(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
      weightedSum(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
    return isDay(2000 + Number(digits.slice(4, 6)), month, day) && isChecked;
  },
  words: [
    'fødselsnummer',
    'fodselsnummer',
    'fødselsnr',
    'fødsels nr',
    'fnr',
    'personnummer',
    'personnr',
    'd nummer',
    'dnummer',
    'national identity number',
    'norwegian id',
  ],
  alone: 0.4,
});
