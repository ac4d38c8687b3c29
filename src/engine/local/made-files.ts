import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { sha256 } from '../../core/hash.ts';
import { AtomicFile, PUBLIC, writeAtomically } from './files.ts';

export interface MadeFile {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Files that are made in a folder beside their place, with their hashes, by name. */
export class MadeFiles extends Map<string, MadeFile> {
  readonly #folder: string;

  constructor(folder: string) {
    super();
    this.#folder = folder;
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  async stream(name: string, chunks: AsyncIterable<string | Uint8Array>, mode: number = PUBLIC): Promise<MadeFile> {
    const file = new AtomicFile(this.path(name), mode);
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
    this.set(name, made);
    return made;
  }

  text(name: string, text: string): void {
    writeAtomically(this.path(name), text, PUBLIC);
    this.set(name, { bytes: Buffer.byteLength(text), sha256: sha256(text) });
  }
}
