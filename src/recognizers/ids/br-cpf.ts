import { defineIdNumber } from '../id-number.ts';

/** Is the digit at `at` right: the sum of those before it, the last of them times 2, times 10, modulo 11, 10 as 0. */
function isCheck(digits: string, at: number): boolean {
  let sum = 0;
  for (let i = 0; i < at; i++) sum += Number(digits[i]) * (at + 1 - i);
  return ((sum * 10) % 11) % 10 === Number(digits[at]);
}

export const brCpf = defineIdNumber({
  name: 'br-cpf',
  entity: 'BR_CPF',
  summary: 'Brazilian CPF numbers of persons: 11 digits, two check digits modulo 11',
  pattern: '\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{9}-?\\d{2}',
  isValid: digits => isCheck(digits, 9) && isCheck(digits, 10),
  words: ['cpf', 'cpf/mf', 'cpf nº', 'cadastro de pessoas físicas', 'cadastro de pessoa física', 'brazilian tax id'],
  alone: 0.85,
});
