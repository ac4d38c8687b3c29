import { defineIdNumber } from '../id-number.ts';

/** By the value of a character in base 36: what it counts (49 CFR 565.15). I, O and Q do not occur. */
const VALUES = '012345678912345678012345070923456789';
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

export const vin = defineIdNumber({
  name: 'vin',
  entity: 'VIN',
  summary: 'Vehicle identification numbers (ISO 3779): 17 letters and digits, check digit at the ninth place',
  pattern: '(?=\\d{0,16}[A-Z])[A-HJ-NPR-Z\\d]{13}\\d{4}',
  isValid(value) {
    let sum = 0;
    for (let i = 0; i < 17; i++) sum += weights[i]! * Number(VALUES[Number.parseInt(value[i]!, 36)]);
    return '0123456789X'[sum % 11] === value[8];
  },
  words: [
    'vin',
    'vehicle identification number',
    'vehicle identification no',
    'vehicle id number',
    'chassis number',
    'chassis no',
    'frame number',
    'fahrgestellnummer',
    'fahrzeugidentifikationsnummer',
    'fahrzeug-identifizierungsnummer',
    'fahrgestell nr',
    'fin',
    'numéro de châssis',
    'bastidor',
    'telaio',
    'chassi',
    'chassisnummer',
  ],
  alone: 0.6,
  // Only North America and China ask for the check digit.
  invalid: 0.85,
});
