import { z } from 'zod';
import { type Document, drop, mapText, type Person, withLabels } from '../core/document.ts';
import { CorpusmithError, nearest } from '../core/errors.ts';
import type { Context } from '../core/stage.ts';
import { defineStage, type MapStageDefinition, type RecognizerDefinition } from '../define.ts';
import { recognizers as builtIn } from '../recognizers/index.ts';
import { PersonIndex } from '../recognizers/names.ts';
import { Search } from '../redaction/find.ts';
import { introducedPeople } from '../redaction/introduced.ts';
import { Placeholders, withoutPlaceholders } from '../redaction/placeholders.ts';
import type { Finding } from '../redaction/resolve.ts';

declare module '../core/document.ts' {
  interface Labels {
    /** How many values `redact` replaced. */
    readonly redactions?: number;
  }
}

/** Replacing a value can bring another to light (a word beside it was part of it). Each pass replaces at least one. */
const maxPasses = 20;

/** The `redact` stage over these recognizers: the built-in ones, or those of plugins too. */
export function redactWith(recognizers: readonly RecognizerDefinition[]): MapStageDefinition {
  const known = [...new Set(recognizers.map(({ entity }) => entity))].sort();
  const options = optionsOver(known);
  return defineStage({
    name: 'redact',
    summary: 'Finds personal data and secrets and replaces them by numbered placeholders; removes the label people',
    options,
    adds: ['redactions'],
    map({ entities, replace, minScore, allow }: z.infer<typeof options>) {
      const chosen = recognizers.filter(({ entity }) => entities.includes(entity));
      const search = new Search(chosen, minScore, allow);
      const named = entities.includes('PERSON');
      return (doc, ctx) => {
        const { redacted, counts } = redactDocument(doc, search, named, replace, ctx);
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        if (total > 0) ctx.count('documents');
        if (replace === 'drop-document' && total > 0) return drop('personal-data', counts);
        return withLabels(redacted, { redactions: (doc.labels.redactions ?? 0) + total, people: undefined });
      };
    },
  });
}

export const redact = redactWith(builtIn);

function optionsOver(known: readonly string[]) {
  const entity = z.enum(known, {
    error: ({ input }) => {
      const near = typeof input === 'string' ? nearest(input, known) : undefined;
      return `There is no such entity${near === undefined ? `; there are ${known.join(', ')}` : `; did you mean ${near}?`}`;
    },
  });
  return z.strictObject({
    entities: z
      .array(entity)
      .min(1)
      .default([...known])
      .describe('The kinds of personal data to look for. All of them unless named here.'),
    replace: z
      .enum(['placeholder', 'mask', 'drop-document'])
      .default('placeholder')
      .describe(
        'What becomes of a finding: a numbered placeholder such as [EMAIL_1], the same number for the same value within a ' +
          'document; a mask of three asterisks; or the whole document is dropped.',
      ),
    minScore: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe(
        'Findings that score less stay. 1 is proved by a check digit or a known value; private IP addresses, bare ' +
          'digits without a word beside them score 0.3.',
      ),
    allow: z
      .array(z.string().min(1))
      .default([])
      .describe('Values that stay wherever they stand, such as your own support address, in any spelling of them.'),
  });
}

type Replace = 'placeholder' | 'mask' | 'drop-document';

/** Redacts title and parts until nothing is found any more, and counts what was found by entity. */
function redactDocument(doc: Document, search: Search, named: boolean, replace: Replace, ctx: Context) {
  let redacted = doc;
  let people: readonly Person[] = doc.labels.people ?? [];
  const placeholders = new Placeholders(textsOf(doc));
  const counts: Record<string, number> = {};

  for (let pass = 0; pass < maxPasses; pass++) {
    if (named) people = [...people, ...introducedPeople(textsOf(redacted).map(withoutPlaceholders), people)];
    const index = new PersonIndex(people);
    const kept = { allowed: 0, lowScore: 0 };
    let replaced = 0;
    redacted = mapText(redacted, text => {
      const found = search.find(text, people);
      kept.allowed += found.keptAllowed;
      kept.lowScore += found.keptLowScore;
      replaced += found.findings.length;
      return replaceAll(text, found.findings, (entity, value) => {
        counts[entity] = (counts[entity] ?? 0) + 1;
        return replace === 'mask' ? '***' : placeholders.of(entity, value, index);
      });
    });
    if (replaced > 0) continue;
    for (const [entity, count] of Object.entries(counts)) ctx.count(entity, count);
    if (kept.allowed > 0) ctx.count('kept-allowed', kept.allowed);
    if (kept.lowScore > 0) ctx.count('kept-low-score', kept.lowScore);
    return { redacted, counts };
  }
  throw new CorpusmithError('E_STAGE', { place: doc.id, detail: `personal data left after ${maxPasses} passes` });
}

function textsOf(doc: Document): readonly string[] {
  return [doc.labels.title ?? '', ...doc.parts.map(part => part.text)];
}

function replaceAll(text: string, findings: readonly Finding[], by: (entity: string, value: string) => string): string {
  let changed = '';
  let from = 0;
  for (const { entity, start, end } of findings) {
    changed += text.slice(from, start) + by(entity, text.slice(start, end));
    from = end;
  }
  return changed + text.slice(from);
}
