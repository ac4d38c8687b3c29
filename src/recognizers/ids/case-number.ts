import { defineIdNumber } from '../id-number.ts';

/** Types of case of US courts, between the year and the number: civil, criminal, magistrate, bankruptcy, family, probate. */
const [federal, state] = ['CV|CR|MJ|MC|BK|AP|PO|MD|SW|GJ|CIV|CRIM', 'CV|CR|CIV|CRIM|MJ|MC|BK|PR|FA|DR|CF|CA|CC|JV|PC'];
const unmistakable = new RegExp(
  `^(?:\\d{3,4}(?:${federal})\\d{3,6}|(?:19|20)\\d{2}(?:${state})\\d{3,8})[A-Z\\d]{0,12}$`,
);

/** US district court with office, type and judges; year, type and number of a state court; register and year elsewhere. */
function dockets(district: string, stateCourt: string, register: string): string[] {
  return [
    `\\d{1,2}:\\d{2}-${district}-\\d{3,6}(?:-[A-Z\\d]{1,4}){0,4}`,
    `\\d{2,4}-?${stateCourt}-?\\d{2,8}(?:-[A-Z\\d]{1,4}){0,3}`,
    `${register}(?: [A-Z\\d]{1,3})? \\d{1,6}/\\d{2,4}`,
  ];
}
const type = `(?:${federal}|${state})`;

export const caseNumber = defineIdNumber({
  name: 'case-number',
  entity: 'CASE_NUMBER',
  summary: 'Numbers of court cases: dockets in the shape of US courts, others right after a word for them',
  pattern: [
    ...dockets('[A-Z]{2,3}', '[A-Z]{1,4}', '[IVX\\d]{1,4} [A-Z]{1,4}'),
    '[A-Z]{1,4}[-/]?\\d{1,6}[-/]\\d{1,8}(?:[-/][A-Z\\d]{1,6}){0,2}',
    '\\d{1,6}/(?:19|20)\\d{2}|\\d{2}/\\d{5}|\\d{3,6}/\\d{2}|\\d{2,4}-\\d{3,8}',
  ].join('|'),
  alonePattern: dockets(type, type, `\\d{3,4} ${type}`).join('|'),
  isValid: value => unmistakable.test(value),
  words: [
    'case',
    'casenumber',
    'docket',
    'docketnumber',
    'cause no',
    'cause number',
    'civil action no',
    'civil no',
    'criminal no',
    'index no',
    'claim no',
    'matter no',
    'matter number',
    'file no',
    'file number',
    'citation no',
    'aktenzeichen',
    'az',
    'geschäftszeichen',
    'geschäftsnummer',
    'geschäfts nr',
    'dossier',
    'rg',
    'pourvoi',
    'expediente',
    'procedimiento',
    'autos',
    'número de caso',
    'numero di ruolo',
    'procedimento',
    'processo',
    'zaaknummer',
    'rolnummer',
    'sygnatura akt',
    'sygn akt',
    'målnummer',
  ],
  tier: 'anchored',
  named: 0.95,
  invalid: 0.85,
  alone: 0.7,
  rightAfter: true,
});
