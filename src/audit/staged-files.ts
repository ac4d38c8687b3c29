import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically, writeError } from '../engine/local/files.ts';
import { MadeFiles } from '../engine/local/made-files.ts';
import { STAGING, stagedPath } from './moves.ts';

/** Files of a dataset made anew beside it, with their hashes. */
export class StagedFiles extends MadeFiles {
  readonly #dataset: string;

  /** Forgets what an earlier attempt has left. */
  constructor(folder: string) {
    super(stagedPath(folder, ''));
    this.#dataset = folder;
    const path = join(folder, STAGING);
    try {
      rmSync(path, { recursive: true, force: true });
      mkdirSync(path, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw writeError(error, path);
    }
  }

  /** A file of the work folder as it is, where it is there: its place is given up and taken again. */
  keep(name: string): string[] {
    const path = join(this.#dataset, name);
    if (!existsSync(path)) return [];
    writeAtomically(this.path(name), readFileSync(path));
    return [name];
  }
}
