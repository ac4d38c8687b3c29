import { defineRecognizer, type Range, type SearchedText } from '../define.ts';
import { matchesIn } from './beside-words.ts';
import { allMatches } from './context.ts';
import { MONTHS, NAMED_DATE, NUMERIC_DATE } from './dates.ts';

const [left, right] = ['(?<![\\p{L}\\p{N}_]|[\\p{N}][-/.:]|[vV]\\.? ?)', '(?![\\p{L}\\p{N}_]|[-/.]\\p{N})'];
const numeric = new RegExp(`${left}(?:${NUMERIC_DATE})${right}`, 'gu');
const named = new RegExp(`${left}(?:${NAMED_DATE})${right}`, 'giu');
/** Without it there is none in digits: most stretches are not searched further. */
const sign = /\d[-/.]\d{1,2}[-/.]\d/;
/** Of a text that holds a month, what may belong to its date. */
const [BEFORE, AFTER] = [16, 40];

export const date = defineRecognizer({
  name: 'date',
  entity: 'DATE',
  summary: 'Dates of days, in digits or with the name of the month in seven languages, with the time beside them',
  tier: 'anchored',
  words: MONTHS,
  mayFind: searched => searched.numbers.length > 0 || searched.cues('date').length > 0,
  *find(searched) {
    const { text } = searched;
    const numbers = searched.numbers.filter(({ start, end }) => sign.test(text.slice(start, end)));
    for (const { start, end } of matchesIn({ text, numbers }, numeric)) yield { start, end, score: 0.8 };
    for (const { start, end } of aroundMonths(searched)) {
      const found = text.slice(start, end);
      // A month alone is no day and tells much less of a person; `may 5` may be no date at all.
      const isDay =
        /(?<!\d)\d{1,2}(?!\d)/.test(found) && /\p{Lu}|\d{4}|\d{1,2}(?:st|nd|rd|th|er|º|ª)|\d\. |\d de/u.test(found);
      yield { start, end, score: isDay ? 0.8 : 0.4 };
    }
  },
});

function* aroundMonths(searched: SearchedText): Iterable<Range> {
  const { text } = searched;
  let done = 0;
  for (const cue of searched.cues('date')) {
    const from = Math.max(done, cue.start - BEFORE);
    for (const match of allMatches(named, text.slice(from, cue.end + AFTER))) {
      const start = from + match.index;
      done = start + match[0].length;
      yield { start, end: done };
    }
  }
}
