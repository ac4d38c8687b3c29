import { defineIdNumber } from '../id-number.ts';

export const esPassport = defineIdNumber({
  name: 'es-passport',
  entity: 'ES_PASSPORT',
  summary: 'Spanish passport numbers beside a word for them: three letters and six digits',
  pattern: '[A-Z]{3}\\d{6}',
  words: [
    'pasaporte',
    'pasaportes',
    'número de pasaporte',
    'numero de pasaporte',
    'numeropasaporte',
    'passport',
    'passports',
    'passportnumber',
  ],
  rightAfter: true,
});
