import type { StageDefinition } from '../define.ts';
import { dropShort } from './drop-short.ts';

export const stages: readonly StageDefinition[] = [dropShort];
