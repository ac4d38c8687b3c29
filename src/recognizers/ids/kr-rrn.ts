import { isDay } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const krRrn = defineIdNumber({
  name: 'kr-rrn',
  entity: 'KR_RRN',
  summary: 'Korean resident registration numbers: date of birth and sex; the check digit ended in 2020',
  pattern: '\\d{6}-?[1-4]\\d{6}',
  isValid(digits) {
    const century = digits[6]! < '3' ? 1900 : 2000;
    return isDay(century + Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6)));
  },
  words: [
    'rrn',
    'resident registration',
    'korean id',
    'jumin',
    '주민등록번호',
    '주민등록번호는',
    '주민번호',
    '주민번호는',
  ],
  tier: 'anchored',
  alone: 0.4,
});
