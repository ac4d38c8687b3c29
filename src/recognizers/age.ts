import { defineRecognizer } from '../define.ts';
import { allMatches } from './context.ts';

const number = '(?:1[01]\\d|[1-9]?\\d)';
const ages = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(?:` +
    // 42 years old, 42-year-old, 42 y/o, 42 yo, 42 ans, 42 Jahre alt
    `(?<first>${number})(?:[ -]years?[ -]olds?|[ -]?y[./]?o\\b|[ -]jähriger?|[ -]jährige|[ ]Jahre alt| ans(?= et |[.,;)\\n]|$)|[ ]años de edad| anni di età| jaar oud| anos de idade)` +
    // aged 42, age: 42, at the age of 42, im Alter von 42, à l'âge de 42
    `|(?:aged|(?:my|his|her|their|patient|customer)?[ ]?age(?: is| was)?[ ]?[:=]?|age of|alter von|âge de|edad(?: de)?|età di|leeftijd van|idade de)[ ]{1,2}(?<second>${number}))(?![\\p{L}\\p{N}%]|[.,:]\\p{N}|[ -](?:days?|hours?|minutes?|months?|seconds?|Tage))`,
  'dgiu',
);

/** Words that every age has beside it. */
const REACH = 24;

export const age = defineRecognizer({
  name: 'age',
  entity: 'AGE',
  summary: 'Ages of people: a number of years beside "years old", "aged" and the like',
  tier: 'context',
  words: [
    ...[
      'old',
      'olds',
      'y/o',
      'yo',
      'aged',
      'age',
      'age of',
      'jährige',
      'jähriger',
      'jahre alt',
      'alter von',
      'ans',
      'âge de',
    ],
    ...[
      'años de edad',
      'edad',
      'edad de',
      'anni di età',
      'età di',
      'jaar oud',
      'leeftijd van',
      'anos de idade',
      'idade de',
    ],
  ],
  mayFind: searched => searched.cues('age').length > 0,
  *find(searched) {
    const { text } = searched;
    let done = 0;
    for (const cue of searched.cues('age')) {
      const from = Math.max(done, cue.start - REACH);
      for (const match of allMatches(ages, text.slice(from, cue.end + REACH))) {
        const [start, end] = match.indices!.groups!.first ?? match.indices!.groups!.second!;
        done = from + end;
        yield { start: from + start, end: done, score: 0.7 };
      }
    }
  },
});
