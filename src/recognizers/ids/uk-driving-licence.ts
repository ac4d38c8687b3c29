import { isDay } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

export const ukDrivingLicence = defineIdNumber({
  name: 'uk-driving-licence',
  entity: 'UK_DRIVING_LICENCE',
  summary: 'Driver numbers of the DVLA: surname, date of birth, initials',
  // Five letters of the surname filled up with 9; decade, month, day and year of birth; initials, or 9 for none.
  pattern: '[A-Z][A-Z9]{4} ?\\d{6} ?[A-Z][A-Z9][A-Z0-9] ?[A-Z]{2}',
  isValid(value) {
    // 50 is added to the month of women. The last two are check letters that the DVLA does not explain.
    const year = 2000 + Number(value[5]! + value[10]!);
    const month = Number(value.slice(6, 8));
    return /^[A-Z]+9*\d{6}/.test(value) && isDay(year, month > 50 ? month - 50 : month, Number(value.slice(8, 10)));
  },
  words: [
    'driving licence',
    'driving license',
    'drivinglicence',
    'driver licence',
    "driver's licence",
    'drivers licence',
    'driver number',
    'licence number',
    'licence no',
    'dvla',
  ],
  tier: 'anchored',
  alone: 0.7,
});
