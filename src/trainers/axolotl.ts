import type { DatasetFacts, SplitFacts } from '../core/facts.ts';
import { defineTrainer } from '../define.ts';
import { lengthLimit, MODEL, modelComment, oneLine, splitOf } from './dataset.ts';

/** How rows are read, by row format; only answers are trained. */
const TYPE: Readonly<Record<string, readonly string[]>> = {
  messages: ['type: chat_template', 'field_messages: messages', 'roles_to_train: [assistant]', 'train_on_eos: turn'],
  sharegpt: [
    'type: chat_template',
    'field_messages: conversations',
    'message_property_mappings: { role: from, content: value }',
    'roles: { system: [system], user: [human], assistant: [gpt], tool: [observation] }',
    'roles_to_train: [assistant]',
    'train_on_eos: turn',
  ],
  text: ['type: completion', 'field: text'],
  'input-output': ['type: input_output'],
};

/** Formats whose rows go through the chat template of the model. */
const TEMPLATED = ['messages', 'sharegpt'];

/** Fine-tuning with Axolotl (docs.axolotl.ai). Not `alpaca`: its reader there ignores system and history. */
export const axolotl = defineTrainer({
  name: 'axolotl',
  summary: 'Axolotl fine-tuning: axolotl.yaml',
  accepts: ['messages', 'sharegpt', 'text', 'input-output'],
  configure: dataset => [{ path: 'axolotl.yaml', text: config(dataset) }],
  command: () => 'axolotl train axolotl.yaml',
});

function config(dataset: DatasetFacts): string {
  const limit = lengthLimit(dataset);
  const train = splitOf(dataset, 'train');
  const validation = splitOf(dataset, 'validation');
  const evaluation =
    validation === undefined
      ? '# There is no validation split: nothing is evaluated.\nval_set_size: 0\n'
      : `test_datasets: # evaluated after each epoch; the test split stays unseen\n${entry(validation, dataset.format)}evals_per_epoch: 1\n`;
  return `# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   axolotl preprocess axolotl.yaml --debug   # shows the tokens that are trained
#   axolotl train axolotl.yaml

base_model: ${MODEL} # ${modelComment(dataset)}
${TEMPLATED.includes(dataset.format) ? 'chat_template: tokenizer_default\n' : ''}
${train === undefined ? 'datasets: [] # there are no rows to train on\n' : `datasets:\n${entry(train, dataset.format)}`}${evaluation}dataset_prepared_path: axolotl-prepared

sequence_len: ${limit.tokens} # ${limit.comment}
sample_packing: false
train_on_inputs: false

adapter: lora
lora_r: 16
lora_alpha: 32
lora_dropout: 0.05
lora_target_linear: true

num_epochs: 3
micro_batch_size: 4
gradient_accumulation_steps: 4
optimizer: adamw_torch
learning_rate: 2.0e-4
lr_scheduler: cosine
warmup_ratio: 0.03
seed: 7
bf16: auto
gradient_checkpointing: true

logging_steps: 10
saves_per_epoch: 1
output_dir: axolotl-output
`;
}

/** A local file is always its own `train` split to the runner, whatever it holds. */
function entry({ file }: SplitFacts, format: string): string {
  const lines = [`path: ${JSON.stringify(file)}`, 'ds_type: json', 'split: train', ...(TYPE[format] ?? [])];
  return lines.map((line, i) => `${i === 0 ? '  - ' : '    '}${line}\n`).join('');
}
