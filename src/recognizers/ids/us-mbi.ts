import { defineIdNumber } from '../id-number.ts';

// CMS, "Understanding the MBI": letters without S, L, O, I, B and Z.
const letter = '[AC-HJKMNP-RT-Y]';
const either = '[\\dAC-HJKMNP-RT-Y]';

export const usMbi = defineIdNumber({
  name: 'us-mbi',
  entity: 'US_MBI',
  summary: 'US Medicare beneficiary identifiers: 11 letters and digits at fixed places',
  pattern: `[1-9]${letter}${either}\\d-?${letter}${either}\\d-?${letter}${letter}\\d{2}`,
  words: [
    'mbi',
    'medicare beneficiary identifier',
    'medicare beneficiary id',
    'medicare beneficiary number',
    'medicare',
    'medicarenumber',
  ],
  alone: 0.4,
});
