import { isDay } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

/** A digit, or the letter that stands for it where two people would have the same code (omocodia). */
const digit = '[0-9LMNP-V]';
const months = 'ABCDEHLMPRST';
/** Worth of 0 to 9, and of A to Z, at the first, third, fifth place and so on (decree of 23 December 1976). */
const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

export const itFiscalCode = defineIdNumber({
  name: 'it-fiscal-code',
  entity: 'IT_FISCAL_CODE',
  summary: 'Italian tax codes (codice fiscale): names, date and place of birth, check letter mod 26',
  pattern: `[A-Z]{3} ?[A-Z]{3} ?${digit}{2}[${months}]${digit}{2} ?[A-Z]${digit}{3} ?[A-Z]`,
  isValid(value) {
    const [year, day] = [value.slice(6, 8), value.slice(9, 11)].map(number) as [number, number];
    const month = months.indexOf(value[8]!) + 1;
    const sum = [...value.slice(0, 15)].reduce(
      (total, char, i) => total + (i % 2 === 0 ? odd[rank(char)]! : rank(char)),
      0,
    );
    // 40 is added to the day of women.
    return isDay(2000 + year, month, day > 40 ? day - 40 : day) && sum % 26 === rank(value[15]!);
  },
  words: ['codice fiscale', 'codicefiscale', 'cod fiscale', 'cod fisc', 'c f', 'cf', 'fiscal code', 'tax code'],
  alone: 0.8,
});

/** 0 to 9 for digits, 0 to 25 for letters. */
function rank(char: string): number {
  return char <= '9' ? Number(char) : char.charCodeAt(0) - 65;
}

function number(digits: string): number {
  return Number(digits.replace(/\D/g, letter => String('LMNPQRSTUV'.indexOf(letter))));
}
