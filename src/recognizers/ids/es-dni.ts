import { hasSpanishLetter } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const esDni = defineIdNumber({
  name: 'es-dni',
  entity: 'ES_DNI',
  summary: 'Spanish identity numbers (DNI, NIF): eight digits and their letter mod 23',
  pattern: '(?:\\d{8}|\\d{2}\\.\\d{3}\\.\\d{3})[ -]?[A-HJ-NP-TV-Z]',
  isValid: hasSpanishLetter,
  words: ['dni', 'd n i', 'nif', 'n i f', 'identidad', 'spanish id'],
  alone: 0.6,
});
