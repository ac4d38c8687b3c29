// Runs a pipeline with 0, 1, 2 and 4 workers; then kills it with SIGKILL at random moments and resumes it each time. Every
// output must be the same, byte for byte.
// Usage: node test/kill/main.ts [PIPELINE] [KILLS]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digest } from '../engine/harness.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [pipeline = join(root, 'pipelines/demo.yaml'), kills = '30'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'corpusmith-kill-'));

/** Runs the pipeline; kills it after so many milliseconds when given. Resolves to true when it came to its end. */
function runOnce(out: string, killAfter?: number, workers = 2): Promise<boolean> {
  const args = [join(root, 'bin/corpusmith.js'), 'run', pipeline, '--out', out, '--workers', String(workers)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise(resolve => {
    child.on('exit', code => {
      clearTimeout(timer);
      resolve(code === 0 || code === 1);
    });
  });
}

const began = performance.now();
const whole = join(folder, 'whole');
if (!(await runOnce(whole))) throw new Error('the undisturbed run failed');
const undisturbed = performance.now() - began;
const expected = digest(whole);

let differing = 0;
const check = (out: string) => {
  if (JSON.stringify(digest(out)) !== JSON.stringify(expected)) differing++;
  rmSync(out, { recursive: true });
};
for (const workers of [0, 1, 4]) {
  const out = join(folder, `workers-${workers}`);
  if (!(await runOnce(out, undefined, workers))) throw new Error(`the run with ${workers} workers failed`);
  check(out);
}
process.stdout.write(`0, 1, 2 and 4 workers: ${Object.keys(expected).length} files; ${differing} runs differ\n`);

let [killed, rounds] = [0, 0];
while (killed < Number(kills)) {
  const out = join(folder, `round-${rounds++}`);
  // A share of the whole run's time, so that some kills fall into its beginning and some into its end.
  while (killed < Number(kills) && !(await runOnce(out, 50 + Math.random() * undisturbed))) killed++;
  if (!(await runOnce(out))) throw new Error('a resumed run failed');
  check(out);
}
rmSync(folder, { recursive: true });
process.stdout.write(`${killed} kills in ${rounds} runs: ${differing} runs differ\n`);
process.exitCode = differing === 0 ? 0 : 1;
