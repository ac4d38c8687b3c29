import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunFacts } from '../core/facts.ts';
import { type LocalRun, runLocal } from '../engine/local/run.ts';
import { localRun, type Prepared, type RunOptions } from '../run.ts';

/**
 * Runs a pipeline for its facts alone, in a temporary folder that is removed however it ends. What would stop a run to be
 * looked at (`stopAbove`, a certificate that fails) does not stop it: this is where one looks.
 */
export async function preview(
  prepared: Prepared,
  options: RunOptions,
  more: Partial<LocalRun> = {},
): Promise<RunFacts> {
  const out = mkdtempSync(join(tmpdir(), 'corpusmith-plan-'));
  const remove = () => rmSync(out, { recursive: true, force: true, maxRetries: 3 });
  // A second Ctrl-C ends the process at once.
  process.once('exit', remove);
  try {
    const local = localRun(prepared, { ...options, out });
    return (await runLocal({ ...local, lenient: true, artefacts: () => [], ...more })).facts;
  } finally {
    process.off('exit', remove);
    remove();
  }
}
