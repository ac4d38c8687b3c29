import type { Range, Tier } from '../define.ts';
import { cutsWord } from '../recognizers/context.ts';

/** A span with the entity that it was found as. */
export interface Finding extends Range {
  readonly entity: string;
  /** Name of the recognizer. */
  readonly recognizer: string;
  readonly score: number;
  readonly tier: Tier;
}

/** The surest first. */
export const TIERS: readonly Tier[] = ['checksum', 'anchored', 'context', 'statistical'];

/** Of entities that the same shape may be, the one that does most harm comes first. Others follow. */
const HARM = [
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
 * the strongest. The result does not depend on the order of the input.
 */
export function resolve(findings: readonly Finding[], text: string): readonly Finding[] {
  if (findings.length === 0) return findings;
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

/**
 * What stands by itself before what other words say it is, the longer before the shorter, so that an address is not taken
 * for the postcode in it; then the surer one.
 */
export function stronger(a: Finding, b: Finding): number {
  return (
    Number(isWeak(a)) - Number(isWeak(b)) ||
    b.end - b.start - (a.end - a.start) ||
    TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) ||
    b.score - a.score ||
    harm(a) - harm(b) ||
    (a.entity < b.entity ? -1 : 1)
  );
}

function isWeak({ tier }: Finding): boolean {
  return tier === 'context' || tier === 'statistical';
}

function harm({ entity }: Finding): number {
  const index = HARM.indexOf(entity);
  return index === -1 ? HARM.length : index;
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
