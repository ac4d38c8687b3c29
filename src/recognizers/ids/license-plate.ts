import { defineIdNumber } from '../id-number.ts';

/** The longer before the shorter: the first that fits is taken. */
const shapes = [
  '[A-Z]{2}[- ]?\\d{1,2}[- ]?[A-Z]{1,3}[- ]?\\d{4}', // India
  '\\d{2} ?[A-Z]{1,3} ?\\d{2,4}', // Turkey
  '[A-Z\\d]{1,3}-[A-Z\\d]{2,3}-[A-Z\\d]{1,3}', // Netherlands, Portugal, France
  '[A-Z]{2}[- ]?\\d{2,4}[- ]?[A-Z]{2,3}', // Italy, United Kingdom
  '[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?\\d{1,4}[EH]?', // Germany, Austria
  '[A-Z]{3}[- ]?\\d{1,3}[- ]?[A-Z]{1,2}', // Nigeria, former United Kingdom
  '\\d[A-Z]{3}\\d{3}', // California
  '[A-Z]{3}\\d[A-Z]\\d{2}', // Mercosur
  '[A-Z]{1,3}[- ]?\\d{2,6}', // Belgium, Switzerland, Poland, states of the US
  '\\d{1,4}[- ]?[A-Z]{2,3}', // Spain, states of the US
  '[\\u4e00-\\u9fff][A-Z][A-Z\\d]{5,6}', // China
];

export const licensePlate = defineIdNumber({
  name: 'license-plate',
  entity: 'LICENSE_PLATE',
  summary: 'Licence plates of any country, right after a word for them',
  pattern: shapes.join('|'),
  words: [
    'license plate',
    'license plates',
    'licence plate',
    'licenseplate',
    'number plate',
    'number plates',
    'plate number',
    'plate no',
    'platenumber',
    'registration plate',
    'registration number',
    'vehicle registration',
    'vehicle reg',
    'car registration',
    'car reg',
    'reg no',
    'reg plate',
    'vehicle plate',
    'kennzeichen',
    'kfz-kennzeichen',
    'nummernschild',
    'autonummer',
    'kontrollschild',
    'immatriculation',
    "plaque d'immatriculation",
    'plaque d’immatriculation',
    'immatriculé',
    'immatriculée',
    'matrícula',
    'matricula',
    'placa',
    'placas',
    'targa',
    'kenteken',
    'kentekenplaat',
    'numer rejestracyjny',
    'registreringsnummer',
    'rekisterinumero',
    'plaka',
    '车牌',
    '车牌号',
  ],
  rightAfter: true,
});
