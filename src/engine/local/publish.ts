import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Chain, type ChainEnd } from '../../core/chain.ts';
import type { SplitFacts } from '../../core/facts.ts';
import { MANIFEST, type Manifest, manifestText } from '../../core/manifest.ts';
import type { SinkDefinition } from '../../define.ts';
import type { RowsOfSplit } from './facts.ts';
import { PRIVATE, PUBLIC, readJson, writeAtomically, writeError } from './files.ts';
import { MadeFiles } from './made-files.ts';
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
  readonly #finished: string;
  readonly #files: MadeFiles;

  constructor(out: string, work: string) {
    this.#out = out;
    const staging = join(work, 'publish');
    this.#files = new MadeFiles(staging);
    this.#finished = finishedPath(work);
    rmSync(staging, { recursive: true, force: true });
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
    const { bytes, sha256 } = await this.#files.stream(fileName, sink.encode(linesOf(sources), options as never));
    const { rows, characters, tokens } = totals;
    const facts = { name, file: fileName, rows, characters, bytes, sha256 };
    return tokens === undefined || tokens === 0 ? facts : { ...facts, tokens };
  }

  /** Joins files of shards. */
  async concatenate(name: string, sources: readonly string[], isPrivate = false): Promise<void> {
    await this.#files.stream(name, bytesOf(sources), isPrivate ? PRIVATE : PUBLIC);
  }

  /** Joins files of JSON lines and ties each line to the one before. */
  async chain(name: string, sources: readonly string[]): Promise<ChainEnd> {
    const chain = new Chain();
    await this.#files.stream(name, chained(chain, sources));
    return chain.end;
  }

  /** Where a file lies until it is published. */
  staged(name: string): string {
    return this.#files.path(name);
  }

  text(name: string, text: string): void {
    this.#files.text(name, text);
  }

  /** Writes the list of all that has been made, with hashes. */
  manifest(about: { readonly name: string; readonly pipeline: string; readonly chains: Manifest['chains'] }): void {
    const files = [...this.#files].map(([path, file]) => ({ path, ...file }));
    this.text(MANIFEST, manifestText({ ...about, files }));
  }

  /** Moves everything into the output folder and forgets the files of the run before. */
  commit(key: string): void {
    const before = readJson<Finished>(this.#finished)?.files ?? [];
    const files = [...this.#files.keys()].sort((a, b) => Number(a === 'run.json') - Number(b === 'run.json'));
    try {
      rmSync(this.#finished, { force: true });
      rmSync(join(this.#out, 'run.json'), { force: true });
      for (const file of before) if (!this.#files.has(file)) rmSync(join(this.#out, file), { force: true });
      for (const file of files) {
        mkdirSync(dirname(join(this.#out, file)), { recursive: true });
        renameSync(this.#files.path(file), join(this.#out, file));
      }
    } catch (error) {
      throw writeError(error, this.#out);
    }
    writeAtomically(this.#finished, JSON.stringify({ key, files } satisfies Finished));
  }
}

async function* chained(chain: Chain, sources: readonly string[]): AsyncGenerator<string> {
  for await (const line of linesOf(sources)) yield chain.line(JSON.parse(line) as object);
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
