import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { CorpusmithError, type DocumentErrorCode, isDocumentError } from '../../core/errors.ts';
import { sha256 } from '../../core/hash.ts';
import type { InputFile, Limits, Peek } from '../../core/source.ts';
import type { Catalog, ContainerDefinition, SourceDefinition } from '../../define.ts';
import type { Plan, PlannedSource } from '../plan.ts';
import { writeAtomically } from './files.ts';
import { type Found, findFiles } from './find-files.ts';
import { inputFile } from './input.ts';
import { type Cut, readHead, readThrough } from './read-through.ts';
import type { FileRef, Shard } from './shard.ts';

/** Bytes of a file that detection sees. */
export const HEAD_BYTES = 64 * 1024;
/** A splittable file is cut into ranges of about this many bytes. */
const RANGE = 16 << 20;
/** Detection must be at least this sure before an archive is opened. */
const CONTAINER = 0.5;

export interface Discovered {
  readonly shards: readonly Shard[];
  /** By position of the `sources:` entry. */
  readonly sources: readonly { readonly files: number; readonly bytes: number }[];
}

export interface DiscoverOptions {
  /** Folder into which archive entries are unpacked, each under its hash. */
  readonly unpackTo: string;
  /** Output folder: never read as input. */
  readonly out: string;
  readonly signal: AbortSignal;
  onFile(bytes: number): void;
}

/** A file with what detection and reading through it told. */
interface Known {
  readonly ref: FileRef;
  readonly cuts: readonly Cut[];
  /** Part that will read it; undefined when it failed. */
  readonly use?: string;
  readonly fail?: Shard['fail'];
}

/** Finds the input: which files there are, which source reads each, and in which units of work. */
export async function discover(plan: Plan, catalog: Catalog, options: DiscoverOptions): Promise<Discovered> {
  const discovery = new Discovery(plan, catalog, options);
  const shards: Shard[] = [];
  const sources: { files: number; bytes: number }[] = [];
  for (const [position, entry] of plan.sources.entries()) {
    const known = await discovery.entry(entry);
    const own = shardsOf(position, known, catalog);
    // A range of a file that was cut counts once.
    const whole = new Map(own.flatMap(shard => shard.files).map(file => [file.uri, file.bytes]));
    sources.push({ files: whole.size, bytes: [...whole.values()].reduce((sum, bytes) => sum + bytes, 0) });
    shards.push(...own);
  }
  return { shards, sources };
}

class Discovery {
  readonly #plan: Plan;
  readonly #catalog: Catalog;
  readonly #options: DiscoverOptions;
  /** A file belongs to the first entry whose patterns match it. */
  readonly #taken = new Set<string>();

  constructor(plan: Plan, catalog: Catalog, options: DiscoverOptions) {
    this.#plan = plan;
    this.#catalog = catalog;
    this.#options = options;
  }

