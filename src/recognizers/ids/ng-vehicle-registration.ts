import { defineRecognizer } from '../../define.ts';
import { besideWords } from '../beside-words.ts';
import { allMatches } from '../context.ts';

/** Three letters of the local government, three digits, two letters. */
const shape = /(?<![\p{L}\p{N}_]|[\p{L}\p{N}][-.])[A-Z]{3}[- ]?\d{3} ?[A-Z]{2}(?![\p{L}\p{N}_]|[-.]\p{N})/giu;

/** Scores beside a word and alone: many article numbers look like a plate. */
const [NAMED, ALONE] = [0.85, 0.4];

export const ngVehicleRegistration = defineRecognizer({
  name: 'ng-vehicle-registration',
  entity: 'NG_VEHICLE_REGISTRATION',
  summary: 'Nigerian licence plates: three letters, three digits, two letters; alone below the default threshold',
  tier: 'anchored',
  words: [
    'plate',
    'plates',
    'vehicle registration',
    'registration number',
    'reg number',
    'reg no',
    'vehicle number',
    'frsc',
  ],
  mayFind: searched => searched.minScore <= ALONE || searched.cues('ng-vehicle-registration').length > 0,
  *find(searched) {
    const named = new Set<number>();
    for (const { start, end } of besideWords(searched, 'ng-vehicle-registration', shape)) {
      if (!named.has(start)) yield { start, end, score: NAMED };
      named.add(start);
    }
    // Three digits are no number to the scan of the text: it takes a look of its own.
    if (searched.minScore > ALONE) return;
    for (const { index, 0: found } of allMatches(shape, searched.text))
      if (!named.has(index)) yield { start: index, end: index + found.length, score: ALONE };
  },
});
