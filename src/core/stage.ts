import type { Document, Outcome } from './document.ts';

/** What a step may know besides the document. No clock, no files, no network. */
export interface Context {
  /** A number in [0, 1) from a generator seeded by the run's seed, the stage and the document's id. */
  random(): number;
  /** Adds to a counter of this stage; totals reach the report, per document they reach the ledger. Names, never text. */
  count(name: string, by?: number): void;
  readonly signal: AbortSignal;
}

/** One document in, an outcome out. Runs in parallel; must not remember anything between documents. */
export type MapStep = (doc: Document, ctx: Context) => Outcome | Promise<Outcome>;

/**
 * A stage that needs to see all documents: `sketch` per document in parallel, `decide` once, `apply` per document.
 * `D` must survive JSON.
 */
export interface GlobalStep<D = unknown> {
  /** What `decide` needs to know of a document, in bytes: the engine stores it, in memory-bounded files. */
  sketch(doc: Document, ctx: Context): Uint8Array;
  decide(sketches: Sketches, scratch: Scratch): Promise<Decisions<D>>;
  apply(doc: Document, decision: D | undefined, ctx: Context): Outcome;
}

export interface Sketch {
  /** Position among all documents at this barrier, 0 .. count-1, in source order. */
  readonly index: number;
  readonly id: string;
  /** Position of the document's `sources:` entry in the pipeline. */
  readonly source: number;
  readonly bytes: Uint8Array;
}

/** All sketches in source order: the same for any number of workers. May be iterated more than once. */
export interface Sketches extends AsyncIterable<Sketch> {
  readonly count: number;
  /** Names of the pipeline's `sources:` entries, for facts by source. */
  readonly sources: readonly string[];
  /** Reads one sketch again by its index. */
  at(index: number): Promise<Sketch>;
}

/** The outcome of `decide`: asked once for every sketch, in order, then dropped. */
export interface Decisions<D> {
  of(sketch: Sketch): D | undefined;
  /** Numbers for the run report: clusters found, groups made. */
  readonly facts?: Readonly<Record<string, number>>;
}

/** Where `decide` puts what does not fit into memory. Emptied by the engine after the barrier. */
export interface Scratch {
  /** Bytes that `decide` may use in memory. */
  readonly memory: number;
  /** Append-only files of fixed-size records, one for each partition. */
  partitions(count: number, recordBytes: number): Promise<Partitions>;
}

export interface Partitions {
  /** `record` is copied. */
  append(partition: number, record: Uint8Array): void;
  /** Flushes and returns all records of a partition, in the order they were appended. */
  read(partition: number): Promise<Uint8Array>;
}
