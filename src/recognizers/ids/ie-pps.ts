import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const iePps = defineIdNumber({
  name: 'ie-pps',
  entity: 'IE_PPS',
  summary: 'Irish personal public service numbers: seven digits, check letter mod 23, since 2013 a second letter',
  pattern: '\\d{7}[ -]?[A-W][A-IWTX]?',
  isValid(value) {
    // A second letter from A to I counts nine times its place; W, T and X of older numbers count nothing.
    const second = Math.max(0, 'ABCDEFGHI'.indexOf(value[8] ?? ' ') + 1);
    const rest = (weightedSum(value, [8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23;
    return value[7] === 'WABCDEFGHIJKLMNOPQRSTUV'[rest];
  },
  words: ['pps', 'ppsn', 'ppsnumber', 'personal public service', 'rsi no', 'uimhir psp'],
  alone: 0.5,
});
