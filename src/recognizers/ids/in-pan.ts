import { defineIdNumber } from '../id-number.ts';

export const inPan = defineIdNumber({
  name: 'in-pan',
  entity: 'IN_PAN',
  summary: 'Indian permanent account numbers: five letters, the fourth for the kind of holder, four digits, a letter',
  // Association, body, company, firm, government, family, artificial person, local authority, person, trust.
  pattern: '[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]',
  words: ['pan', 'pannumber', 'permanent account number', 'पैन', 'पैन कार्ड', 'पैन नंबर'],
  tier: 'anchored',
  alone: 0.4,
});
