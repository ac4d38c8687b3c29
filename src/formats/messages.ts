import type { Part, Role } from '../core/document.ts';
import { defineFormat } from '../define.ts';

/** A turn as chat formats write it. */
export interface Message {
  readonly role: Role;
  readonly content: string;
}

export function partOf({ role, content }: Message): Part {
  return { role, text: content };
}

/** The chat format of most runners and hosted services: `{"messages": [{"role": ..., "content": ...}]}`. */
export const messages = defineFormat({
  name: 'messages',
  summary: 'One conversation: messages of role and content',
  row({ parts }) {
    if (parts.some(part => part.role === 'document') || !parts.some(part => part.role === 'assistant'))
      return undefined;
    return { messages: parts.map(({ role, text }) => ({ role, content: text })) };
  },
  parts: row => (row.messages as readonly Message[]).map(partOf),
});
