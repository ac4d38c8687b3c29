import type { TrainerDefinition } from '../define.ts';
import { axolotl } from './axolotl.ts';
import { trl } from './trl.ts';

export const trainers: readonly TrainerDefinition[] = [axolotl, trl];
