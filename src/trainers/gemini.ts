import type { DatasetFacts } from '../core/facts.ts';
import { defineTrainer } from '../define.ts';
import { GB, MODEL, oneLine, resourceName, splitOf } from './dataset.ts';

/** Supervised tuning of Gemini on Vertex AI (cloud.google.com/vertex-ai): files in Cloud Storage, a tuning job. */
export const gemini = defineTrainer({
  name: 'gemini',
  summary: 'Gemini on Vertex AI: gemini.sh',
  accepts: ['gemini'],
  rules: { rows: [1, 1_000_000], validationRows: 5000, bytes: GB },
  notice: 'A row has at most 131,072 tokens. The service advises 100 rows or more.',
  configure: dataset => [{ path: 'gemini.sh', text: script(dataset) }],
  command: () => 'sh gemini.sh',
});

function script(dataset: DatasetFacts): string {
  const name = resourceName(dataset);
  const train = splitOf(dataset, 'train')?.file ?? 'train.jsonl';
  const validation = splitOf(dataset, 'validation')?.file;
  const files = validation === undefined ? [train] : [train, validation];
  const place = `gs://$BUCKET/${name}`;
  const validated = validation === undefined ? '' : `    "validationDatasetUri": "${place}/${validation}",\n`;
  return `#!/bin/sh
# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   sh gemini.sh
# It needs curl and gcloud, signed in. The test split stays here.
set -eu

MODEL=${MODEL} # REQUIRED: a Gemini model that can be tuned
PROJECT=SET-THE-PROJECT
LOCATION=us-central1
BUCKET=SET-THE-BUCKET

gcloud storage cp ${files.join(' ')} "${place}/"

curl --fail-with-body -sS \\
  -H "Authorization: Bearer $(gcloud auth print-access-token)" -H 'Content-Type: application/json' -d @- \\
  "https://$LOCATION-aiplatform.googleapis.com/v1/projects/$PROJECT/locations/$LOCATION/tuningJobs" <<JOB
{
  "baseModel": "$MODEL",
  "tunedModelDisplayName": "${name}",
  "supervisedTuningSpec": {
    "trainingDatasetUri": "${place}/${train}",
${validated}    "hyperParameters": { "epochCount": 3, "adapterSize": "ADAPTER_SIZE_FOUR" }
  }
}
JOB
`;
}
