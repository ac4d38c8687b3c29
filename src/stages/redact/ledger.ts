import type { Document } from '../../core/document.ts';
import type { Context } from '../../core/stage.ts';
import type { Range } from '../../define.ts';
import type { Finding } from '../../redaction/resolve.ts';
import type { Outcome } from './document.ts';

/** The ledger of findings: `findings.jsonl`. */
export const FINDINGS = 'findings';

/** A line of it, less the stage and the document. Offsets are those in the redacted text of the part. */
export interface FindingLine extends Range {
  /** Position of the part; -1 for the title. */
  readonly part: number;
  readonly role: string;
  readonly entity: string;
  readonly recognizer: string;
  readonly tier: Finding['tier'];
  readonly score: number;
  /** Replaced, gone with its document, or kept: because the value is allowed, or because the score is under the threshold. */
  readonly decision: 'replaced' | 'dropped' | 'allowed' | 'low-score';
  readonly operator?: string;
  readonly startByte: number;
  readonly endByte: number;
  /** Of the value, in UTF-16 units, as a range: the very length would be a hint. */
  readonly length: string;
}

/** Counts what was found, breaks it down for the report, and leaves a line of the ledger for each finding. */
export function tell(outcome: Outcome, before: Document, by: ReadonlyMap<string, string>, ctx: Context): void {
  for (const [entity, count] of Object.entries(outcome.counts)) ctx.count(entity, count);
  if (outcome.values.length > 0) ctx.count('documents');
  const { kept, overlaps } = outcome.told;
  const sum = (of: (one: (typeof kept)[number]) => readonly unknown[]) =>
    kept.reduce((all, one) => all + of(one).length, 0);
  const [allowed, lowScore] = [sum(one => one.allowed), sum(one => one.lowScore)];
  if (allowed > 0) ctx.count('kept-allowed', allowed);
  if (lowScore > 0) ctx.count('kept-low-score', lowScore);
  for (const overlap of overlaps) ctx.tally('overlap', overlap);
  tellFindings(outcome, before, by, ctx);
}

/** Leaves a line for each finding of a document, text after text in order of place, and adds it to the breakdowns. */
function tellFindings(outcome: Outcome, before: Document, by: ReadonlyMap<string, string>, ctx: Context): void {
  const { language = 'unknown' } = before.labels;
  for (const [i, text] of outcome.texts.entries()) {
    const isTitle = i === before.parts.length;
    const role = isTitle ? 'title' : before.parts[i]!.role;
    const where = { part: isTitle ? -1 : i, role };
    const { allowed, lowScore } = outcome.told.kept[i]!;
    const kept = (decision: FindingLine['decision']) => (finding: Finding) => {
      return { ...finding, finding, decision, length: finding.end - finding.start };
    };
    const all = [
      ...text.replaced.map(one => ({
        ...one,
        decision: outcome.dropped ? ('dropped' as const) : ('replaced' as const),
      })),
      ...allowed.map(kept('allowed')),
      ...lowScore.map(kept('low-score')),
    ].sort((a, b) => a.start - b.start);
    const bytes = byteOffsets(text.text);
    for (const { finding, start, end, length, decision } of all) {
      const { entity, recognizer, tier, score } = finding;
      const isGone = decision === 'replaced' || decision === 'dropped';
      const operator = isGone ? { operator: by.get(entity)! } : {};
      const line: FindingLine = {
        ...where,
        entity,
        recognizer,
        tier,
        score: Math.round(1000 * score) / 1000,
        decision,
        ...operator,
        start,
        end,
        startByte: bytes(start),
        endByte: bytes(end),
        length: lengthRange(length),
      };
      ctx.note(FINDINGS, { ...line });
      if (decision === 'allowed') ctx.tally('allowed', entity);
      else if (decision === 'low-score') ctx.tally('near-miss', `${entity} ${tenth(score)}`);
      else {
        ctx.tally('recognizer', `${entity} ${recognizer}`);
        ctx.tally('role', `${entity} ${role}`);
        ctx.tally('language', `${entity} ${language}`);
        ctx.tally('score', `${entity} ${tenth(score)}`);
      }
    }
  }
}

/** `0.8` for scores from 0.8 to under 0.9; 1 has its own. */
function tenth(score: number): string {
  return (Math.floor(10 * score + 1e-9) / 10).toFixed(1);
}

/** `5-8`: from a power of two on. */
function lengthRange(length: number): string {
  const least = 2 ** Math.ceil(Math.log2(length)) / 2;
  return length <= 2 ? '1-2' : `${least + 1}-${2 * least}`;
}

/** Gives UTF-8 offsets for rising UTF-16 offsets, reading the text once. */
function byteOffsets(text: string): (offset: number) => number {
  let [at, bytes] = [0, 0];
  return offset => {
    if (offset < at) [at, bytes] = [0, 0];
    bytes += Buffer.byteLength(text.slice(at, offset));
    at = offset;
    return bytes;
  };
}
