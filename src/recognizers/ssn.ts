import { defineRecognizer } from '../define.ts';
import { matchesIn } from './beside-words.ts';
import { after, before, lastMatch, words } from './context.ts';

const shape =
  /(?<![\p{L}\p{N}]|[\p{L}\p{N}][-.])(\d{3})([-–. \u00a0]?)(\d{2})\2(\d{4})(?![\p{L}\p{N}]|[-.][\p{L}\p{N}])/gu;

const DIGITS = 9;

/** Area, separator, group and serial number of a match. */
const parts = /^(\d{3})(\D?)(\d{2})\D?(\d{4})$/;

const ssnWords = words(
  'ssns?',
  'social security(?: (?:number|no|nr))?\\.?',
  'soc\\.? sec\\.?',
  'itin',
  'tax(?:payer)? id',
);

/** Numbers printed in advertisements and leaflets, never anybody's since. */
const specimens = new Set(['078051120', '219099999', '123456789']);

export const ssn = defineRecognizer({
  name: 'ssn',
  entity: 'US_SSN',
  summary: 'US social security numbers in the ranges that are issued; nine bare digits need a word beside them',
  tier: 'anchored',
  mayFind: ({ numbers }) => numbers.length > 0,
  *find(searched) {
    const { text } = searched;
    const numbers = searched.numbers.filter(({ digits }) => digits >= DIGITS);
    for (const { start, end } of matchesIn({ text, numbers }, shape)) {
      const [, area, separator, group, serial] = parts.exec(text.slice(start, end)) as unknown as [
        string,
        string,
        string,
        string,
        string,
      ];
      // Three columns of a row of numbers.
      const row = /\s/.test(separator) && (/\d $/.test(before(text, start, 2)) || /^ \d/.test(after(text, end, 2)));
      if (row || group === '00' || serial === '0000') continue;
      const named = lastMatch(before(text, start, 72), ssnWords) !== -1;
      // Who calls one of them their own number has been misled, but shows where such numbers stand.
      if (specimens.has(area + group + serial) && !named) continue;
      // 000, 666 and 900 to 999 are never issued as an SSN (SSA), but a labelled one is an ITIN or a slip: still a person's.
      const issued = area !== '000' && area !== '666' && area < '900';
      if (!issued && !named) continue;
      const score = named ? 0.95 : /[-–]/.test(separator) ? 0.8 : separator === '' ? 0.3 : 0.5;
      yield { start, end, score };
    }
  },
});
