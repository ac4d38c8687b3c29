import type { Part } from '../core/document.ts';
import { defineFormat } from '../define.ts';
import { exchangesOf, partsOfExchanges } from './exchanges.ts';

interface Block {
  readonly text: string;
}

interface NovaRow {
  readonly system?: readonly Block[];
  readonly messages: readonly { readonly role: Part['role']; readonly content: readonly Block[] }[];
}

/** Amazon Nova: the Converse schema, in which every text is a list of blocks. */
export const nova = defineFormat({
  name: 'nova',
  summary: 'Amazon Nova: schemaVersion, system and messages with content as blocks',
  row({ parts }) {
    const conversation = exchangesOf(parts);
    if (conversation === undefined) return undefined;
    const { system, turns } = conversation;
    return {
      schemaVersion: 'bedrock-conversation-2024',
      ...(system === undefined ? {} : { system: [{ text: system }] }),
      messages: turns.map(({ role, text }) => ({ role, content: [{ text }] })),
    };
  },
  parts(row) {
    const { system, messages } = row as unknown as NovaRow;
    const turns = messages.map(({ role, content }) => ({ role, text: textOf(content) }));
    return partsOfExchanges(system === undefined ? { turns } : { system: textOf(system), turns });
  },
});

function textOf(blocks: readonly Block[]): string {
  return blocks.map(({ text }) => text).join('');
}
