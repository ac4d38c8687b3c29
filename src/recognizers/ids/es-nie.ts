import { hasSpanishLetter } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const esNie = defineIdNumber({
  name: 'es-nie',
  entity: 'ES_NIE',
  summary: 'Identity numbers of foreigners in Spain (NIE): X, Y or Z, seven digits and their letter mod 23',
  pattern: '[XYZ][ -]?(?:\\d{7}|\\d\\.\\d{3}\\.\\d{3})[ -]?[A-HJ-NP-TV-Z]',
  // The first letter counts as 0, 1 or 2.
  isValid: value => hasSpanishLetter('XYZ'.indexOf(value[0]!) + value.slice(1)),
  words: ['nie', 'n i e', 'identidad', 'tarjeta de residencia', 'extranjería', 'foreigner id'],
  alone: 0.6,
});
