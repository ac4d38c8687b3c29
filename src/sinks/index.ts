import type { SinkDefinition } from '../define.ts';
import { jsonl } from './jsonl.ts';

export const sinks: readonly SinkDefinition[] = [jsonl];
