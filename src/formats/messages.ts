import { defineFormat } from '../define.ts';

/** The chat format of most runners and hosted services: `{"messages": [{"role": ..., "content": ...}]}`. */
export const messages = defineFormat({
  name: 'messages',
  summary: 'One conversation: messages of role and content',
  row({ parts }) {
    if (parts.some(part => part.role === 'document') || !parts.some(part => part.role === 'assistant'))
      return undefined;
    return { messages: parts.map(({ role, text }) => ({ role, content: text })) };
  },
});
