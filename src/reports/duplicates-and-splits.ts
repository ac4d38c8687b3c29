import type { RunFacts, StageFacts } from '../core/facts.ts';
import { count, partOf, plural, sum } from './figures.ts';

/** What was found of duplicates, and how the splits were made and checked, in sentences. Empty when neither was looked after. */
export function duplicatesAndSplits({ stages }: RunFacts): string {
  const sentences = stages.flatMap(stage => {
    if (partOf(stage) === 'dedupe') return [duplicates(stage)];
    return partOf(stage) === 'split' ? [groups(stage), leaks(stage)] : [];
  });
  return sentences.join(' ');
}

function duplicates({ name, facts = {}, total }: StageFacts): string {
  const { exact = 0, near = 0, largest = 0 } = facts;
  if (exact + near === 0)
    return `\`${name}\` looked for exact and near-duplicates among ${plural(total.in, 'document')} and found none.`;
  const removed = sum(total.dropped);
  const fate = removed === 0 ? 'kept them all' : `removed ${plural(removed, 'document')}`;
  return `\`${name}\` found ${count(exact)} exact and ${count(near)} near-duplicates and ${fate}; the largest cluster held ${plural(largest, 'document')}.`;
}

function groups({ options, facts = {}, total }: StageFacts): string {
  const { together } = options;
  const by = Array.isArray(together) ? ` (by ${together.map(label => `\`${label}\``).join(', ')})` : '';
  const amount = facts.groups === undefined ? 'groups' : plural(facts.groups, 'group');
  const verb = facts.groups === 1 ? 'is' : 'are';
  return `${plural(total.in, 'document')} went into the splits in ${amount} that ${verb} never torn apart${by}.`;
}

/** What the independent check of the written files found: held-out rows by what they share with another split. */
function leaks({ facts = {} }: StageFacts): string {
  const kinds = [
    ['exact', 'the same text'],
    ['near', 'a similar text'],
    ['keys', 'a key'],
    ['answers', 'the same answer'],
  ] as const;
  const measured = kinds.filter(([kind]) => facts[kind] !== undefined);
  if (measured.length === 0) return 'The written files were not checked for leaks between the splits.';
  const found = measured.filter(([kind]) => facts[kind] !== 0);
  const check = 'A check of the written files, independent of the decision, found';
  const words = measured
    .map(([, shared]) => shared)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
  if (found.length === 0) return `${check} no held-out row that shares ${words} with another split.`;
  const rows = found.map(([kind, shared]) => `${count(facts[kind]!)} by ${shared}`);
  return `${check} held-out rows that leak into another split: ${rows.join(', ')}.`;
}
