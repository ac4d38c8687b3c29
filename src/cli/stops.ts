import type { RunFacts, StageFacts } from '../core/facts.ts';
import type { Prepared } from '../run.ts';
import { count } from './progress.ts';

/** What would stop a run, though it does not stop `plan`. */
export interface Stop {
  readonly code: 'E_STOP_ABOVE' | 'E_LEAK';
  readonly stage: string;
  readonly detail: string;
}

/** Of sources with fewer documents a stage may drop any share. */
const FEW = 100;

/** Losses above `stopAbove`, and leaks beyond `allowLeaks`, of the stages that have such an option. */
export function stopsOf({ stages }: Prepared['plan'], facts: RunFacts): Stop[] {
  return stages.flatMap(({ name, options: { stopAbove, allowLeaks } }) => {
    const told = facts.stages.find(stage => stage.name === name)!;
    return [
      ...(typeof stopAbove === 'number' ? losses(told, stopAbove) : []),
      ...leaks(told, (allowLeaks ?? {}) as Readonly<Record<string, number>>),
    ];
  });
}

function losses({ name: stage, bySource }: StageFacts, stopAbove: number): Stop[] {
  return Object.entries(bySource).flatMap(([source, counts]) => {
    const lost = Object.values(counts.dropped).reduce((sum, documents) => sum + documents, 0);
    if (counts.in < FEW || lost <= stopAbove * counts.in) return [];
    const detail = `source ${source} would lose ${count(lost)} of ${count(counts.in)} documents, stopAbove is ${stopAbove}`;
    return [{ code: 'E_STOP_ABOVE' as const, stage, detail }];
  });
}

function leaks({ name: stage, facts = {} }: StageFacts, allowed: Readonly<Record<string, number>>): Stop[] {
  const over = Object.entries(allowed).filter(([kind, most]) => (facts[kind] ?? 0) > most);
  if (over.length === 0) return [];
  const detail = over.map(([kind, most]) => `${kind}: ${count(facts[kind]!)} found, ${count(most)} allowed`).join('; ');
  return [{ code: 'E_LEAK', stage, detail }];
}
