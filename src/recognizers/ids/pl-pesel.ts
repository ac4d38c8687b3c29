import { isDay, weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const plPesel = defineIdNumber({
  name: 'pl-pesel',
  entity: 'PL_PESEL',
  summary: 'Polish PESEL numbers: date of birth and check digit (weights 1, 3, 7, 9)',
  pattern: '\\d{11}',
  isValid(digits) {
    // The century is added to the month: 80 for 1800, 0 for 1900, 20 for 2000.
    const month = Number(digits.slice(2, 4));
    const century = [1900, 2000, 2100, 2200, 1800][Math.floor(month / 20)]!;
    const born = isDay(century + Number(digits.slice(0, 2)), month % 20, Number(digits.slice(4, 6)));
    return born && weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
  },
  words: ['pesel', 'numer pesel', 'polish id', 'polish national id'],
  alone: 0.4,
});
