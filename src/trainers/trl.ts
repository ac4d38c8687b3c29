import type { DatasetFacts } from '../core/facts.ts';
import { defineTrainer } from '../define.ts';
import { lengthLimit, MODEL, modelComment, oneLine, SCHEDULE, splitOf } from './dataset.ts';

/** What is trained on, by row format. */
const LOSS: Readonly<Record<string, string>> = {
  messages: `# Only answers are trained. This needs {% generation %} marks in the chat template: TRL brings them for Qwen, Llama 3,
# Gemma, Phi and others; for another model name a template with the marks in chat_template_path.
assistant_only_loss: true
`,
  'prompt-completion': `# Only the completion is trained.
completion_only_loss: true
`,
  text: '# Every token is trained.\n',
};

/**
 * Supervised fine-tuning with TRL (huggingface.co/docs/trl). The folder itself is the dataset, its splits known by their
 * file names: the form with `datasets:` and `data_files` would not evaluate the validation file. It is named on the command
 * line, because the library derives a name from the path and refuses `.` for having none.
 */
const COMMAND = 'trl sft --config trl-sft.yaml --dataset_name "$PWD"';

export const trl = defineTrainer({
  name: 'trl',
  summary: 'TRL supervised fine-tuning: trl-sft.yaml',
  accepts: ['messages', 'prompt-completion', 'text'],
  configure: dataset => [{ path: 'trl-sft.yaml', text: config(dataset) }],
  command: () => COMMAND,
});

function config(dataset: DatasetFacts): string {
  const limit = lengthLimit(dataset);
  const evaluation =
    splitOf(dataset, 'validation') === undefined
      ? '# There is no validation split: nothing is evaluated.\neval_strategy: "no"\n'
      : 'dataset_test_split: validation # evaluated after each epoch; the test split stays unseen\neval_strategy: epoch\n';
  return `# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   ${COMMAND}

model_name_or_path: ${MODEL} # ${modelComment(dataset)}

# dataset_name comes from the command line: this folder as an absolute path, for TRL refuses ".".
dataset_train_split: train
${evaluation}
max_length: ${limit.tokens} # ${limit.comment}
packing: false
${LOSS[dataset.format] ?? ''}
use_peft: true
lora_r: 16
lora_alpha: 32
lora_target_modules: all-linear

num_train_epochs: 3
${SCHEDULE}

logging_steps: 10
save_strategy: epoch
output_dir: trl-output
`;
}
