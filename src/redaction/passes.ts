import type { Person } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import { cutsWord } from '../recognizers/context.ts';
import { introducibleName, PersonIndex } from '../recognizers/names.ts';
import type { Found, Search } from './find.ts';
import { introducedPeople } from './introduced.ts';
import { withoutPlaceholders } from './placeholders.ts';
import type { RedactedText } from './redacted-text.ts';
import { type Finding, resolve } from './resolve.ts';

/** Each pass replaces at least one value. */
const MOST = 20;
/** What only the words beside it made known, and long enough to be nothing else where these words are missing. */
function isTelling({ entity, tier }: Finding, value: string): boolean {
  return (
    (tier === 'context' || entity === 'DATE_OF_BIRTH') && value.length >= 6 && value.replace(/\D/g, '').length >= 4
  );
}

/** Where values stand that have been found elsewhere in the document. */
function standingAgain(text: string, values: ReadonlyMap<string, Finding>): readonly Finding[] {
  const found: Finding[] = [];
  for (const [value, finding] of values) {
    for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + value.length)) {
      const end = start + value.length;
      if (!cutsWord(text, start) && !cutsWord(text, end)) found.push({ ...finding, start, end });
    }
  }
  return found.length === 0 ? found : resolve(found, text);
}

/** A name that the model is as sure of as this is looked for in all of the document; one word may well be that of a thing. */
const [SURE, SURE_OF_ONE_WORD] = [0.8, 0.95];

/** What is told of the findings of a document besides those that were replaced. */
export interface Told {
  /** What was found in each text and stayed, at its places in the redacted text. */
  readonly kept: readonly Pick<Found, 'allowed' | 'lowScore'>[];
  readonly overlaps: readonly string[];
}

/**
 * Replaces what is found in the texts of one document until nothing is found any more: a value can hide another, and who
 * is introduced or named in one text is looked for in all of them. `by` gets each finding with its value and the people
 * who are known by then. `given` are findings in each text as it is before anything is replaced.
 */
export function redactTexts(
  texts: readonly RedactedText[],
  search: Search,
  known: readonly Person[],
  by: (finding: Finding, value: string, people: PersonIndex) => string,
  given: readonly (readonly Finding[])[] = [],
): Told {
  let people = known;
  const overlaps: string[] = [];
  const again = new Map<string, Finding>();
  for (let pass = 0; pass < MOST; pass++) {
    if (search.findsPeople)
      people = [
        ...people,
        ...introducedPeople(
          texts.map(({ open }) => withoutPlaceholders(open)),
          people,
        ),
      ];
    const index = new PersonIndex(people);
    const met = new Set<string>();
    const kept: Told['kept'][number][] = [];
    let replaced = 0;
    for (const [i, text] of texts.entries()) {
      // Places of what was given hold before anything else is replaced.
      const known = pass === 0 ? [] : standingAgain(text.open, again);
      text.replace(known, (finding, value) => by(finding, value, index));
      const found = search.find(text.open, people, pass === 0 ? given[i] : []);
      kept.push(found);
      overlaps.push(...found.overlaps);
      replaced += known.length + found.findings.length;
      text.replace(found.findings, (finding, value) => {
        if (isSureName(finding, value)) met.add(value);
        if (isTelling(finding, value)) again.set(value, finding);
        return by(finding, value, index);
      });
    }
    if (replaced === 0) return { kept, overlaps };
    const names = new Set(people.map(({ name }) => name));
    const newly = [...met].filter(name => !names.has(name)).map(name => ({ name }));
    if (newly.length === 0) continue;
    people = [...people, ...newly];
    const all = new PersonIndex(people);
    // Only names can have come up, so that the next pass is the last.
    for (const text of texts)
      text.replace(search.findNamed(text.open, people), (finding, value) => by(finding, value, all));
  }
  throw new CorpusmithError('E_STAGE', { detail: `personal data left after ${MOST} passes` });
}

/** A name that the model has found: who is called so is called so in the rest of the document. */
function isSureName({ entity, tier, score }: Finding, value: string): boolean {
  const enough = /\s/.test(value.trim()) ? SURE : SURE_OF_ONE_WORD;
  return entity === 'PERSON' && tier === 'statistical' && score >= enough && introducibleName(value);
}
