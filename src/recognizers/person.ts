import { defineRecognizer } from '../define.ts';
import { taggedAs } from './tagged.ts';

export const person = defineRecognizer({
  name: 'person',
  entity: 'PERSON',
  summary: 'Names of people, by the words around them (a linear model, en de fr es it nl pt)',
  tier: 'statistical',
  *find(searched) {
    for (const span of taggedAs('PERSON', searched)) {
      if (!/\d/.test(searched.text.slice(span.start, span.end))) yield span;
    }
  },
});
