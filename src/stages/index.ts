import type { StageDefinition } from '../define.ts';
import { boilerplate } from './boilerplate.ts';
import { chat } from './chat/index.ts';
import { clean } from './clean/index.ts';
import { decontaminate } from './decontaminate/index.ts';
import { dedupe } from './dedupe/index.ts';
import { dropShort } from './drop-short.ts';
import { language } from './language.ts';
import { quality } from './quality/index.ts';
import { redact } from './redact/index.ts';
import { repeatedParagraphs } from './repeated-paragraphs/index.ts';
import { split } from './split/index.ts';
import { tokenize } from './tokenize.ts';

export const stages: readonly StageDefinition[] = [
  boilerplate,
  chat,
  clean,
  decontaminate,
  dedupe,
  dropShort,
  language,
  quality,
  redact,
  repeatedParagraphs,
  split,
  tokenize,
];
