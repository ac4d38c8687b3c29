import { isDay } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

const controls = '0123456789ABCDEFHJKLMNPRSTUVWXY';

export const fiHetu = defineIdNumber({
  name: 'fi-hetu',
  entity: 'FI_HETU',
  summary: 'Finnish personal identity codes: date of birth, sign of the century, control character mod 31',
  pattern: '\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]',
  isValid(value) {
    // Of the signs of the century - and + are gone, those of the years before 2000. A letter from A to F is later.
    const [, date, century, serial, control] = /^(\d{6})([A-Z]?)(\d{3})(.)$/.exec(value) as unknown as string[];
    const year = (century! >= 'A' && century! <= 'F' ? 2000 : 1900) + Number(date!.slice(4));
    const born = isDay(year, Number(date!.slice(2, 4)), Number(date!.slice(0, 2)));
    return born && serial! >= '002' && controls[Number(date! + serial!) % 31] === control;
  },
  words: [
    'henkilötunnus',
    'henkilötunnuksen',
    'henkilotunnus',
    'hetu',
    'sotu',
    'personbeteckning',
    'personal identity code',
    'finnish id',
  ],
  alone: 0.7,
});
