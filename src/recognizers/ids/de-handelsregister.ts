import { defineRecognizer } from '../../define.ts';
import { before } from '../context.ts';

const shape =
  /HR[AB][ :.-]{0,2}(?:(?:Nr|Nummer)[.:]{0,2} ?)?(\d{1,6})(?: (?:B|FL|HL|KI|PI)(?![A-Za-z]))?(?![A-Za-z\d_]|[-.,]\d)/iy;
/** `HRB 85` may be a hardness on the scale of Rockwell, which ends at 100. */
const HARDEST = 100;

export const deHandelsregister = defineRecognizer({
  name: 'de-handelsregister',
  entity: 'DE_HANDELSREGISTER',
  summary: 'Entries in the German commercial register: HRA or HRB and a number, with the letters that some courts add',
  tier: 'anchored',
  words: ['hra', 'hrb'],
  mayFind: searched => searched.cues('de-handelsregister').length > 0,
  *find(searched) {
    const { text } = searched;
    for (const { start } of searched.cues('de-handelsregister')) {
      shape.lastIndex = start;
      const match = shape.exec(text);
      if (match === null || /[\d_]$|[A-Za-z\d][-.]$/.test(before(text, start, 2))) continue;
      yield { start, end: start + match[0].length, score: Number(match[1]) > HARDEST ? 0.9 : 0.4 };
    }
  },
});
