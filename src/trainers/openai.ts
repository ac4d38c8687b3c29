import { defineTrainer } from '../define.ts';
import { MB } from './dataset.ts';
import { type JobService, jobScript } from './openai-job.ts';

const SERVICE: JobService = {
  path: 'openai.sh',
  base: 'https://api.openai.com/v1',
  key: 'Authorization: Bearer $OPENAI_API_KEY',
  needs: ['OPENAI_API_KEY'],
};

/** Fine-tuning at OpenAI, which winds it down: see the notice. Its rows are what most other services read. */
export const openai = defineTrainer({
  name: 'openai',
  summary: 'OpenAI, which takes no new jobs from 2027-01-06: openai.sh',
  accepts: ['messages'],
  rules: { rows: [10, Number.MAX_SAFE_INTEGER], bytes: 512 * MB },
  notice:
    'OpenAI winds fine-tuning down: no new organisations since 2026-05-07, since 2026-07-02 only those that used a ' +
    'fine-tuned model in the 60 days before, and NO NEW JOBS FROM 2027-01-06.',
  configure: dataset => [{ path: SERVICE.path, text: jobScript(SERVICE, dataset) }],
  command: () => `sh ${SERVICE.path}`,
});
