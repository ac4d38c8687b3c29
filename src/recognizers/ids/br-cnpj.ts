import { weightedSum } from '../check-digits.ts';
import { defineIdNumber } from '../id-number.ts';

/** Weights of the characters before a check digit; the first digit has no use for the first one. */
const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/** Is the digit at `at` right? A letter counts as its ASCII code less 48 (Receita Federal, IN RFB 2229/2024). */
function isCheck(value: string, at: number): boolean {
  const rest = weightedSum(value.slice(0, at), weights.slice(13 - at)) % 11;
  return (rest < 2 ? 0 : 11 - rest) === Number(value[at]);
}

export const brCnpj = defineIdNumber({
  name: 'br-cnpj',
  entity: 'BR_CNPJ',
  summary: 'Brazilian CNPJ numbers of companies, with letters too since 2026: two check digits modulo 11',
  pattern: '[A-Z\\d]{2}\\.[A-Z\\d]{3}\\.[A-Z\\d]{3}/[A-Z\\d]{4}-\\d{2}|[A-Z\\d]{12}-?\\d{2}',
  isValid: value => isCheck(value, 12) && isCheck(value, 13),
  words: ['cnpj', 'cnpj/mf', 'cnpj nº', 'cadastro nacional da pessoa jurídica'],
  alone: 0.4,
});
