import type { DatasetFacts, SplitFacts, SplitName } from '../core/facts.ts';

/** Written where only the user knows what belongs there: the model is not part of a dataset. */
export const MODEL = 'SET-THE-MODEL';

/** Runs that do not count tokens get this limit. */
const UNCOUNTED = 4096;

/** A split that holds rows. */
export function splitOf({ splits }: DatasetFacts, name: SplitName): SplitFacts | undefined {
  return splits.find(split => split.name === name && split.rows > 0);
}

/**
 * A limit in tokens that cuts no row off: the longest one, with room for a token that the runner adds, rounded up to 64.
 * Runners cut silently, and drop silently what then has nothing left to learn.
 */
export function lengthLimit({ maxTokens }: DatasetFacts): { readonly tokens: number; readonly comment: string } {
  if (maxTokens === undefined) {
    return {
      tokens: UNCOUNTED,
      comment: 'tokens were not counted: longer rows are CUT OFF SILENTLY (add the stage tokenize)',
    };
  }
  return { tokens: Math.ceil((maxTokens + 1) / 64) * 64, comment: `the longest row has ${maxTokens} tokens` };
}

/** What to put in the model's place, for a comment. */
export function modelComment({ tokenizer }: DatasetFacts): string {
  return tokenizer === undefined
    ? 'REQUIRED: a folder or hub id'
    : `REQUIRED: a folder or hub id; tokens were counted with ${oneLine(tokenizer)}`;
}

/** A line break would end the comment, and what follows would be read as configuration. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** The name of the dataset as services take it: small letters, digits and single hyphens, at most 40. */
export function resourceName({ name }: DatasetFacts): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return plain.replace(/^-|-$/g, '') || 'dataset';
}

/** Megabytes and gigabytes as services count them: where they do not say, the smaller. */
export const [MB, GB] = [1e6, 1e9];

/** How the runners on top of transformers train, as lines of their configuration: their names for it are the same. */
export const SCHEDULE = `per_device_train_batch_size: 4
gradient_accumulation_steps: 4
learning_rate: 2.0e-4
lr_scheduler_type: cosine
warmup_ratio: 0.03
seed: 7
bf16: true # false on a CPU, together with use_cpu: true`;
