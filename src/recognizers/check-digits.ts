// Check digits that several numbers share. Arguments are digits unless said otherwise; nothing here is a part.

/** The Luhn formula (ISO/IEC 7812-1, annex B): doubled every second digit from the right, the sum is a multiple of 10. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = digits.charCodeAt(i) - 48;
    sum += double ? (digit > 4 ? 2 * digit - 9 : 2 * digit) : digit;
  }
  return sum % 10 === 0;
}

/** Sum of the first digits, each times its weight. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * (digits.charCodeAt(i) - 48), 0);
}

/** ISO 7064 MOD 97-10 of letters and digits, letters as 10 to 35: 1 where the check digits stand at the end and are right. */
export function remainder97(value: string): number {
  let rest = 0;
  for (const char of value) {
    const n = Number.parseInt(char, 36);
    rest = (rest * (n > 9 ? 100 : 10) + n) % 97;
  }
  return rest;
}

/** ISO 7064 MOD 11,10 over all digits, the check digit last. */
export function passesMod11With10(digits: string): boolean {
  let product = 10;
  for (const char of digits.slice(0, -1)) {
    const sum = (Number(char) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (product + Number(digits.at(-1))) % 10 === 1;
}

const VERHOEFF_PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** The scheme of Verhoeff (1969) over the dihedral group D5, the check digit last. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = Number(digits.at(-1 - i));
    for (let power = i % 8; power > 0; power--) digit = VERHOEFF_PERMUTATION[digit]!;
    check = multiplyInD5(check, digit);
  }
  return check === 0;
}

function multiplyInD5(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
}

/** Whether the calendar has such a day; a year of two digits may be of either century. */
export function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The letter of Spanish identity numbers: that of eight digits, mod 23, in the order of the Ministry of the Interior. */
export function hasSpanishLetter(value: string): boolean {
  return value[8] === 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(value.slice(0, 8)) % 23];
}

/** Worth of 0 to 9, and of A to Z, at the first, third, fifth place and so on of an Italian tax code. */
const ITALIAN_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** The check letter of Italian tax codes: of the fifteen signs before it, mod 26 (decree of 23 December 1976). */
export function hasItalianLetter(value: string): boolean {
  const rank = (char: string) => (char <= '9' ? Number(char) : char.charCodeAt(0) - 65);
  const worths = [...value.slice(0, 15)].map((char, i) => (i % 2 === 0 ? ITALIAN_ODD[rank(char)]! : rank(char)));
  return worths.reduce((sum, worth) => sum + worth, 0) % 26 === rank(value[15]!);
}
