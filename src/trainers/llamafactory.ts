import type { DatasetFacts } from '../core/facts.ts';
import { defineTrainer } from '../define.ts';
import { lengthLimit, MODEL, modelComment, oneLine, SCHEDULE, splitOf } from './dataset.ts';

const TURNS = { user_tag: 'user', assistant_tag: 'assistant', observation_tag: 'tool' };

/**
 * How rows are read, by row format. `messages` go by `formatting: sharegpt` with tags: the converter of `formatting: openai`
 * puts a system text of its own before a conversation that has none.
 */
const READ: Readonly<Record<string, object>> = {
  messages: {
    formatting: 'sharegpt',
    columns: { messages: 'messages' },
    tags: { role_tag: 'role', content_tag: 'content', ...TURNS, function_tag: 'function_call', system_tag: 'system' },
  },
  sharegpt: {
    formatting: 'sharegpt',
    columns: { messages: 'conversations' },
    tags: {
      role_tag: 'from',
      content_tag: 'value',
      user_tag: 'human',
      assistant_tag: 'gpt',
      observation_tag: 'observation',
      function_tag: 'function_call',
      system_tag: 'system',
    },
  },
  alpaca: {
    formatting: 'alpaca',
    columns: { prompt: 'instruction', query: 'input', response: 'output', system: 'system', history: 'history' },
  },
  text: { columns: { prompt: 'text' } },
};

/** Fine-tuning with LLaMA-Factory (github.com/hiyouga/LLaMA-Factory). It skips a row whose turns are out of order without an error. */
export const llamafactory = defineTrainer({
  name: 'llamafactory',
  summary: 'LLaMA-Factory fine-tuning: llamafactory.yaml, dataset_info.json',
  accepts: ['messages', 'sharegpt', 'alpaca', 'text'],
  rules: { alternates: true },
  configure: dataset => [
    { path: 'llamafactory.yaml', text: config(dataset) },
    { path: 'dataset_info.json', text: `${JSON.stringify(registry(dataset), undefined, 2)}\n` },
  ],
  command: () => 'llamafactory-cli train llamafactory.yaml',
});

function registry(dataset: DatasetFacts): object {
  const splits = dataset.splits.filter(({ rows }) => rows > 0);
  return Object.fromEntries(splits.map(({ name, file }) => [name, { file_name: file, ...READ[dataset.format] }]));
}

function config(dataset: DatasetFacts): string {
  const limit = lengthLimit(dataset);
  const evaluation =
    splitOf(dataset, 'validation') === undefined
      ? '# There is no validation split: nothing is evaluated.\neval_strategy: "no"\n'
      : 'eval_dataset: validation # evaluated after each epoch; the test split stays unseen\neval_strategy: epoch\nper_device_eval_batch_size: 4\n';
  const stage =
    dataset.format === 'text'
      ? 'stage: pt # every token is trained\n'
      : `stage: sft
template: SET-THE-TEMPLATE # REQUIRED: the template of the model by LLaMA-Factory's name; some, such as qwen, add a system text
`;
  return `# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   llamafactory-cli train llamafactory.yaml

model_name_or_path: ${MODEL} # ${modelComment(dataset)}
${stage}do_train: true

dataset_dir: . # dataset_info.json tells how the rows are read
dataset: train
${evaluation}
cutoff_len: ${limit.tokens} # ${limit.comment}
packing: false
train_on_prompt: false
mask_history: false # all answers of a conversation are trained

finetuning_type: lora
lora_rank: 16
lora_alpha: 32
lora_dropout: 0.05
lora_target: all

num_train_epochs: 3.0
${SCHEDULE}

logging_steps: 10
save_strategy: epoch
output_dir: llamafactory-output
`;
}
