import type { Draft, InputFile, Unit, Unreadable } from '../core/source.ts';
import type { Catalog, SourceDefinition } from '../define.ts';
import type { Discovered } from '../engine/local/discover.ts';
import type { Shard } from '../engine/local/shard.ts';

/** Files are handed out in pieces of so many bytes, so that one knows how far a source has come. */
const PIECE = 1 << 10;
/** Drafts that are counted beyond those that the sample takes. */
const BEYOND = 200;

/** Documents and bytes of what has been looked at of a source. */
interface Looked {
  documents: number;
  bytes: number;
}

/** Watches the sources of a sample, to tell about how many documents all of the input holds. */
export class Meter {
  /** The catalog, its sources watched. They must be read in the calling thread. */
  readonly catalog: Catalog;
  #found: Discovered = { shards: [], sources: [] };
  readonly #unread = new Set<Shard>();
  readonly #looked = new Map<number, Looked>();

  constructor(catalog: Catalog) {
    const sources = [...catalog.sources].map(([name, source]) => [name, this.#watched(source)] as const);
    this.catalog = { ...catalog, sources: new Map(sources) };
  }

  discovered(found: Discovered): void {
    this.#found = found;
    for (const shard of found.shards) this.#unread.add(shard);
  }

  /** About how many documents the source at this position of the pipeline has. */
  documents(source: number): number {
    const { documents, bytes } = this.#looked.get(source) ?? { documents: 0, bytes: 0 };
    return bytes === 0 ? 0 : (documents * this.#found.sources[source]!.bytes) / bytes;
  }

  #watched(source: SourceDefinition): SourceDefinition {
    return {
      ...source,
      read: (unit, options, ctx) => this.#watch(unit, ctx.signal, each => source.read(each, options, ctx)),
    };
  }

  async *#watch(unit: Unit, signal: AbortSignal, read: (unit: Unit) => AsyncIterable<Draft | Unreadable>) {
    const shard = this.#shardOf(unit);
    if (shard === undefined) return yield* read(unit);
    const gauge = new Gauge(unit);
    const drafts = read(gauge.unit)[Symbol.asyncIterator]();
    let ended = false;
    const next = async () => {
      const { done, value } = await drafts.next();
      ended = done === true;
      if (!done) gauge.count(value);
      return value as Draft | Unreadable;
    };
    try {
      for (let draft = await next(); !ended; draft = await next()) yield draft;
    } finally {
      try {
        for (let more = 0; more < BEYOND && !ended && !signal.aborted; more++) await next();
        await drafts.return?.();
      } catch {
        // What cannot be read beyond the sample is not for the sample to tell.
        ended = true;
      }
      this.#add(shard, gauge, ended);
    }
  }

  #add(shard: Shard, gauge: Gauge, ended: boolean): void {
    const looked = this.#looked.get(shard.source) ?? { documents: 0, bytes: 0 };
    const { range, files } = shard;
    looked.documents += ended ? gauge.documents : gauge.extrapolated(range && range.end - range.start);
    looked.bytes += range === undefined ? files.reduce((sum, file) => sum + file.bytes, 0) : range.end - range.start;
    this.#looked.set(shard.source, looked);
  }

  /** Of a file of an earlier dataset there is none: it is no input. */
  #shardOf({ files, start }: Unit): Shard | undefined {
    const isOf = ({ files: own, range }: Shard) => own[0]!.uri === files[0]!.uri && (range?.start ?? 0) === start;
    const shard = [...this.#unread].find(isOf);
    if (shard !== undefined) this.#unread.delete(shard);
    return shard;
  }
}

/** How far a source has come in the files of a unit. */
class Gauge {
  readonly unit: Unit;
  documents = 0;
  /** The file that the last document came from. */
  #file: InputFile;
  /** Bytes of the documents' texts. */
  #text = 0;
  readonly #read = new Map<string, number>();

  constructor(unit: Unit) {
    this.unit = { ...unit, files: unit.files.map(file => this.#counted(file)) };
    this.#file = this.unit.files[0]!;
  }

  count(draft: Draft | Unreadable): void {
    if ('fail' in draft) return;
    this.documents++;
    this.#file = draft.file ?? this.#file;
    for (const { text } of draft.parts) this.#text += Buffer.byteLength(text);
  }

  /**
   * Documents of the whole unit after so many of its bytes. A source that has read the whole file before it gave the first
   * document tells no place in it; there the file is taken to be text.
   */
  extrapolated(bytes = this.#file.bytes): number {
    const read = this.#read.get(this.#file.uri) ?? 0;
    const consumed = read < bytes ? read : Math.min(this.#text, bytes);
    return consumed === 0 ? this.documents : (this.documents * bytes) / consumed;
  }

  #counted(file: InputFile): InputFile {
    const add = (bytes: Uint8Array) => {
      this.#read.set(file.uri, (this.#read.get(file.uri) ?? 0) + bytes.length);
      return bytes;
    };
    return {
      uri: file.uri,
      bytes: file.bytes,
      sha256: file.sha256,
      read: async () => add(await file.read()),
      slice: async (start, end) => add(await file.slice(start, end)),
      async *stream() {
        for await (const chunk of file.stream())
          for (let at = 0; at < chunk.length; at += PIECE) yield add(chunk.subarray(at, at + PIECE));
      },
    };
  }
}
