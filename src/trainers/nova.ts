import { defineTrainer } from '../define.ts';
import { type BedrockJob, bedrockScript } from './bedrock-job.ts';
import { MODEL } from './dataset.ts';

const JOB: BedrockJob = {
  path: 'nova.sh',
  model: MODEL,
  region: 'us-east-1',
  hyperParameters: { epochCount: '2', learningRate: '0.00001', learningRateWarmupSteps: '10' },
};

/** Amazon Nova on Bedrock (docs.aws.amazon.com/nova). One of the reserved words in any row rejects the whole job. */
export const nova = defineTrainer({
  name: 'nova',
  summary: 'Amazon Nova on Bedrock: nova.sh',
  accepts: ['nova'],
  rules: {
    alternates: true,
    systemInAllOrNone: true,
    noOtherFields: true,
    reserved: [
      ...['User:', 'Bot:', 'Assistant:', 'System:', 'Thought:', 'USER:', 'BOT:', 'ASSISTANT:', 'SYSTEM:'],
      ...['<image>', '<video>', '[EOS]', '<unk>'],
    ],
    rows: [8, 20_000],
  },
  configure: dataset => [{ path: JOB.path, text: bedrockScript(JOB, dataset) }],
  command: () => `sh ${JOB.path}`,
});
