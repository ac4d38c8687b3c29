import { defineRecognizer } from '../../define.ts';
import { besideWords } from '../beside-words.ts';
import { allMatches, isWordAt } from '../context.ts';

// Since 2001: two letters for the place, the half year (02 to 29, 51 to 79), three letters. I and Q are not used.
const current = '[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\\d|5[1-9]|[67]\\d)[ -]?[A-HJ-PR-Z]{3}';
// From 1983 with the year as a letter in front, from 1963 with it behind; in capitals only.
const year = '[A-HJ-NPR-TV-Y]';
const older = `(?-i:${year}\\d{1,3}[ -]?[A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3}[ -]?\\d{1,3}${year})`;

function wholePlates(plates: string): RegExp {
  return new RegExp(`(?<![A-Z\\d_]|[A-Z\\d][-.])(?:${plates})(?![A-Z\\d_]|[-.]\\d)`, 'gi');
}
const byItself = wholePlates(current);
const withWord = wholePlates(`${current}|${older}`);
/** Score of a plate of today without a word. */
const ALONE = 0.4;

export const ukVehicleRegistration = defineRecognizer({
  name: 'uk-vehicle-registration',
  entity: 'UK_VEHICLE_REGISTRATION',
  summary: 'British number plates beside a word for them; those since 2001 count a little by themselves',
  tier: 'context',
  words: ['registration', 'registrations', 'reg', 'numberplate', 'plate', 'plates', 'vrm', 'vrn'],
  mayFind: searched => searched.minScore <= ALONE || searched.cues('uk-vehicle-registration').length > 0,
  *find(searched) {
    const { text } = searched;
    const beside = new Set<number>();
    for (const { start, end } of besideWords(searched, 'uk-vehicle-registration', withWord)) {
      if (beside.has(start) || isWordAt(text, end)) continue;
      beside.add(start);
      yield { start, end, score: 0.85 };
    }
    if (searched.minScore > ALONE) return;
    for (const { index: start, 0: value } of allMatches(byItself, text)) {
      const end = start + value.length;
      if (!beside.has(start) && !isWordAt(text, start - 1) && !isWordAt(text, end)) yield { start, end, score: ALONE };
    }
  },
});
