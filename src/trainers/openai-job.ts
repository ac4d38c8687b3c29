import type { DatasetFacts } from '../core/facts.ts';
import { MODEL, oneLine, resourceName, splitOf } from './dataset.ts';

/** A service with the files and jobs of the OpenAI API. */
export interface JobService {
  /** File of the script. */
  readonly path: string;
  /** Base of the API's addresses, as the shell reads it. */
  readonly base: string;
  /** Header with the key, as the shell reads it. */
  readonly key: string;
  /** Variables that must be set. */
  readonly needs: readonly string[];
}

/** A shell script that uploads the split files and starts a job on them. Needs curl and jq. */
export function jobScript({ path, base, key, needs }: JobService, dataset: DatasetFacts): string {
  const train = splitOf(dataset, 'train')?.file ?? 'train.jsonl';
  const validation = splitOf(dataset, 'validation');
  const upload = (file: string) => `$(upload ${file})`;
  const fields = [
    '--arg model "$MODEL"',
    '--arg training "$training"',
    ...(validation === undefined ? [] : ['--arg validation "$validation"']),
    `--arg suffix ${resourceName(dataset).slice(0, 18)}`,
  ];
  const body = [
    'model: $model',
    'training_file: $training',
    ...(validation === undefined ? [] : ['validation_file: $validation']),
    'suffix: $suffix',
    'seed: 7',
  ];
  return `#!/bin/sh
# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   sh ${path}
# It needs curl, jq and in the environment: ${needs.join(', ')}. The test split stays here.
set -eu

MODEL=${MODEL} # REQUIRED: a model that the service fine-tunes

upload() {
  curl --fail-with-body -sS "${base}/files" -H "${key}" -F purpose=fine-tune -F "file=@$1" | jq -er .id
}

training=${upload(train)}
${validation === undefined ? '' : `validation=${upload(validation.file)}\n`}
jq -n ${fields.join(' ')} '{ ${body.join(', ')} }' |
  curl --fail-with-body -sS "${base}/fine_tuning/jobs" -H "${key}" -H 'Content-Type: application/json' -d @-
`;
}
