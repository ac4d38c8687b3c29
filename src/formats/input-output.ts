import type { Role } from '../core/document.ts';
import { defineFormat } from '../define.ts';

/** Said before each turn: without a chat template nothing else tells who speaks. Answers are to be asked for in the same words. */
const HEADINGS: Readonly<Record<Exclude<Role, 'document'>, string>> = {
  system: '### System:\n',
  user: '### User:\n',
  assistant: '### Assistant:\n',
  tool: '### Tool:\n',
};
const ROLES = new Map(Object.entries(HEADINGS).map(([role, heading]) => [heading, role as Role]));

/** Ends a turn. After an answer it is trained: the model learns to stop there. */
const END = '\n\n';

interface Segment {
  readonly label: boolean;
  readonly text: string;
}

/**
 * Axolotl's template-free rows: segments of text, of which those with a true label are trained. A turn is two segments, its
 * heading and its text; the text of the assistant is trained. No marks of a tokenizer (BOS, EOS) are added, since the
 * format knows none.
 */
export const inputOutput = defineFormat({
  name: 'input-output',
  summary: 'Axolotl without a chat template: segments of text, of which the answers are trained',
  row({ parts }) {
    if (!parts.some(part => part.role === 'assistant')) return undefined;
    const segments: Segment[] = [];
    for (const { role, text } of parts) {
      if (role === 'document') return undefined;
      segments.push({ label: false, text: HEADINGS[role] }, { label: role === 'assistant', text: text + END });
    }
    return { segments };
  },
  parts(row) {
    const segments = row.segments as readonly Segment[];
    return Array.from({ length: segments.length / 2 }, (_, i) => ({
      role: ROLES.get(segments[2 * i]!.text)!,
      text: segments[2 * i + 1]!.text.slice(0, -END.length),
    }));
  },
});
