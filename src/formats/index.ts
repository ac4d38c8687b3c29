import type { FormatDefinition } from '../define.ts';
import { alpaca } from './alpaca.ts';
import { bedrockClaude } from './bedrock-claude.ts';
import { bedrockText } from './bedrock-text.ts';
import { gemini } from './gemini.ts';
import { inputOutput } from './input-output.ts';
import { messages } from './messages.ts';
import { nova } from './nova.ts';
import { promptCompletion } from './prompt-completion.ts';
import { sharegpt } from './sharegpt.ts';
import { text } from './text.ts';

export const formats: readonly FormatDefinition[] = [
  alpaca,
  bedrockClaude,
  bedrockText,
  gemini,
  inputOutput,
  messages,
  nova,
  promptCompletion,
  sharegpt,
  text,
];
