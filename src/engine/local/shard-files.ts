import { AtomicFile } from './files.ts';
import { SketchWriter } from './sketch-file.ts';

/** The files that a shard writes in one phase, under one path without extension. Empty ones are not made. */
export class ShardFiles {
  readonly #output: string;
  readonly #always: readonly string[];
  readonly #open = new Map<string, AtomicFile>();
  #sketches: SketchWriter | undefined;

  /** Files named in `always` are made even when nothing is written to them. */
  constructor(output: string, always: readonly string[]) {
    this.#output = output;
    this.#always = always;
  }

  write(extension: string, data: string): void {
    this.#file(extension).write(data);
  }

  sketch(id: string, bytes: Uint8Array): void {
    this.#sketches ??= new SketchWriter(`${this.#output}.sketch`);
    this.#sketches.append(id, bytes);
  }

  /** Completes all files. Returns their sizes by extension. */
  close(): Record<string, number> {
    for (const extension of this.#always) this.#file(extension);
    const sizes: Record<string, number> = {};
    for (const [extension, file] of this.#open) {
      file.close();
      sizes[extension] = file.bytes;
    }
    if (this.#sketches !== undefined) {
      this.#sketches.close();
      sizes.sketch = this.#sketches.file.bytes;
    }
    return sizes;
  }

  discard(): void {
    for (const file of this.#open.values()) file.discard();
    this.#sketches?.file.discard();
  }

  #file(extension: string): AtomicFile {
    const file = this.#open.get(extension) ?? new AtomicFile(`${this.#output}.${extension}`);
    this.#open.set(extension, file);
    return file;
  }
}
