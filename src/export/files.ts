import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CorpusmithError } from '../core/errors.ts';
import { canonicalJson, sha256 } from '../core/hash.ts';
import { AtomicFile, PUBLIC, readJson, writeAtomically, writeError } from '../engine/local/files.ts';

/** File that says what is in the folder of an export. */
const CONTENTS = 'export.json';
const SCHEMA = 'corpusmith/export/1';

/** Throws `E_OUT_NOT_EMPTY`. An earlier export may be replaced; with anything else beside it (a trained model, say) it is not ours to remove. */
export function refuseForeign(folder: string): void {
  if (!existsSync(folder)) return;
  const contents = readJson<{ schema?: string; files?: { path: string }[] }>(join(folder, CONTENTS));
  const ours = contents?.schema === SCHEMA ? [CONTENTS, ...contents.files!.map(({ path }) => path)] : [];
  const foreign = contents === undefined || readdirSync(folder).some(name => !ours.includes(name));
  if (foreign) throw new CorpusmithError('E_OUT_NOT_EMPTY', { place: folder });
}

/** An empty folder, whatever an earlier attempt has left. */
export function clearFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(error, folder);
  }
}

/** Puts the complete folder in its place; the one that was there goes aside first, and then away. */
export function replaceFolder(folder: string, making: string, aside: string): void {
  try {
    rmSync(aside, { recursive: true, force: true });
    if (existsSync(folder)) renameSync(folder, aside);
    renameSync(making, folder);
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    throw writeError(error, folder);
  }
}

/** The files of an export in work, with their hashes. */
export class ExportFiles {
  readonly #folder: string;
  readonly #open: LineFile[] = [];
  readonly #made: { readonly path: string; readonly bytes: number; readonly sha256: string }[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  open(path: string): LineFile {
    const file = new LineFile(join(this.#folder, path), made => this.#made.push({ path, ...made }));
    this.#open.push(file);
    return file;
  }

  text(path: string, text: string): void {
    writeAtomically(join(this.#folder, path), text, PUBLIC);
    this.#made.push({ path, bytes: Buffer.byteLength(text), sha256: sha256(text) });
  }

  /** Lists what has been made. */
  contents(trainer: string, format: string): void {
    const files = this.#made.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const text = canonicalJson({ schema: SCHEMA, trainer, format, files });
    writeAtomically(join(this.#folder, CONTENTS), `${text}\n`, PUBLIC);
  }

  discard(): void {
    for (const file of this.#open) file.drop();
  }
}

/** A file of lines, hashed as it is written. */
export class LineFile {
  readonly #file: AtomicFile;
  readonly #hash = createHash('sha256');
  readonly #onClose: (made: { bytes: number; sha256: string }) => void;

  constructor(path: string, onClose: (made: { bytes: number; sha256: string }) => void) {
    this.#file = new AtomicFile(path, PUBLIC);
    this.#onClose = onClose;
  }

  get bytes(): number {
    return this.#file.bytes;
  }

  /** A JSON text, or a value to be made one. */
  line(given: string | object): void {
    const text = `${typeof given === 'string' ? given : JSON.stringify(given)}\n`;
    this.#hash.update(text);
    this.#file.write(text);
  }

  close(): { readonly bytes: number; readonly sha256: string } {
    this.#file.close();
    const made = { bytes: this.bytes, sha256: this.#hash.digest('hex') };
    this.#onClose(made);
    return made;
  }

  /** Leaves no file behind. */
  drop(): void {
    this.#file.discard();
  }
}
