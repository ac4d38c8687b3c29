import type { RunFacts } from '../core/facts.ts';
import { count } from './figures.ts';
import { entityCounts, type RedactionFigures, redactionFigures } from './redaction-figures.ts';
import { residualRisk } from './redaction-sections.ts';

/** What was done about personal data and what is known of the rest, in sentences. */
export function personalData(facts: RunFacts): string {
  const figures = redactionFigures(facts);
  if (figures.stages.length === 0)
    return 'No redaction was part of this pipeline. The rows hold whatever personal data the source documents hold.';
  const found = entityCounts(facts);
  const what =
    found.length === 0
      ? 'None was found'
      : `Found: ${found.map(([entity, values]) => `${entity} ${count(values)}`).join(', ')}`;
  return [
    `${what}. The data is pseudonymised, not anonymous: indirect clues are not looked for, and statistical recognizers miss some names.`,
    measured(figures),
    scanned(figures),
    `Status of the redaction when this was written: ${figures.status}. ${residualRisk(figures)} \`redaction.html\` has the rest.`,
  ]
    .filter(sentence => sentence !== '')
    .join(' ');
}

function measured({ canaries }: RedactionFigures): string {
  if (canaries.length === 0) return 'How much is found was not measured.';
  const each = canaries.map(({ entity, planted, found }) => `${entity} ${count(found)} of ${count(planted)}`);
  return `Found of planted values: ${each.join(', ')}.`;
}

function scanned({ postScan }: RedactionFigures): string {
  if (postScan === undefined) return 'The written rows were not scanned again.';
  return `${count(postScan.rows)} written rows were scanned again: ${count(postScan.unexplained)} hits are unexplained.`;
}
