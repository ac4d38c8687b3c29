import { textOf } from '../core/document.ts';
import { defineFormat } from '../define.ts';

/** Plain text for continued pretraining. */
export const text = defineFormat({
  name: 'text',
  summary: 'Plain text of a document',
  row: doc =>
    doc.parts.length > 0 && doc.parts.every(part => part.role === 'document') ? { text: textOf(doc) } : undefined,
  parts: row => [{ role: 'document', text: row.text as string }],
});
