import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const deLanr = defineIdNumber({
  name: 'de-lanr',
  entity: 'DE_LANR',
  summary: 'Numbers of German physicians for life (LANR): six digits, their check digit, two for the field',
  pattern: '\\d{7}[ /-]?\\d{2}',
  // Weights 4 and 9 in turn; the seventh digit fills up to a multiple of 10 (Arztnummern-Richtlinie of the KBV).
  isValid: digits => !digits.startsWith('000000') && weightedSum(digits, [4, 9, 4, 9, 4, 9, 1]) % 10 === 0,
  words: ['lanr', 'arztnummer', 'arzt nummer', 'arztnr', 'arzt nr', 'vertragsarztnummer', 'physician number'],
  alone: 0.3,
});
