import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const thTnin = defineIdNumber({
  name: 'th-tnin',
  entity: 'TH_TNIN',
  summary: 'Thai identity numbers: 13 digits, province and check digit modulo 11',
  pattern: '[1-8]([- ]?)\\d{4}\\1\\d{5}\\1\\d{2}\\1\\d',
  isValid(digits) {
    // Second and third digit: the province of registration (ISO 3166-2:TH).
    const province = /^.(?:1[0-9]|2[0-7]|[34]\d|5[0-8]|6[0-7]|7[0-7]|8[0-6]|9[0-6])/.test(digits);
    const sum = weightedSum(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    return province && (11 - (sum % 11)) % 10 === Number(digits[12]);
  },
  words: [
    'thai id',
    'thai national id',
    'thai identity',
    'thai citizen id',
    'thailand id',
    'tnin',
    'thai tin',
    'เลขประจำตัวประชาชน',
    'เลขบัตรประชาชน',
    'บัตรประชาชน',
    'หมายเลขประจำตัวประชาชน',
    'เลขที่บัตรประชาชน',
  ],
  alone: 0.4,
});
