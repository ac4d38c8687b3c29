import type { DatasetFacts } from '../core/facts.ts';
import { defineTrainer } from '../define.ts';
import { lengthLimit, MODEL, modelComment, oneLine, splitOf } from './dataset.ts';

const VALIDATION = 'valid.jsonl';
const [EPOCHS, BATCH] = [3, 4];

/** LoRA on Apple silicon with MLX-LM (github.com/ml-explore/mlx-lm). It parses every line: a blank one stops it. */
export const mlx = defineTrainer({
  name: 'mlx',
  summary: 'MLX-LM fine-tuning on Apple silicon: mlx.yaml',
  accepts: ['messages', 'text'],
  splitFiles: { validation: VALIDATION },
  configure: dataset => [{ path: 'mlx.yaml', text: config(dataset) }],
  command: () => 'mlx_lm.lora --config mlx.yaml',
});

function config(dataset: DatasetFacts): string {
  const limit = lengthLimit(dataset);
  const train = splitOf(dataset, 'train')?.rows ?? 0;
  const validation = splitOf(dataset, 'validation');
  const isRead = validation?.file === VALIDATION;
  // A split with fewer rows than a batch is refused.
  const batch = Math.max(1, Math.min(BATCH, train, isRead ? validation.rows : BATCH));
  const epoch = Math.ceil(train / batch);
  const mask =
    dataset.format === 'text'
      ? '# Every token is trained.\nmask_prompt: false\n'
      : '# Only the LAST answer of a conversation is trained; with false every token is, questions too.\nmask_prompt: true\n';
  return `# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   mlx_lm.lora --config mlx.yaml

model: ${MODEL} # ${modelComment(dataset)}
train: true
data: . # ${evaluated(validation !== undefined, isRead)}
${mask}
max_seq_length: ${limit.tokens} # ${limit.comment}

fine_tune_type: lora
num_layers: -1
lora_parameters: { rank: 16, scale: 2.0, dropout: 0.05 }

iters: ${EPOCHS * epoch} # ${EPOCHS} epochs
batch_size: ${batch}
steps_per_eval: ${Math.max(1, epoch)}
val_batches: -1
optimizer: adamw
learning_rate: 2.0e-4
seed: 7
grad_checkpoint: true

steps_per_report: 10
save_every: ${Math.max(1, epoch)}
adapter_path: mlx-output
`;
}

function evaluated(isThere: boolean, isRead: boolean): string {
  if (isRead) return `${VALIDATION} is evaluated after each epoch; the test split stays unseen`;
  return isThere
    ? `NOTHING IS EVALUATED: MLX-LM reads ${VALIDATION}, which \`corpusmith export . --for mlx\` writes`
    : 'there is no validation split: nothing is evaluated';
}
