import type { FormatDefinition } from '../define.ts';
import { alpaca } from './alpaca.ts';
import { messages } from './messages.ts';
import { promptCompletion } from './prompt-completion.ts';
import { sharegpt } from './sharegpt.ts';
import { text } from './text.ts';

export const formats: readonly FormatDefinition[] = [alpaca, messages, promptCompletion, sharegpt, text];
