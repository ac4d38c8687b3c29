import { z } from 'zod';
import { type Document, drop, textOf, withLabels, withParts } from '../../core/document.ts';
import { defineStage } from '../../define.ts';
import { c4Rules, c4Thresholds, withoutC4Lines } from './c4.ts';
import { finewebRules, finewebThresholds } from './fineweb.ts';
import { gopherRules, gopherThresholds, repetitionRules, repetitionThresholds } from './gopher.ts';
import { measured, type Rule } from './text.ts';

declare module '../../core/document.ts' {
  interface Labels {
    /** How far the document is from the nearest limit of the rules it was held against: 0 at the limit, 1 far away. */
    readonly quality?: number;
  }
}

const groups = ['gopher', 'gopher-repetition', 'c4', 'fineweb'] as const;

const thresholds = {
  gopher: gopherThresholds.prefault({}).describe('Thresholds of the `gopher` rules.'),
  repetition: repetitionThresholds.prefault({}).describe('Thresholds of the `gopher-repetition` rules.'),
  c4: c4Thresholds.prefault({}).describe('Thresholds of the `c4` rules.'),
  fineweb: finewebThresholds.prefault({}).describe('Thresholds of the `fineweb` rules.'),
};

type Thresholds = z.infer<z.ZodObject<typeof thresholds>>;

function rulesOf(group: (typeof groups)[number], limits: Thresholds): readonly Rule[] {
  if (group === 'gopher') return gopherRules(limits.gopher);
  if (group === 'gopher-repetition') return repetitionRules(limits.repetition);
  return group === 'c4' ? c4Rules(limits.c4) : finewebRules(limits.fineweb);
}

const defaults = z.strictObject(thresholds).parse({});
const names = groups.flatMap(group => rulesOf(group, defaults).map(rule => rule.name));

const options = z.strictObject({
  rules: z
    .array(z.enum([...groups, ...names]))
    .min(1)
    .default(['gopher-repetition', 'c4-lorem-ipsum'])
    .describe('Rules to apply: names of sets (gopher, gopher-repetition, c4, fineweb) or of single rules.'),
  ...thresholds,
});

/**
 * Drops documents that break a published rule for web text; the reason of the drop is the name of the rule.
 *
 * The rules were made to find articles on the web. Many of them drop good business documents: a support thread of 30
 * words (`gopher-word-count`, `c4-sentences`), a chat or a form (`fineweb-short-lines`, `fineweb-unpunctuated-lines`),
 * German text (`gopher-stop-words`), a price list (`gopher-alphabetic-words`), a manual that shows JSON
 * (`c4-curly-bracket`), notes in Markdown (`gopher-symbol-ratio`). So the default is what is wrong in any document:
 * text that repeats itself (in a conversation: within a turn), and filler text. For manuals and articles add `gopher` and `fineweb`.
 */
export const quality = defineStage({
  name: 'quality',
  summary: 'Drops documents by the published rules of Gopher, C4 and FineWeb',
  options,
  adds: ['quality'],
  map(chosen: z.infer<typeof options>) {
    const wanted = new Set<string>(chosen.rules);
    const rules = groups.flatMap(group =>
      rulesOf(group, chosen).filter(rule => wanted.has(group) || wanted.has(rule.name)),
    );
    return doc => {
      const edited = chosen.c4.removeLines ? withoutLines(doc) : doc;
      if (edited.parts.length === 0) return drop('c4-no-lines');
      const text = measured(textOf(edited));
      const turns = edited.parts.some(part => part.role !== 'document')
        ? edited.parts.map(part => measured(part.text))
        : [text];
      let quality = 1;
      for (const rule of rules) {
        const value = rule.byTurn ? Math.max(...turns.map(rule.measure)) : rule.measure(text);
        if (rule.min !== undefined && value < rule.min)
          return drop(rule.name, { value: round(value), limit: rule.min });
        if (rule.max !== undefined && value > rule.max)
          return drop(rule.name, { value: round(value), limit: rule.max });
        quality = Math.min(quality, marginOf(value, rule));
      }
      return withLabels(edited, { quality: round(quality) });
    };
  },
});

/** Distance of a value from the limits of a rule, as a share of the value or of the limit, whichever is greater. */
function marginOf(value: number, { min, max }: Rule): number {
  const under = min === undefined || value === 0 ? 1 : 1 - min / value;
  const over = max === undefined || max === 0 ? 1 : 1 - value / max;
  return Math.min(under, over);
}

function withoutLines(doc: Document): Document {
  const parts = doc.parts.map(part => ({ ...part, text: withoutC4Lines(part.text) }));
  return withParts(
    doc,
    parts.filter(part => part.text !== ''),
  );
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
