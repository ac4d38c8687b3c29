import { KEPT_WORDS } from './kept-words.ts';

/** So many letters or digits in a row tell something of the original. */
const TELLING = 4;

/** Is a run of letters and digits of the original in the surrogate, in any case? Words that tell nothing do not count. */
export function survives(original: string, surrogate: string): boolean {
  const told = new Set<string>();
  for (const run of runsOf(original)) {
    for (let at = 0; at + TELLING <= run.length; at++) told.add(run.slice(at, at + TELLING));
  }
  if (told.size === 0) return false;
  for (const run of runsOf(surrogate)) {
    for (let at = 0; at + TELLING <= run.length; at++) if (told.has(run.slice(at, at + TELLING))) return true;
  }
  return false;
}

function runsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replace(KEPT_WORDS, ' ')
      .match(/[\p{L}\p{M}\p{N}]{4,}/gu) ?? []
  );
}
