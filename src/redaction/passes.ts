import type { Person } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import { introducibleName, PersonIndex } from '../recognizers/names.ts';
import type { Search } from './find.ts';
import { introducedPeople } from './introduced.ts';
import { withoutPlaceholders } from './placeholders.ts';
import type { RedactedText } from './redacted-text.ts';
import type { Finding } from './resolve.ts';

/** Each pass replaces at least one value. */
const MOST = 20;
/** A name that the model is as sure of as this is looked for in all of the document. */
const SURE = 0.8;

/** What was found and stayed, in the last pass. */
export interface Kept {
  readonly allowed: number;
  readonly lowScore: number;
}

/**
 * Replaces what is found in the texts of one document until nothing is found any more: a value can hide another, and who
 * is introduced or named in one text is looked for in all of them. `by` gets each finding with its value and the people
 * who are known by then.
 */
export function redactTexts(
  texts: readonly RedactedText[],
  search: Search,
  known: readonly Person[],
  by: (finding: Finding, value: string, people: PersonIndex) => string,
): Kept {
  let people = known;
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
    const kept = { allowed: 0, lowScore: 0 };
    let replaced = 0;
    for (const text of texts) {
      const found = search.find(text.open, people);
      kept.allowed += found.keptAllowed;
      kept.lowScore += found.keptLowScore;
      replaced += found.findings.length;
      text.replace(found.findings, (finding, value) => {
        if (isSureName(finding, value)) met.add(value);
        return by(finding, value, index);
      });
    }
    if (replaced === 0) return kept;
    const names = new Set(people.map(({ name }) => name));
    people = [...people, ...[...met].filter(name => !names.has(name)).map(name => ({ name }))];
  }
  throw new CorpusmithError('E_STAGE', { detail: `personal data left after ${MOST} passes` });
}

/** A name that the model has found: who is called so is called so in the rest of the document. */
function isSureName({ entity, tier, score }: Finding, value: string): boolean {
  return entity === 'PERSON' && tier === 'statistical' && score >= SURE && introducibleName(value);
}
