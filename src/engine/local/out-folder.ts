import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';
import { writeError } from './files.ts';

/** Folder within the output folder for everything that is not output. */
export const WORK = '.corpusmith';

/** Makes the output folder, unless it holds something that is not ours. Returns its work folder. */
export function openOut(out: string): string {
  const work = join(out, WORK);
  try {
    if (existsSync(out)) {
      if (!statSync(out).isDirectory()) throw new CorpusmithError('E_OUT_NOT_EMPTY', { place: out });
      if (readdirSync(out).length > 0 && !existsSync(work))
        throw new CorpusmithError('E_OUT_NOT_EMPTY', { place: out });
    }
    makeFolder(out);
    mkdirSync(work, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (error instanceof CorpusmithError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw writeError(error, out);
    throw new CorpusmithError('E_OUT_NOT_WRITABLE', { place: out, ...(code === undefined ? {} : { detail: code }) });
  }
  return work;
}

/** Step by step: Node's own recursive `mkdir` never returns where a folder refuses new ones as if it were not there (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
