import type { TrainerDefinition } from '../define.ts';

export const trainers: readonly TrainerDefinition[] = [];
