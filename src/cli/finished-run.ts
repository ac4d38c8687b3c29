import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CorpusmithError } from '../core/errors.ts';
import type { RunFacts } from '../core/facts.ts';
import { readJson } from '../engine/local/files.ts';
import { WORK } from '../engine/local/out-folder.ts';

/** The facts of the run in a folder. `E_NOT_A_RUN` when there is none, or none that is finished. */
export function readFacts(folder: string): RunFacts {
  const facts = readJson<RunFacts>(join(folder, 'run.json'));
  if (facts !== undefined) return facts;
  const underway = existsSync(join(folder, WORK));
  throw new CorpusmithError('E_NOT_A_RUN', {
    place: folder,
    ...(underway
      ? { detail: 'its run is not finished; run the same command again: it goes on, or says what stops it' }
      : {}),
  });
}
