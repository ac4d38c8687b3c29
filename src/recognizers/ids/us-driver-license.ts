import { defineIdNumber } from '../id-number.ts';

/** As the states' motor vehicle departments issue them; some of them print hyphens or blanks. */
const shapes = [
  '\\d{6,14}[A-Z]{0,2}', // most states; Maine, Missouri and Vermont with letters at the end
  '[A-Z]\\d{5,14}', // California, Florida, Illinois, Massachusetts, New Jersey, New York, Virginia
  '[A-Z]\\d{18}', // New York, former
  '[A-Z]{2}\\d{3,7}[A-Z]?', // Colorado, Idaho, Ohio, Oregon, West Virginia
  '[A-Z]{3}\\d{6}', // North Dakota
  '[A-Z](?:[- ]\\d{2,5}){3,5}', // Maryland, Michigan, Minnesota, New Jersey
  '[A-Z]\\d{3}(?:[- ]\\d{1,4}){2,4}', // Florida, Illinois, Wisconsin
  '\\d{3}(?:[- ]\\d{2,3}){2,3}', // New York, Pennsylvania, Kansas
  '\\d{2}[A-Z]{3}\\d{5}', // New Hampshire
  '\\d{3}[A-Z]{1,2}\\d{4,6}', // Iowa, Missouri
  '[A-Z]\\d[A-Z]\\d[A-Z]', // Kansas
  'WDL[A-Z\\d]{9}', // Washington
];

export const usDriverLicense = defineIdNumber({
  name: 'us-driver-license',
  entity: 'US_DRIVER_LICENSE',
  summary: 'US driver licenses in the shapes of the states, right after a word for them',
  pattern: shapes.join('|'),
  words: [
    "driver's license",
    'driver’s license',
    'drivers license',
    'driver license',
    "driver's licenses",
    'driver lic',
    'drivers lic',
    'driving license',
    'driverlicense',
    'driverslicense',
    'driverlicensenumber',
    'dl',
    'dln',
    'state id',
  ],
  rightAfter: true,
});
