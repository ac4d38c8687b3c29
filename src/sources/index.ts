import type { ContainerDefinition, SourceDefinition } from '../define.ts';

export const sources: readonly SourceDefinition[] = [];

export const containers: readonly ContainerDefinition[] = [];
