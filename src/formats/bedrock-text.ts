import { defineFormat } from '../define.ts';
import { exchangesOf } from './exchanges.ts';

/**
 * Text models on Amazon Bedrock and in SageMaker JumpStart: one question and its answer, as strings. A string has no
 * roles, so a system text or earlier turns would be taken for words of the question: such a conversation does not fit.
 */
export const bedrockText = defineFormat({
  name: 'bedrock-text',
  summary: 'A question and its answer, as strings: prompt, completion',
  row({ parts }) {
    const { system, turns = [] } = exchangesOf(parts) ?? {};
    return system === undefined && turns.length === 2
      ? { prompt: turns[0]!.text, completion: turns[1]!.text }
      : undefined;
  },
  parts: ({ prompt, completion }) => [
    { role: 'user', text: prompt as string },
    { role: 'assistant', text: completion as string },
  ],
});
