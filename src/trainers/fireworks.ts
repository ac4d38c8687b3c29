import { defineTrainer } from '../define.ts';
import { MODEL, resourceName, splitOf } from './dataset.ts';

/** Fine-tuning at Fireworks AI (docs.fireworks.ai): datasets are uploaded by name, then a job names them. */
export const fireworks = defineTrainer({
  name: 'fireworks',
  summary: 'Fireworks AI: a command, no file',
  accepts: ['messages'],
  rules: { systemFirst: true, rows: [3, 3_000_000] },
  notice: 'Needs the command `firectl`, signed in.',
  configure: () => [],
  command(dataset) {
    const name = resourceName(dataset);
    const upload = (['train', 'validation'] as const).flatMap(split => {
      const file = splitOf(dataset, split)?.file;
      return file === undefined ? [] : [`firectl dataset create ${name}-${split} ${file} && `];
    });
    const evaluation = upload.length < 2 ? '' : ` --evaluation-dataset ${name}-validation`;
    return (
      `${upload.join('')}firectl supervised-fine-tuning-job create --base-model ${MODEL} ` +
      `--dataset ${name}-train${evaluation} --output-model ${name} --epochs 3`
    );
  },
});
