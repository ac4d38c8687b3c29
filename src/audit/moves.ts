import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../core/hash.ts';
import { MANIFEST } from '../core/manifest.ts';
import { readJson, writeAtomically, writeError } from '../engine/local/files.ts';
import { WORK } from '../engine/local/out-folder.ts';

/** Where the files of a dataset are made anew, and the list of them once all are there. */
export const STAGING = `${WORK}/erase`;
export const JOURNAL = `${STAGING}/journal.json`;

/** Removed first and moved last: a folder without them is of no finished run, so that nobody takes half a change for one. */
const LAST = ['run.json', `${WORK}/finished.json`];

interface Journal {
  /** Relative to the dataset's folder. */
  readonly files: readonly string[];
  /** SHA-256 of the manifest before and after. A folder with any other was built anew since: what is staged is not for it. */
  readonly manifests: readonly [before: string, after: string];
}

/** Where a file is made before it is moved to its place. */
export function stagedPath(folder: string, file: string): string {
  return join(folder, STAGING, 'files', file);
}

/**
 * Puts the files that were made in their places. From the moment that the journal is there the change is decided: whatever
 * interrupts the moves, {@link finishMoves} ends them. `onMove` is called before each.
 */
export function moveStaged(folder: string, files: readonly string[], onMove: () => void = () => {}): void {
  onMove();
  const manifests = [hashOf(join(folder, MANIFEST)), hashOf(stagedPath(folder, MANIFEST))] as const;
  writeAtomically(join(folder, JOURNAL), JSON.stringify({ files, manifests } satisfies Journal));
  finishMoves(folder, onMove);
}

/** Ends moves that were interrupted, and forgets what was not staged to its end. */
export function finishMoves(folder: string, onMove: () => void = () => {}): void {
  const journal = readJson<Journal>(join(folder, JOURNAL));
  try {
    if (journal?.manifests.includes(hashOf(join(folder, MANIFEST)))) move(folder, journal.files, onMove);
    onMove();
    // The journal first: without it what is left is rubbish.
    rmSync(join(folder, JOURNAL), { force: true });
    rmSync(join(folder, STAGING), { recursive: true, force: true });
  } catch (error) {
    throw writeError(error, folder);
  }
}

function hashOf(path: string): string {
  return existsSync(path) ? sha256(readFileSync(path)) : '';
}

function move(folder: string, files: readonly string[], onMove: () => void): void {
  const isWaiting = (file: string) => existsSync(stagedPath(folder, file));
  for (const file of LAST.toReversed().filter(isWaiting)) {
    onMove();
    rmSync(join(folder, file), { force: true });
  }
  const ordered = [...files.filter(file => !LAST.includes(file)), ...LAST.filter(file => files.includes(file))];
  for (const file of ordered.filter(isWaiting)) {
    onMove();
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    renameSync(stagedPath(folder, file), join(folder, file));
  }
}
