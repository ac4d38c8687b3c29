import { defineFormat } from '../define.ts';
import { exchangesOf, partsOfExchanges } from './exchanges.ts';
import { type Message, partOf } from './messages.ts';

/** Claude on Amazon Bedrock: the system text beside the messages, which are strictly in turn. */
export const bedrockClaude = defineFormat({
  name: 'bedrock-claude',
  summary: 'Claude on Amazon Bedrock: system, and messages in turn',
  row({ parts }) {
    const conversation = exchangesOf(parts);
    if (conversation === undefined) return undefined;
    const { turns, ...system } = conversation;
    return { ...system, messages: turns.map(({ role, text }) => ({ role, content: text })) };
  },
  parts({ messages, ...system }) {
    return partsOfExchanges({ ...system, turns: (messages as readonly Message[]).map(partOf) });
  },
});
