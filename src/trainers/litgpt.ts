import type { DatasetFacts } from '../core/facts.ts';
import { defineTrainer } from '../define.ts';
import { lengthLimit, MODEL, splitOf } from './dataset.ts';

const VALIDATION = 'val.jsonl';

/**
 * LoRA with LitGPT (github.com/Lightning-AI/litgpt). All options are on the command line. It reads `instruction`, `input` and
 * `output`, and no more.
 */
export const litgpt = defineTrainer({
  name: 'litgpt',
  summary: 'LitGPT fine-tuning: a command, no file',
  accepts: ['alpaca'],
  splitFiles: { validation: VALIDATION },
  rules: { oneExchange: true, noOtherFields: true },
  notice:
    'LitGPT writes its own Alpaca prompt around a row: ask the trained model in the same words. Set the model to the ' +
    'folder that `litgpt download` made, and --data.prompt_style to the style of a chat model.',
  configure: () => [],
  command(dataset) {
    // A folder must hold a file of validation rows; of a single file a share is taken.
    const data =
      splitOf(dataset, 'validation')?.file === VALIDATION
        ? '--data.json_path .'
        : `--data.json_path ${train(dataset)} --data.val_split_fraction 0.05`;
    return (
      `litgpt finetune_lora ${MODEL} --data JSON ${data} --data.mask_prompt true --data.seed 7 ` +
      `--train.max_seq_length ${lengthLimit(dataset).tokens} --train.epochs 3 --train.micro_batch_size 4 ` +
      '--train.global_batch_size 16 --lora_r 16 --lora_alpha 32 --seed 7 --out_dir litgpt-output'
    );
  },
});

function train(dataset: DatasetFacts): string {
  return splitOf(dataset, 'train')?.file ?? 'train.jsonl';
}
