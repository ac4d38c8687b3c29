import type { TrainerDefinition } from '../define.ts';
import { axolotl } from './axolotl.ts';
import { azure } from './azure.ts';
import { bedrockClaude } from './bedrock-claude.ts';
import { fireworks } from './fireworks.ts';
import { gemini } from './gemini.ts';
import { jumpstart } from './jumpstart.ts';
import { litgpt } from './litgpt.ts';
import { llamafactory } from './llamafactory.ts';
import { mistral } from './mistral.ts';
import { mlx } from './mlx.ts';
import { nova } from './nova.ts';
import { openai } from './openai.ts';
import { together } from './together.ts';
import { trl } from './trl.ts';
import { unsloth } from './unsloth.ts';

export const trainers: readonly TrainerDefinition[] = [
  axolotl,
  azure,
  bedrockClaude,
  fireworks,
  gemini,
  jumpstart,
  litgpt,
  llamafactory,
  mistral,
  mlx,
  nova,
  openai,
  together,
  trl,
  unsloth,
];
