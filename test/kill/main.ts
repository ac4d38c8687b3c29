// Runs pipelines with 0, 1, 2 and 4 workers; then kills them with SIGKILL at random moments and resumes them each time.
// Every output must be the same, byte for byte. Without a pipeline it takes the demo and one that is all global stages.
// Usage: node test/kill/main.ts [PIPELINE] [KILLS]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digest } from '../engine/harness.ts';
import { writeCorpus } from './corpus.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'corpusmith-kill-'));
const [given, kills = '30'] = process.argv.slice(2);
const pipelines = given === undefined ? [join(root, 'pipelines/demo.yaml'), writeCorpus(folder)] : [given];

/** Runs a pipeline; kills it after so many milliseconds when given. Tells whether it came to its end, and what it last did. */
function runOnce(
  pipeline: string,
  out: string,
  killAfter?: number,
  workers = 2,
): Promise<{ ended: boolean; step: string }> {
  const args = [join(root, 'bin/corpusmith.js'), 'run', pipeline, '--out', out, '--workers', String(workers)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  let step = 'reading and writing';
  child.stderr.setEncoding('utf8').on('data', (said: string) => {
    const last = said.trimEnd().split('\n').at(-1)!;
    step = /: deciding/.test(last) ? 'deciding' : /: checking/.test(last) ? 'certifying' : 'reading and writing';
  });
  return new Promise(resolve => {
    child.on('close', code => {
      clearTimeout(timer);
      resolve({ ended: code === 0 || code === 1, step });
    });
  });
}

async function finish(pipeline: string, out: string, workers?: number): Promise<void> {
  const { ended } = await runOnce(pipeline, out, undefined, workers);
  if (!ended) throw new Error(`the run into ${out} failed`);
}

/** Returns how many runs differ from the undisturbed one. */
async function disturb(pipeline: string, times: number): Promise<number> {
  const began = performance.now();
  const whole = join(folder, 'whole');
  await finish(pipeline, whole);
  const undisturbed = performance.now() - began;
  const expected = digest(whole);
  rmSync(whole, { recursive: true });

  let differing = 0;
  const check = (out: string) => {
    if (JSON.stringify(digest(out)) !== JSON.stringify(expected)) differing++;
    rmSync(out, { recursive: true });
  };
  for (const workers of [0, 1, 4]) {
    const out = join(folder, `workers-${workers}`);
    await finish(pipeline, out, workers);
    check(out);
  }
  process.stdout.write(`0, 1, 2 and 4 workers: ${Object.keys(expected).length} files; ${differing} runs differ\n`);

  const steps: Record<string, number> = {};
  let [killed, rounds] = [0, 0];
  while (killed < times) {
    const out = join(folder, `round-${rounds++}`);
    // A share of the whole run's time, so that some kills fall into its beginning and some into its end.
    while (killed < times) {
      const { ended, step } = await runOnce(pipeline, out, 50 + Math.random() * undisturbed);
      if (ended) break;
      killed++;
      steps[step] = (steps[step] ?? 0) + 1;
    }
    await finish(pipeline, out);
    check(out);
  }
  const at = Object.entries(steps).map(([step, count]) => `${count} ${step}`);
  process.stdout.write(`${killed} kills (${at.join(', ')}) in ${rounds} runs: ${differing} runs differ\n`);
  return differing;
}

let differing = 0;
for (const pipeline of pipelines) differing += await disturb(pipeline, Math.ceil(Number(kills) / pipelines.length));
rmSync(folder, { recursive: true });
process.exitCode = differing === 0 ? 0 : 1;
