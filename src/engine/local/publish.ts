import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SplitFacts } from '../../core/facts.ts';
import type { SinkDefinition } from '../../define.ts';
import type { RowsOfSplit } from './facts.ts';
import { AtomicFile, PUBLIC, readJson, writeAtomically, writeError } from './files.ts';
import { workBytes, workLines } from './work-lines.ts';

/** Left in the work folder after a run that is done: what it was made from, and which files are its own. */
export interface Finished {
  readonly key: string;
  readonly files: readonly string[];
}

/**
 * Makes the output beside the work and moves it into place at the end, the facts last: a folder with `run.json` is whole,
 * one without is not.
 */
export class Publisher {
  readonly #out: string;
  readonly #staging: string;
  readonly #finished: string;
  readonly #files: string[] = [];

  constructor(out: string, work: string) {
    this.#out = out;
    this.#staging = join(work, 'publish');
    this.#finished = finishedPath(work);
    rmSync(this.#staging, { recursive: true, force: true });
  }

  /** Encodes the rows of one split from the shards' files, which follow each other in source order. */
  async rows(
    split: RowsOfSplit,
    sources: readonly string[],
    sink: SinkDefinition,
    options: object,
  ): Promise<SplitFacts> {
    const { name, totals } = split;
    const fileName = `${name}${sink.extension(options as never)}`;
    const hash = createHash('sha256');
    const bytes = await this.#stream(fileName, sink.encode(linesOf(sources), options as never), chunk =>
      hash.update(chunk),
    );
    const { rows, characters, tokens } = totals;
    const facts = { name, file: fileName, rows, characters, bytes, sha256: hash.digest('hex') };
    return tokens === undefined || tokens === 0 ? facts : { ...facts, tokens };
  }

  /** Joins files of shards. */
  async concatenate(name: string, sources: readonly string[]): Promise<void> {
    await this.#stream(name, bytesOf(sources), () => {});
  }

  /** Where a file lies until it is published. */
  staged(name: string): string {
    return join(this.#staging, name);
  }

  text(name: string, text: string): void {
    writeAtomically(this.#path(name), text, PUBLIC);
  }

  /** Moves everything into the output folder and forgets the files of the run before. */
  commit(key: string): void {
    const before = readJson<Finished>(this.#finished)?.files ?? [];
    try {
      rmSync(this.#finished, { force: true });
      rmSync(join(this.#out, 'run.json'), { force: true });
      for (const file of before) if (!this.#files.includes(file)) rmSync(join(this.#out, file), { force: true });
      for (const file of this.#files) {
        mkdirSync(dirname(join(this.#out, file)), { recursive: true });
        renameSync(join(this.#staging, file), join(this.#out, file));
      }
    } catch (error) {
      throw writeError(error, this.#out);
    }
    writeAtomically(this.#finished, JSON.stringify({ key, files: this.#files } satisfies Finished));
  }

  async #stream(name: string, chunks: AsyncIterable<string | Uint8Array>, hear: (chunk: string | Uint8Array) => void) {
    const file = new AtomicFile(this.#path(name), PUBLIC);
    try {
      for await (const chunk of chunks) {
        hear(chunk);
        file.write(chunk);
      }
      file.close();
    } finally {
      file.discard();
    }
    return file.bytes;
  }

  #path(name: string): string {
    this.#files.push(name);
    return join(this.#staging, name);
  }
}

function finishedPath(work: string): string {
  return join(work, 'finished.json');
}

/** The run that this folder holds, when all of its files are still there. */
export function finishedRun(out: string, work: string): Finished | undefined {
  const finished = readJson<Finished>(finishedPath(work));
  return finished?.files.every(file => existsSync(join(out, file))) ? finished : undefined;
}

/** Removes all of the work folder but what tells that the run is done. */
export function removeWork(work: string): void {
  for (const name of readdirSync(work)) {
    if (name !== 'finished.json' && name !== 'lock') rmSync(join(work, name), { recursive: true, force: true });
  }
}

async function* linesOf(paths: readonly string[]): AsyncGenerator<string> {
  for (const path of paths) yield* workLines(path);
}

async function* bytesOf(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) yield* workBytes(path);
}
