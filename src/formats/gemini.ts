import type { Part } from '../core/document.ts';
import { defineFormat } from '../define.ts';
import { exchangesOf, partsOfExchanges } from './exchanges.ts';

/** Parts of a Gemini content; what we write has one. */
interface Content {
  readonly role?: 'user' | 'model';
  readonly parts: readonly { readonly text: string }[];
}

/** Gemini on Vertex AI: `systemInstruction`, then `contents` of the roles user and model. */
export const gemini = defineFormat({
  name: 'gemini',
  summary: 'Gemini on Vertex AI: systemInstruction and contents, the assistant called model',
  row({ parts }) {
    const conversation = exchangesOf(parts);
    if (conversation === undefined) return undefined;
    const { system, turns } = conversation;
    const contents = turns.map(({ role, text }) => ({ role: role === 'user' ? 'user' : 'model', parts: [{ text }] }));
    return system === undefined ? { contents } : { systemInstruction: { parts: [{ text: system }] }, contents };
  },
  parts(row) {
    const { systemInstruction, contents } = row as { systemInstruction?: Content; contents: readonly Content[] };
    const turns = contents.map(
      (content): Part => ({
        role: content.role === 'model' ? 'assistant' : 'user',
        text: textOf(content),
      }),
    );
    return partsOfExchanges(systemInstruction === undefined ? { turns } : { system: textOf(systemInstruction), turns });
  },
});

function textOf({ parts }: Content): string {
  return parts.map(({ text }) => text).join('');
}
