import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const jpMyNumber = defineIdNumber({
  name: 'jp-my-number',
  entity: 'JP_MY_NUMBER',
  summary: 'Japanese individual numbers (My Number): 12 digits, check digit',
  pattern: '\\d{4}([- ]?)\\d{4}\\1\\d{4}',
  isValid(digits) {
    // Ministry of Internal Affairs, ordinance 85 of 2014, article 5.
    const rest = weightedSum(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return (rest < 2 ? 0 : 11 - rest) === Number(digits[11]);
  },
  words: [
    'mynumber',
    'my number card',
    'individual number',
    'japanese my number',
    'japan my number',
    'マイナンバー',
    'マイナンバーは',
    'マイナンバーカード',
    '個人番号',
    '個人番号は',
  ],
  alone: 0.4,
});
