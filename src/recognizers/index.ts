import type { RecognizerDefinition } from '../define.ts';

export const recognizers: readonly RecognizerDefinition[] = [];
