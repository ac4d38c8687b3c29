import { defineTrainer } from '../define.ts';
import { MB } from './dataset.ts';
import { type JobService, jobScript } from './openai-job.ts';

const SERVICE: JobService = {
  path: 'azure.sh',
  base: '$AZURE_OPENAI_ENDPOINT/openai/v1',
  key: 'api-key: $AZURE_OPENAI_API_KEY',
  needs: ['AZURE_OPENAI_ENDPOINT (https://NAME.openai.azure.com)', 'AZURE_OPENAI_API_KEY'],
};

/** Fine-tuning at Azure (Microsoft Foundry), by the API that OpenAI has. */
export const azure = defineTrainer({
  name: 'azure',
  summary: 'Azure OpenAI: azure.sh',
  accepts: ['messages'],
  rules: { rows: [10, Number.MAX_SAFE_INTEGER], bytes: 512 * MB },
  notice:
    'Files above about 150 MB may be refused by this way of upload: use the uploads API. Tokens times epochs are at most ' +
    '2 billion. A deployment of the model is billed by the hour, and is removed after 15 days without use.',
  configure: dataset => [{ path: SERVICE.path, text: jobScript(SERVICE, dataset) }],
  command: () => `sh ${SERVICE.path}`,
});
