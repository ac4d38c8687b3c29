import { defineIdNumber } from '../id-number.ts';

export const beNationalNumber = defineIdNumber({
  name: 'be-national-number',
  entity: 'BE_NATIONAL_NUMBER',
  summary: 'Belgian national register numbers and BIS numbers: date of birth, check digits mod 97',
  pattern: '\\d{2}([ .-]?)\\d{2}\\1\\d{2}[ .-]?\\d{3}[ .-]?\\d{2}',
  isValid(digits) {
    // BIS numbers of foreigners have 20 or 40 added to the month; month and day are 0 where they are not known.
    const [month, day] = [Number(digits.slice(2, 4)) % 20, Number(digits.slice(4, 6))];
    const [base, check] = [Number(digits.slice(0, 9)), Number(digits.slice(9))];
    // For those born since 2000 a 2 stands before the number when the check is reckoned.
    const isChecked = 97 - (base % 97) === check || 97 - ((2_000_000_000 + base) % 97) === check;
    return Number(digits.slice(2, 4)) < 60 && month <= 12 && day <= 31 && isChecked;
  },
  words: [
    'rijksregisternummer',
    'rijksregisternr',
    'rijksregister',
    'registre national',
    'numéro national',
    'numero national',
    'nationalregisternummer',
    'nationaal nummer',
    'insz',
    'niss',
    'rrn',
    'bis nummer',
    'numéro bis',
    'national register',
    'national number',
    'belgian id',
  ],
  alone: 0.9,
});
