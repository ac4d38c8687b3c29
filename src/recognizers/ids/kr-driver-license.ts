import { defineIdNumber } from '../id-number.ts';

export const krDriverLicense = defineIdNumber({
  name: 'kr-driver-license',
  entity: 'KR_DRIVER_LICENSE',
  summary: 'Korean driver licenses: region, year, number, check digits',
  // Regions 11 (Seoul) to 26 (Ulsan), and 28 (north of Gyeonggi).
  pattern: '(?:1[1-9]|2[0-68])([- ]?)\\d{2}\\1\\d{6}\\1\\d{2}',
  words: [
    "driver's license",
    'driver license',
    'drivers license',
    'driving license',
    'licence number',
    'license number',
    '운전면허',
    '운전면허번호',
    '운전면허번호는',
    '면허번호',
    '운전면허증',
  ],
  alone: 0.3,
});
