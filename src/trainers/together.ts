import { defineTrainer } from '../define.ts';
import { MODEL, splitOf } from './dataset.ts';

/** Fine-tuning at Together AI (docs.together.ai). The command uploads the files; LoRA is its default. */
export const together = defineTrainer({
  name: 'together',
  summary: 'Together AI: a command, no file',
  accepts: ['messages'],
  rules: { alternates: true, noOtherFields: true },
  notice:
    'Needs the command `tg` (`pip install together`) and TOGETHER_API_KEY. It tells the price before it asks to go on.',
  configure: () => [],
  command(dataset) {
    const train = splitOf(dataset, 'train')?.file ?? 'train.jsonl';
    const validation = splitOf(dataset, 'validation');
    const evaluation = validation === undefined ? '' : ` --validation-file ${validation.file} --n-evals 3`;
    return `tg fine-tuning create --training-file ${train}${evaluation} --model ${MODEL} --n-epochs 3`;
  },
});
