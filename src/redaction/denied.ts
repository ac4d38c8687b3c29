import { defineRecognizer, type RecognizerDefinition } from '../define.ts';
import { allMatches, cutsWord } from '../recognizers/context.ts';

export const DENIED = 'DENIED';

/** Finds values that are always to be replaced, in any upper and lower case, as whole words. */
export function denied(values: readonly string[]): RecognizerDefinition {
  const sorted = [...values].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const escaped = sorted.map(value =>
    value
      .trim()
      .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
      .replace(/\s+/g, '\\s{1,3}'),
  );
  const pattern = new RegExp(escaped.join('|'), 'giu');
  return defineRecognizer({
    name: 'denied',
    entity: DENIED,
    summary: 'Values that the pipeline names under `deny`',
    tier: 'checksum',
    *find({ text }) {
      for (const { index, 0: found } of allMatches(pattern, text)) {
        const end = index + found.length;
        if (!cutsWord(text, index) && !cutsWord(text, end)) yield { start: index, end, score: 1 };
      }
    },
  });
}
