import type { DatasetFacts } from '../core/facts.ts';
import { defineTrainer } from '../define.ts';
import { lengthLimit, MB, MODEL, oneLine, splitOf } from './dataset.ts';

const COMMAND = 'PYTHONPATH="$MISTRAL_FINETUNE" torchrun --nproc-per-node 1 -m train mistral.yaml';

/** LoRA of Mistral models with mistral-finetune (github.com/mistralai/mistral-finetune); its rows are those of the hosted API. */
export const mistral = defineTrainer({
  name: 'mistral',
  summary: 'mistral-finetune: mistral.yaml',
  accepts: ['messages'],
  rules: { endsWithAnswer: true, toolId: /^[A-Za-z0-9]{9}$/, bytes: 512 * MB },
  notice:
    'MISTRAL_FINETUNE is the folder of a checkout of mistral-finetune. Its `python -m utils.validate_data --train_yaml ' +
    'mistral.yaml` counts tokens and steps.',
  configure: dataset => [{ path: 'mistral.yaml', text: config(dataset) }],
  command: () => COMMAND,
});

function config(dataset: DatasetFacts): string {
  const limit = lengthLimit(dataset);
  const train = splitOf(dataset, 'train');
  const validation = splitOf(dataset, 'validation');
  const evaluation =
    validation === undefined
      ? { data: '  # There is no validation split: nothing is evaluated.\n', none: true }
      : {
          data: `  eval_instruct_data: ${JSON.stringify(validation.file)} # the test split stays unseen\n`,
          none: false,
        };
  return `# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   ${COMMAND}

data:
  instruct_data: ${JSON.stringify(train?.file ?? '')}
  data: ""
${evaluation.data}
model_id_or_path: ${MODEL} # REQUIRED: the folder of a downloaded Mistral model
lora:
  rank: 16

seq_len: ${limit.tokens} # ${limit.comment}
batch_size: 1 # a step fills seq_len with rows
max_steps: ${Math.max(1, 3 * (train?.rows ?? 0))} # 3 epochs if each row fills seq_len; fewer do where rows are short
optim:
  lr: 6.0e-5
  weight_decay: 0.1
  pct_start: 0.05

seed: 7
log_freq: 10
eval_freq: 100
no_eval: ${evaluation.none}
ckpt_freq: 100
save_adapters: true
run_dir: mistral-output
`;
}
