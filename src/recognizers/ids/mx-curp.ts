import { isDay } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const states = 'AS|B[CS]|C[CLMSH]|D[FG]|G[TR]|HG|JC|M[CNS]|N[TLE]|OC|PL|Q[TR]|S[PLR]|T[CSL]|VZ|YN|ZS';

export const mxCurp = defineIdNumber({
  name: 'mx-curp',
  entity: 'MX_CURP',
  summary: 'Mexican CURP: initials, date of birth, sex, state, consonants and check digit',
  pattern: `[A-Z][AEIOUX][A-Z]{2}\\d{6}[HMX](?:${states})[B-DF-HJ-NP-TV-Z]{3}[A-Z\\d]\\d`,
  isValid(value) {
    // A digit at the 17th place for those born before 2000, a letter after.
    const century = /\d/.test(value[16]!) ? 1900 : 2000;
    const year = century + Number(value.slice(4, 6));
    if (!isDay(year, Number(value.slice(6, 8)), Number(value.slice(8, 10)))) return false;
    let sum = 0;
    for (let i = 0; i < 17; i++) sum += ALPHABET.indexOf(value[i]!) * (18 - i);
    return (10 - (sum % 10)) % 10 === Number(value[17]);
  },
  words: ['curp', 'clave unica de registro de poblacion', 'clave única', 'registro de población'],
  alone: 0.8,
  aloneInvalid: 0.3,
});
