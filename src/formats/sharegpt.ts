import type { Role } from '../core/document.ts';
import { defineFormat } from '../define.ts';

const FROM: Readonly<Record<Exclude<Role, 'document'>, string>> = {
  system: 'system',
  user: 'human',
  assistant: 'gpt',
  tool: 'observation',
};

const ROLES = Object.fromEntries(Object.entries(FROM).map(([role, from]) => [from, role as Role]));

/** The format of ShareGPT exports, with the names that LLaMA-Factory gives to tools. */
export const sharegpt = defineFormat({
  name: 'sharegpt',
  summary: 'One conversation: turns of from and value',
  row({ parts }) {
    if (!parts.some(part => part.role === 'assistant')) return undefined;
    const conversations = [];
    for (const { role, text } of parts) {
      if (role === 'document') return undefined;
      conversations.push({ from: FROM[role], value: text });
    }
    return { conversations };
  },
  parts: row =>
    (row.conversations as readonly { readonly from: string; readonly value: string }[]).map(({ from, value }) => {
      return { role: ROLES[from]!, text: value };
    }),
});
