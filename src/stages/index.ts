import type { StageDefinition } from '../define.ts';
import { boilerplate } from './boilerplate.ts';
import { clean } from './clean/index.ts';
import { dropShort } from './drop-short.ts';
import { language } from './language.ts';
import { quality } from './quality/index.ts';
import { redact } from './redact.ts';

export const stages: readonly StageDefinition[] = [boilerplate, clean, dropShort, language, quality, redact];
