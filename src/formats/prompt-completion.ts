import { defineFormat } from '../define.ts';
import { type Message, partOf } from './messages.ts';

/**
 * What precedes the last answer, and that answer, which alone is trained. Both are lists of messages in every row, also
 * for a single question, because a column has one type.
 */
export const promptCompletion = defineFormat({
  name: 'prompt-completion',
  summary: 'A prompt and the answer to it, both as lists of messages',
  row({ parts }) {
    const written = parts.map(({ role, text }) => ({ role, content: text }));
    const prompt = written.slice(0, -1);
    const completion = written.slice(-1);
    if (parts.some(part => part.role === 'document') || completion[0]?.role !== 'assistant') return undefined;
    return prompt.some(message => message.role === 'user') ? { prompt, completion } : undefined;
  },
  parts: ({ prompt, completion }) => [...(prompt as Message[]), ...(completion as Message[])].map(partOf),
});
