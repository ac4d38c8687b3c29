import type { Part } from '../core/document.ts';
import { withoutPlaceholders } from '../redaction/placeholders.ts';
import { overlap } from './controls.ts';
import { type Mark, marksOf, type Reviewed } from './decisions.ts';
import type { ShownRows } from './shown-rows.ts';

/** So many values of one shape are a pattern. */
const PATTERN = 3;

/**
 * Options for the next run, as YAML, by what reviewers have marked: values that must go and values that may stay. It holds
 * personal data.
 */
export function proposalsText(dataset: string, reviewers: readonly Reviewed[], shown: ShownRows): string {
  const marked = markedIn(reviewers, shown);
  const deny = valuesOf(marked, 'missed').filter(value => value.length > 1);
  const allow = valuesOf(marked, 'wrong').filter(value => !isStandIn(value));
  const replaced = marked.filter(({ mark, value }) => mark.kind !== 'missed' && isStandIn(value));
  return [
    `# Proposed by the review of ${dataset}, for the options of its \`redact\` stage.`,
    '# It holds personal data: keep it for yourself, and delete it when it has been used.',
    ...list('deny', deny),
    ...list('allow', allow),
    ...shapesOf(deny),
    ...(replaced.length === 0
      ? []
      : ['# What the rows do not hold any more: its value has to be looked up in the source.']),
    ...replaced.map(({ mark, value, place }) => `# ${place}: ${value.replace(/\s+/g, ' ')} ${complaint(mark)}`),
    '',
  ].join('\n');
}

interface Marked {
  readonly mark: Mark;
  readonly value: string;
  readonly place: string;
}

/** All marks with their values, those on planted values left out. */
function markedIn(reviewers: readonly Reviewed[], shown: ShownRows): readonly Marked[] {
  return reviewers.flatMap(({ queue, rows }) =>
    [...rows].flatMap(([row, state]) => {
      const { parts, place, planted = [] } = shown[queue][row]!;
      const real = marksOf(state).filter(mark => !planted.some(value => overlap(mark, value)));
      return real.map(mark => ({ mark, value: markedText(parts, mark), place }));
    }),
  );
}

function markedText(parts: readonly Part[], { part, start, end }: Mark): string {
  return parts[part]!.text.slice(start, end).trim();
}

function valuesOf(marked: readonly Marked[], kind: Mark['kind']): string[] {
  return [...new Set(marked.filter(({ mark }) => mark.kind === kind).map(({ value }) => value))].toSorted();
}

function complaint({ kind, entity }: Mark): string {
  if (kind === 'wrong') return 'was replaced without need';
  return entity === undefined ? 'is of a wrong type' : `is of a wrong type, rather ${entity}`;
}

function isStandIn(value: string): boolean {
  return withoutPlaceholders(value).trim() === '';
}

/** A text in double quotes as JSON writes it is one in YAML too. */
function list(name: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`${name}:`, ...values.map(value => `  - ${JSON.stringify(value)}`)];
}

/** Shapes with digits in them that several values share: `AAA-00000`. */
function shapesOf(values: readonly string[]): string[] {
  const shapes = Map.groupBy(
    values.filter(value => /\d/.test(value)),
    shapeOf,
  );
  return [...shapes]
    .filter(([, same]) => same.length >= PATTERN)
    .map(
      ([shape, same]) =>
        `# ${same.length} values have the shape ${shape}: a recognizer of a plugin would find all of them.`,
    );
}

function shapeOf(value: string): string {
  return value
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a')
    .replace(/\p{N}/gu, '0')
    .replace(/\s+/g, ' ');
}
