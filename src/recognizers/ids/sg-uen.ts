import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

/** Of all other entities: letters before digits, and the weights of the nine characters before the check letter. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWX0123456789';
const OTHERS = [4, 3, 5, 3, 10, 2, 2, 5, 7];

export const sgUen = defineIdNumber({
  name: 'sg-uen',
  entity: 'SG_UEN',
  summary: 'Singaporean entity numbers (UEN): businesses, companies and others, with their check letters',
  pattern: '\\d{8}[A-Z]|(?:19|20)\\d{7}[A-Z]|[RST]\\d{2}[A-Z]{2}\\d{4}[A-Z]',
  isValid(value) {
    const last = value.at(-1);
    if (/^\D/.test(value)) {
      const sum = OTHERS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(value[i]!), 0);
      return ALPHABET[(sum + 6) % 11] === last;
    }
    return value.length === 9
      ? 'XMKECAWLJDB'[weightedSum(value, [10, 4, 9, 3, 8, 2, 7, 1]) % 11] === last
      : 'ZKCMDNERGWH'[weightedSum(value, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11] === last;
  },
  words: [
    'uen',
    'unique entity number',
    'acra',
    'business registration number',
    'company registration number',
    'company registration no',
    'co reg no',
  ],
  alone: 0.4,
});
