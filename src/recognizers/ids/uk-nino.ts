import { defineIdNumber } from '../id-number.ts';

export const ukNino = defineIdNumber({
  name: 'uk-nino',
  entity: 'UK_NINO',
  summary: 'British National Insurance numbers: prefixes that are given out, and their suffix',
  // Letters and prefixes that HMRC does not use (National Insurance Manual, NIM39110). There is no check digit.
  pattern:
    '(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]' +
    '(?:([ -])\\d{2}\\1\\d{2}\\1\\d{2}\\1| ?\\d{6} ?)[A-D]',
  words: ['national insurance', 'nationalinsurance', 'nino', 'ni number', 'ni no', 'ninumber', 'n i number'],
  tier: 'anchored',
  alone: 0.6,
});
