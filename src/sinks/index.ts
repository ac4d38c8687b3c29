import type { SinkDefinition } from '../define.ts';

export const sinks: readonly SinkDefinition[] = [];
