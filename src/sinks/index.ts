import type { SinkDefinition } from '../define.ts';
import { jsonl } from './jsonl.ts';
import { parquet } from './parquet.ts';

export const sinks: readonly SinkDefinition[] = [jsonl, parquet];
