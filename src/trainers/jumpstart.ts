import type { DatasetFacts } from '../core/facts.ts';
import { defineTrainer } from '../define.ts';
import { lengthLimit, MODEL, oneLine, resourceName, splitOf } from './dataset.ts';

/** What the rows are put into. Nothing but this separates question and answer. */
const TEMPLATE = { prompt: '### Question:\n{prompt}\n\n### Answer:\n', completion: '{completion}' };

/** Instruction tuning in SageMaker JumpStart (docs.aws.amazon.com/sagemaker): rows and a template in one S3 folder. */
export const jumpstart = defineTrainer({
  name: 'jumpstart',
  summary: 'SageMaker JumpStart: template.json, jumpstart.py',
  accepts: ['bedrock-text'],
  notice:
    "Needs the AWS CLI, signed in, and `pip install 'sagemaker<3'`. The service takes its own validation rows from the " +
    'training file; validation and test split stay here. Ask the trained model in the words of template.json.',
  configure: dataset => [
    { path: 'template.json', text: `${JSON.stringify(TEMPLATE, undefined, 2)}\n` },
    { path: 'jumpstart.py', text: script(dataset) },
  ],
  command: () => 'python jumpstart.py',
});

function script(dataset: DatasetFacts): string {
  const limit = lengthLimit(dataset);
  const place = `"s3://" + BUCKET + "/${resourceName(dataset)}"`;
  return `# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   python jumpstart.py

import subprocess
from sagemaker.jumpstart.estimator import JumpStartEstimator

MODEL = "${MODEL}"  # REQUIRED: the id of a JumpStart text generation model
BUCKET = "SET-THE-BUCKET"
ROLE = "SET-THE-ROLE-ARN"
PLACE = ${place}

for file in ["${splitOf(dataset, 'train')?.file ?? 'train.jsonl'}", "template.json"]:
    subprocess.run(["aws", "s3", "cp", file, PLACE + "/" + file], check=True)

# accept_eula: you accept the licence of the model.
estimator = JumpStartEstimator(model_id=MODEL, role=ROLE, environment={"accept_eula": "true"})
estimator.set_hyperparameters(
    instruction_tuned="True",
    chat_dataset="False",
    epoch="3",
    max_input_length="${limit.tokens}",  # ${limit.comment}
    seed="7",
)
estimator.fit({"training": PLACE + "/"})
`;
}
