import { defineIdNumber } from '../id-number.ts';

export const dePlz = defineIdNumber({
  name: 'de-plz',
  entity: 'DE_PLZ',
  summary: 'German postcodes beside a word for them, in the areas that exist',
  // Areas 00, 05, 43 and 62 were never given; the first postcode is 01067, the last 99998.
  pattern: '(?:D-?)?(?!00|010[0-5]|05|43|62|99999)\\d{5}',
  words: [
    'plz',
    'plz/ort',
    'plz / ort',
    'plz, ort',
    'postleitzahl',
    'postleitzahlen',
    'postleitzahl/ort',
    'postcode',
    'postal code',
    'postalcode',
  ],
  rightAfter: true,
});
