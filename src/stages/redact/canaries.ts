import type { Document } from '../../core/document.ts';
import { withLabels, withParts } from '../../core/document.ts';
import type { Context } from '../../core/stage.ts';
import { isLeft, plant } from '../../redaction/canaries/index.ts';
import { type Redaction, redactDocument } from './document.ts';

/**
 * Measures how much is found: plants an invented person into a copy of the document, redacts the copy as the document is,
 * and counts by entity how many values are gone. Nothing else is left of it.
 */
export async function measure(doc: Document, redaction: Redaction, ctx: Context): Promise<void> {
  const { language } = doc.labels;
  const entities = new Set([...redaction.by].flatMap(([entity, operator]) => (operator === 'keep' ? [] : [entity])));
  const about = { entities, random: ctx.random, ...(language === undefined ? {} : { language }) };
  const { texts, planted } = plant(
    doc.parts.map(part => part.text),
    about,
  );
  const copy = withParts(
    withLabels(doc, { title: undefined }),
    doc.parts.map((part, i) => ({ ...part, text: texts[i]! })),
  );
  const { doc: redacted } = await redactDocument(copy, { ...redaction, by: placeholders(redaction.by) });
  for (const one of planted) {
    ctx.tally('canaries-planted', one.entity);
    if (!isLeft(one, redacted.parts[one.text]!.text)) ctx.tally('canaries-found', one.entity);
  }
}

/** Whatever becomes of values: an invented one could hold a piece of the canary by chance. */
function placeholders(by: Redaction['by']): Redaction['by'] {
  return new Map([...by].map(([entity, operator]) => [entity, operator === 'keep' ? 'keep' : 'placeholder']));
}
