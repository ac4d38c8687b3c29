import type { DatasetFacts } from '../core/facts.ts';
import { oneLine, resourceName, splitOf } from './dataset.ts';

export interface BedrockJob {
  /** File of the script. */
  readonly path: string;
  readonly model: string;
  readonly region: string;
  /** Values are strings, as the service wants them. */
  readonly hyperParameters: Readonly<Record<string, string>>;
}

/** A shell script that copies the split files to S3 and starts a model customization job on Amazon Bedrock. Needs the AWS CLI. */
export function bedrockScript({ path, model, region, hyperParameters }: BedrockJob, dataset: DatasetFacts): string {
  const name = resourceName(dataset);
  const train = splitOf(dataset, 'train')?.file ?? 'train.jsonl';
  const validation = splitOf(dataset, 'validation')?.file;
  const place = `s3://$BUCKET/${name}`;
  const copied = (validation === undefined ? [train] : [train, validation])
    .map(file => `aws s3 cp ${file} "${place}/${file}"\n`)
    .join('');
  const validated =
    validation === undefined ? '' : `  --validation-data-config "validators=[{s3Uri=${place}/${validation}}]" \\\n`;
  const parameters = Object.entries(hyperParameters).map(([key, value]) => `${key}=${value}`);
  return `#!/bin/sh
# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   sh ${path}
# It needs the AWS CLI, signed in. The test split stays here.
set -eu

MODEL=${model} # REQUIRED: the id of a model that can be customized
REGION=${region}
BUCKET=SET-THE-BUCKET # in the same region
ROLE=SET-THE-ROLE-ARN # a role that Bedrock may take, with access to the bucket
JOB=${name}-$(date -u +%Y%m%d%H%M%S) # names of jobs and models are taken once

${copied}
aws bedrock create-model-customization-job --region "$REGION" --customization-type FINE_TUNING \\
  --job-name "$JOB" --custom-model-name "$JOB" --base-model-identifier "$MODEL" --role-arn "$ROLE" \\
  --training-data-config "s3Uri=${place}/${train}" \\
${validated}  --output-data-config "s3Uri=${place}/output/" \\
  --hyper-parameters ${parameters.join(',')}
`;
}
