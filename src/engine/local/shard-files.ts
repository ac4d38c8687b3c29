import { AtomicFile } from './files.ts';
import { SketchWriter } from './sketch-file.ts';

/** Extension of the file with what stages have noted under a name. */
export function notesExtension(name: string): string {
  return `notes-${name}`;
}

/** The files that a shard writes in one phase, under one path without extension. Empty ones are not made. */
export class ShardFiles {
  readonly #output: string;
  readonly #always: readonly string[];
  readonly #open = new Map<string, AtomicFile>();
  readonly #sketches = new Map<string, SketchWriter>();

  /** Files named in `always` are made even when nothing is written to them. */
  constructor(output: string, always: readonly string[]) {
    this.#output = output;
    this.#always = always;
  }

  write(extension: string, data: string): void {
    this.#file(extension).write(data);
  }

  /** Adds bytes to a file of sketches, of which each can be read again by its position. */
  sketch(extension: string, id: string, bytes: Uint8Array): void {
    const writer = this.#sketches.get(extension) ?? new SketchWriter(`${this.#output}.${extension}`);
    this.#sketches.set(extension, writer);
    writer.append(id, bytes);
  }

  /** Completes all files. Returns their sizes by extension. */
  close(): Record<string, number> {
    for (const extension of this.#always) this.#file(extension);
    const sizes: Record<string, number> = {};
    for (const [extension, file] of this.#open) {
      file.close();
      sizes[extension] = file.bytes;
    }
    for (const [extension, writer] of this.#sketches) {
      writer.close();
      sizes[extension] = writer.file.bytes;
    }
    return sizes;
  }

  discard(): void {
    for (const file of this.#open.values()) file.discard();
    for (const { file } of this.#sketches.values()) file.discard();
  }

  #file(extension: string): AtomicFile {
    const file = this.#open.get(extension) ?? new AtomicFile(`${this.#output}.${extension}`);
    this.#open.set(extension, file);
    return file;
  }
}
