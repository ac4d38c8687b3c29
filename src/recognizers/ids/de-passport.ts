import { defineIdNumber } from '../id-number.ts';

/** What the serial number is made of: no vowels, and no letter that is taken for a digit. */
const sign = '[0-9CFGHJKLMNPRTVWXYZ]';

export const dePassport = defineIdNumber({
  name: 'de-passport',
  entity: 'DE_PASSPORT',
  summary:
    'Serial numbers of German passports and identity cards, also with the check digit of the machine-readable zone',
  pattern: `[CFGHJKLMNPRTVWXYZ]${sign}{8}\\d?`,
  isValid: value => value.length === 9 || remainderOfZone(value) === Number(value[9]),
  words: [
    'reisepass',
    'reisepassnummer',
    'reisepassnr',
    'passnummer',
    'passnr',
    'pass nr',
    'pass nummer',
    'personalausweis',
    'personalausweisnummer',
    'ausweisnummer',
    'ausweisnr',
    'ausweis',
    'perso',
    'identity card',
    'id card',
    'passport',
  ],
  tier: 'context',
  alone: 0.3,
});

/** Check digit of the first nine signs (ICAO Doc 9303, part 3): weights 7, 3, 1, letters as 10 to 35, mod 10. */
function remainderOfZone(value: string): number {
  const weights = [7, 3, 1];
  return [...value.slice(0, 9)].reduce((sum, char, i) => sum + weights[i % 3]! * Number.parseInt(char, 36), 0) % 10;
}
