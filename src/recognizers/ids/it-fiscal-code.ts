import { hasItalianLetter, isDay } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

/** A digit, or the letter that stands for it where two people would have the same code (omocodia). */
const digit = '[0-9LMNP-V]';
const months = 'ABCDEHLMPRST';

export const itFiscalCode = defineIdNumber({
  name: 'it-fiscal-code',
  entity: 'IT_FISCAL_CODE',
  summary: 'Italian tax codes (codice fiscale): names, date and place of birth, check letter mod 26',
  pattern: `[A-Z]{3} ?[A-Z]{3} ?${digit}{2}[${months}]${digit}{2} ?[A-Z]${digit}{3} ?[A-Z]`,
  isValid(value) {
    const [year, day] = [value.slice(6, 8), value.slice(9, 11)].map(number) as [number, number];
    const month = months.indexOf(value[8]!) + 1;
    // 40 is added to the day of women.
    return isDay(2000 + year, month, day > 40 ? day - 40 : day) && hasItalianLetter(value);
  },
  words: ['codice fiscale', 'codicefiscale', 'cod fiscale', 'cod fisc', 'c f', 'cf', 'fiscal code', 'tax code'],
  alone: 0.8,
});

function number(digits: string): number {
  return Number(digits.replace(/\D/g, letter => String('LMNPQRSTUV'.indexOf(letter))));
}
