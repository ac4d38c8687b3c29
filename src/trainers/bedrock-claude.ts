import { defineTrainer } from '../define.ts';
import { type BedrockJob, bedrockScript } from './bedrock-job.ts';

const JOB: BedrockJob = {
  path: 'bedrock-claude.sh',
  model: 'anthropic.claude-3-haiku-20240307-v1:0:200k',
  region: 'us-west-2',
  hyperParameters: { epochCount: '3', batchSize: '32', learningRateMultiplier: '1' },
};

/** Claude 3 Haiku on Bedrock (docs.aws.amazon.com/bedrock), the one Claude that can be fine-tuned. */
export const bedrockClaude = defineTrainer({
  name: 'bedrock-claude',
  summary: 'Claude 3 Haiku on Amazon Bedrock: bedrock-claude.sh',
  accepts: ['bedrock-claude'],
  rules: { alternates: true, noOtherFields: true },
  notice:
    'Claude 3 Haiku is the only Claude that can be fine-tuned, in us-west-2 alone, and is at the end of its life cycle.',
  configure: dataset => [{ path: JOB.path, text: bedrockScript(JOB, dataset) }],
  command: () => `sh ${JOB.path}`,
});
