import { defineIdNumber } from '../id-number.ts';

export const krPassport = defineIdNumber({
  name: 'kr-passport',
  entity: 'KR_PASSPORT',
  summary: 'Korean passports: M, S, R, O or D, then eight digits, or three, a letter and four',
  pattern: '[MSROD](?:\\d{8}|\\d{3}[A-Z]\\d{4})',
  words: ['passport', 'passports', 'passportnumber', '여권', '여권번호', '여권번호는', '여권은'],
  alone: 0.3,
});
