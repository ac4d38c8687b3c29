import { defineRecognizer } from '../define.ts';
import { taggedAs } from './tagged.ts';

const word = /\p{L}{3}/u;
/** A label with its number: `SKU 0240-5754`. */
const labelled = /^[A-Z]{2,5}[\s:#-]{1,3}[\d\s-]+$/;
/** Where a decimal goes on. */
const decimal = /^\.\d/;

export const address = defineRecognizer({
  name: 'address',
  entity: 'ADDRESS',
  summary: 'Postal addresses, on one line or over several, by a linear model',
  tier: 'statistical',
  *find(searched) {
    const { text } = searched;
    for (const span of taggedAs('ADDRESS', searched)) {
      const found = text.slice(span.start, span.end);
      const isAddress = !/\d/.test(found) || (word.test(found) && !labelled.test(found));
      if (isAddress && !decimal.test(text.slice(span.end, span.end + 2))) yield span;
    }
  },
});
