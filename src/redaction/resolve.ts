import { cutsWord } from '../recognizers/context.ts';

/** A span with the entity that it was found as. */
export interface Finding {
  readonly entity: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** Who wins a tie between findings of one length: what does most harm or is surest comes first. Others follow. */
const tiers = [
  'SECRET',
  'URL_WITH_CREDENTIALS',
  'CREDIT_CARD',
  'IBAN',
  'US_SSN',
  'EMAIL',
  'IP_ADDRESS',
  'PHONE',
  'PERSON',
];

/**
 * Makes findings disjoint, in order of position. Edges first grow to whole words, so that no letter or digit of a value
 * stays behind. Findings that overlap or, of one entity, touch become one over all of their text: it takes the entity of
 * the longest, then of the higher tier, then of the better score. The result does not depend on the order of the input.
 */
export function resolve(findings: readonly Finding[], text: string): readonly Finding[] {
  const valid = findings.filter(({ start, end }) => 0 <= start && start < end && end <= text.length);
  const sorted = valid.toSorted((a, b) => a.start - b.start || stronger(a, b));
  const resolved: Finding[] = [];
  let winner: Finding | undefined;
  for (const finding of sorted) {
    const last = resolved.at(-1);
    const from = last === undefined ? 0 : last.end;
    if (last !== undefined && (finding.start < last.end || touches(last, finding, text))) {
      winner = stronger(winner!, finding) <= 0 ? winner! : finding;
      const end = Math.max(last.end, wordEnd(text, Math.max(finding.end, last.end)));
      resolved[resolved.length - 1] = { ...winner, start: last.start, end };
    } else {
      winner = finding;
      resolved.push({ ...finding, start: wordStart(text, finding.start, from), end: wordEnd(text, finding.end) });
    }
  }
  return resolved;
}

function touches(last: Finding, next: Finding, text: string): boolean {
  return last.end === next.start && (last.entity === next.entity || cutsWord(text, next.start));
}

function stronger(a: Finding, b: Finding): number {
  return (
    b.end - b.start - (a.end - a.start) || tier(a) - tier(b) || b.score - a.score || (a.entity < b.entity ? -1 : 1)
  );
}

function tier({ entity }: Finding): number {
  const index = tiers.indexOf(entity);
  return index === -1 ? tiers.length : index;
}

function wordStart(text: string, start: number, from: number): number {
  let at = start;
  while (at > from && cutsWord(text, at)) at--;
  return at;
}

function wordEnd(text: string, end: number): number {
  let at = end;
  while (cutsWord(text, at)) at++;
  return at;
}
