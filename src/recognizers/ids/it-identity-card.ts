import { defineIdNumber } from '../id-number.ts';

export const itIdentityCard = defineIdNumber({
  name: 'it-identity-card',
  entity: 'IT_IDENTITY_CARD',
  summary: 'Numbers of Italian identity cards, on paper and electronic, beside a word for them',
  // On paper AA1234567, the first electronic ones 1234567AA, since 2016 CA12345AA.
  pattern: '[A-Z]{2} ?\\d{7}|\\d{7} ?[A-Z]{2}|[A-Z]{2} ?\\d{5} ?[A-Z]{2}',
  words: [
    "carta d'identità",
    "carta d'identita",
    'carta di identità',
    'carta di identita',
    'carta identità',
    'carta identita',
    'documento di identità',
    "documento d'identità",
    'cartaidentita',
    'numero carta',
    'cie',
    'identity card',
    'id card',
  ],
});
