import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../core/hash.ts';
import { AtomicFile, PUBLIC, writeAtomically, writeError } from '../engine/local/files.ts';
import { STAGING, stagedPath } from './moves.ts';

/** A file that was made anew. */
export interface StagedFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Files of a dataset made anew beside it, with their hashes. */
export class StagedFiles {
  readonly #folder: string;
  readonly made = new Map<string, StagedFile>();

  /** Forgets what an earlier attempt has left. */
  constructor(folder: string) {
    this.#folder = folder;
    const path = join(folder, STAGING);
    try {
      rmSync(path, { recursive: true, force: true });
      mkdirSync(path, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw writeError(error, path);
    }
  }

  async stream(name: string, chunks: AsyncIterable<string | Uint8Array>, mode: number = PUBLIC): Promise<StagedFile> {
    const file = new AtomicFile(stagedPath(this.#folder, name), mode);
    const hash = createHash('sha256');
    try {
      for await (const chunk of chunks) {
        hash.update(chunk);
        file.write(chunk);
      }
      file.close();
    } finally {
      file.discard();
    }
    const made = { bytes: file.bytes, sha256: hash.digest('hex') };
    this.made.set(name, made);
    return made;
  }

  text(name: string, text: string): void {
    writeAtomically(stagedPath(this.#folder, name), text, PUBLIC);
    this.made.set(name, { bytes: Buffer.byteLength(text), sha256: sha256(text) });
  }

  /** A file of the work folder as it is, where it is there: its place is given up and taken again. */
  keep(name: string): string[] {
    const path = join(this.#folder, name);
    if (!existsSync(path)) return [];
    writeAtomically(stagedPath(this.#folder, name), readFileSync(path));
    return [name];
  }
}
