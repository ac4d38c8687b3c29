import type { StageDefinition } from '../define.ts';
import { boilerplate } from './boilerplate.ts';
import { chat } from './chat/index.ts';
import { clean } from './clean/index.ts';
import { dedupe } from './dedupe.ts';
import { dropShort } from './drop-short.ts';
import { language } from './language.ts';
import { quality } from './quality/index.ts';
import { redact } from './redact.ts';
import { split } from './split.ts';
import { tokenize } from './tokenize.ts';

export const stages: readonly StageDefinition[] = [
  boilerplate,
  chat,
  clean,
  dedupe,
  dropShort,
  language,
  quality,
  redact,
  split,
  tokenize,
];
