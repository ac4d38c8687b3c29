import { defineRecognizer } from '../define.ts';
import { besideWords } from './beside-words.ts';
import { NAMED_DATE, NUMERIC_DATE } from './dates.ts';

const birthday = new RegExp(`(?<![\\p{L}\\p{N}])(?:${NAMED_DATE}|${NUMERIC_DATE})(?![\\p{L}\\p{N}])`, 'giu');

export const dateOfBirth = defineRecognizer({
  name: 'date-of-birth',
  entity: 'DATE_OF_BIRTH',
  summary: 'Dates beside a word that says that somebody was born then',
  // As sure as any date, and more is known of it: it comes before `DATE`.
  tier: 'anchored',
  words: [
    ...['born', 'born on', 'dob', 'd.o.b', 'date of birth', 'birth date', 'birthdate', 'birthday', 'bday'],
    ...['geboren', 'geboren am', 'geburtsdatum', 'geb', 'geburtstag'],
    ...['né le', 'née le', 'date de naissance', 'naissance'],
    ...['nacido el', 'nacida el', 'fecha de nacimiento', 'nacimiento'],
    ...['nato il', 'nata il', 'data di nascita', 'nascita', 'geboortedatum', 'geboren op'],
    ...['nascido em', 'nascida em', 'data de nascimento', 'nascimento'],
  ],
  mayFind: searched => searched.cues('date-of-birth').length > 0,
  *find(searched) {
    for (const { start, end } of besideWords(searched, 'date-of-birth', birthday)) yield { start, end, score: 0.9 };
  },
});