  async entry(entry: PlannedSource): Promise<Known[]> {
    const { root } = this.#plan;
    const out = relative(root, resolve(this.#options.out)).replaceAll('\\', '/');
    const exclude = out.startsWith('..') || out === '' ? entry.exclude : [...entry.exclude, `${out}/**`];
    const found = await findFiles(root, entry.files, exclude);
    if (found.length === 0) {
      throw new CorpusmithError('E_NO_INPUT', { place: `source ${entry.name}`, detail: entry.files.join(', ') });
    }
    const known: Known[] = [];
    for (const file of found) {
      if (this.#taken.has(file.path)) continue;
      this.#taken.add(file.path);
      for await (const one of this.#look(entry, file)) known.push(one);
    }
    return known;
  }

  async *#look(entry: PlannedSource, file: Found): AsyncGenerator<Known> {
    const unread: FileRef = { uri: file.uri, path: file.path, bytes: 0, sha256: sha256('') };
    if (file.fail !== undefined) return yield { ref: unread, cuts: [], fail: { code: file.fail } };
    let ref = unread;
    try {
      const head = await readHead(file.path, file.uri, HEAD_BYTES);
      const { bytes, sha256, cuts } = await readThrough(file.path, file.uri, RANGE, this.#options.signal);
      this.#options.onFile(bytes);
      ref = { uri: file.uri, path: file.path, bytes, sha256 };
      yield* this.#recognise(entry, ref, head, cuts, this.#plan.limits, 0);
    } catch (error) {
      yield { ref, cuts: [], fail: { code: documentCode(error) } };
    }
  }

  async *#recognise(
    entry: PlannedSource,
    ref: FileRef,
    head: Uint8Array,
    cuts: readonly Cut[],
    limits: Limits,
    depth: number,
  ): AsyncGenerator<Known> {
    const peek: Peek = { uri: ref.uri, bytes: ref.bytes, head };
    const container = best([...this.#catalog.containers.values()], peek, CONTAINER);
    if (container !== undefined) return yield* this.#open(container, entry, ref, limits, depth);
    if (entry.use !== 'auto') return yield { ref, cuts, use: entry.use };
    if (ref.bytes === 0) return yield { ref, cuts, fail: { code: 'E_EMPTY' } };
    const source = recognise(this.#catalog, peek);
    yield source === undefined ? { ref, cuts, fail: { code: 'E_UNKNOWN_FORMAT' } } : { ref, cuts, use: source.name };
  }

  /** Unpacks an archive. Its limits hold for everything in it together, archives within it included. */
  async *#open(
    container: ContainerDefinition,
    entry: PlannedSource,
    ref: FileRef,
    limits: Limits,
    depth: number,
  ): AsyncGenerator<Known> {
    if (depth === limits.depth) return yield { ref, cuts: [], fail: { code: 'E_ARCHIVE_LIMIT' } };
    const left = { entries: limits.entries, unpacked: limits.unpacked };
    const archive: InputFile = inputFile(ref, limits.file, undefined, () => {});
    try {
      for await (const item of container.entries(archive, { ...limits, ...left })) {
        if (this.#options.signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
        if ('fail' in item) {
          yield { ref, cuts: [], fail: { code: item.fail, ...(item.locator ? { locator: item.locator } : {}) } };
          continue;
        }
        const uri = `${ref.uri}!/${item.name}`;
        const unread = { uri, path: ref.path, bytes: 0, sha256: sha256('') };
        try {
          const bytes = await item.read();
          left.entries--;
          left.unpacked -= bytes.length;
          const inner = this.#unpack(uri, bytes);
          yield* this.#recognise(entry, inner, bytes.subarray(0, HEAD_BYTES), [], { ...limits, ...left }, depth + 1);
        } catch (error) {
          yield { ref: unread, cuts: [], fail: { code: documentCode(error) } };
        }
      }
    } catch (error) {
      yield { ref, cuts: [], fail: { code: documentCode(error) } };
    }
  }

  #unpack(uri: string, bytes: Uint8Array): FileRef {
    const hash = sha256(bytes);
    const path = join(this.#options.unpackTo, hash);
    if (!existsSync(path)) writeAtomically(path, bytes);
    return { uri, path, bytes: bytes.length, sha256: hash };
  }
}

/** The source that is surest of a file. */
export function recognise(catalog: Catalog, peek: Peek): SourceDefinition | undefined {
  return best([...catalog.sources.values()], peek, Number.MIN_VALUE);
}

function documentCode(error: unknown): DocumentErrorCode {
  if (isDocumentError(error)) return error.code;
  throw error;
}

/** The part that is surest of the file; the first by name when two are equally sure. */
function best<P extends { name: string; detect(peek: Peek): number }>(parts: readonly P[], peek: Peek, least: number) {
  let chosen: P | undefined;
  let surest = least;
  for (const part of parts.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const score = part.detect(peek);
    if (score > surest || (score === surest && chosen === undefined)) [chosen, surest] = [part, score];
  }
  return chosen;
}

/** Groups the files of one entry into units of work, in the order of their first files. */
function shardsOf(source: number, known: readonly Known[], catalog: Catalog): Shard[] {
  const shards: Shard[] = [];
  const byUse = new Map<string, Known[]>();
  for (const one of known) {
    const { ref, use, fail } = one;
    if (fail !== undefined) shards.push({ source, use: 'none', files: [ref], fail });
    else if (byUse.has(use!)) byUse.get(use!)!.push(one);
    else byUse.set(use!, [one]);
  }
  for (const [use, members] of byUse) {
    const part = catalog.sources.get(use)!;
    if (part.units === undefined) {
      for (const { ref, cuts } of members) shards.push(...rangesOf(part, { source, use, files: [ref] }, cuts));
      continue;
    }
    const refs = new Map(members.map(({ ref }) => [ref.uri, ref]));
    const files = members.map(({ ref }) => inputFile(ref, Infinity, undefined, () => {}));
    const units = part.units(files);
    if (units.flat().length !== files.length) {
      throw new CorpusmithError('E_FAULT', { place: `source ${use}`, detail: 'its units leave out a file' });
    }
    for (const unit of units) shards.push({ source, use, files: unit.map(file => refs.get(file.uri)!) });
  }
  const first = (shard: Shard) => shard.files[0]!.uri;
  return shards.sort((a, b) => (first(a) < first(b) ? -1 : first(a) > first(b) ? 1 : start(a) - start(b)));
}

function start(shard: Shard): number {
  return shard.range?.start ?? 0;
}

function rangesOf(part: SourceDefinition, shard: Shard, cuts: readonly Cut[]): Shard[] {
  if (part.splittable === undefined || cuts.length === 0) return [shard];
  const { bytes } = shard.files[0]!;
  const starts = [{ at: 0, line: 1 }, ...cuts];
  return starts.map(({ at, line }, i) => ({
    ...shard,
    range: { start: at, end: starts[i + 1]?.at ?? bytes, line },
  }));
}
