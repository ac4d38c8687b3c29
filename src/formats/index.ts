import type { FormatDefinition } from '../define.ts';

export const formats: readonly FormatDefinition[] = [];
