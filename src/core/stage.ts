import type { Document, Outcome, Part } from './document.ts';
import type { Exhibit, SplitName, Stop, TableRow } from './facts.ts';

/** What a step may know besides the document. No clock, no files, no network. */
export interface Context {
  /** A number in [0, 1) from a generator seeded by the run's seed, the stage and the document's id. */
  random(): number;
  /** Adds to a counter of this stage; totals reach the report, per document they reach the ledger. Names, never text. */
  count(name: string, by?: number): void;
  /** Adds to a breakdown of this stage that only the reports show: `tally('role', 'EMAIL user')`. Names, never text. */
  tally(group: string, key: string, by?: number): void;
  /** Leaves a line in a file of notes that the stage declares, under the document's id: names and numbers, never text. */
  note(file: string, entry: Readonly<Record<string, unknown>>): void;
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
  /** Checks the files that were written, when the stage promises something of them that can be measured. */
  readonly certify?: Certifier;
}

/** An independent look at the written files: it sees rows as they stand in them, and nothing of what was decided. */
export interface Certifier {
  /** What a check needs to know of a written document besides its row, in bytes. Runs in parallel. */
  note(doc: Document): Uint8Array;
  /**
   * Of a global stage it gets all rows at once. Of a map stage it is called for slices of them, side by side: their facts
   * are added, their tables follow each other.
   */
  check(written: Written, scratch: Scratch): Promise<Evidence>;
}

/** All rows of a dataset. May be iterated more than once. */
export interface Written extends AsyncIterable<WrittenRow> {
  /** Rows of the earlier datasets that the stage asked for. */
  readonly references: AsyncIterable<WrittenRow>;
}

export interface WrittenRow {
  readonly split: SplitName;
  /** `test.jsonl:12`: file and line. */
  readonly place: string;
  /** Of the document that the row was made of; of a reference, its place again. */
  readonly id: string;
  /** Position of the document's `sources:` entry; that after the last for a row of a reference. */
  readonly source: number;
  /** The row, read back from its file. */
  readonly parts: readonly Part[];
  /** Empty for a row of a reference. */
  readonly note: Uint8Array;
}

export interface Sketch {
  /** Position among all documents at this barrier, 0 .. count-1, in source order. */
  readonly index: number;
  readonly id: string;
  /** Position of the document's `sources:` entry in the pipeline. */
  readonly source: number;
  readonly bytes: Uint8Array;
  /** Set for a row of an earlier dataset: where it comes from. Its id is its place: `out/2025/test.jsonl:12`. */
  readonly reference?: Reference;
}

/** A dataset or file that a stage compares documents with. */
export interface Reference {
  /** As the pipeline names it. */
  readonly dataset: string;
  /** The split that the row is in, where the file is one of a dataset. */
  readonly split?: SplitName;
}

/** All sketches in source order, those of one source one after the other. The same for any number of workers. */
export interface Sketches extends AsyncIterable<Sketch> {
  readonly count: number;
  /** Names of the pipeline's `sources:` entries, for facts by source. */
  readonly sources: readonly string[];
  /** Documents of each of the sources. */
  readonly counts: readonly number[];
  /** Rows of the earlier datasets that the stage asked for: their indexes follow those of the documents. */
  readonly references: { readonly count: number } & AsyncIterable<Sketch>;
  /** Reads one sketch again by its index. */
  at(index: number): Promise<Sketch>;
}

/** What a decision or a check leaves for people: ids, names and numbers, never text of a document. */
export interface Evidence {
  /** Numbers for the run report: clusters found, groups made. */
  readonly facts?: Readonly<Record<string, number>>;
  /** Tables and figures for the run report. */
  readonly exhibits?: readonly Exhibit[];
  /** Files of JSON lines beside the rows, by name: `clusters` becomes `clusters.jsonl`. */
  readonly tables?: Readonly<Record<string, Iterable<TableRow> | AsyncIterable<TableRow>>>;
  /** What a person should know besides, in sentences. */
  readonly warnings?: readonly string[];
  /** Why nothing must be published as it is. */
  readonly stop?: Stop;
}

/** The outcome of `decide`: asked once for every sketch of a document, in order, then dropped. */
export interface Decisions<D> extends Evidence {
  of(sketch: Sketch): D | undefined | Promise<D | undefined>;
}

/** Where `decide` puts what does not fit into memory. Emptied by the engine after the barrier. */
export interface Scratch {
  /** Bytes that `decide` may use in memory, less what it has reserved. */
  readonly memory: number;
  /** Sets memory aside for arrays of the stage's own. Throws `E_MEMORY` when too little would be left. */
  reserve(bytes: number): void;
  /** Append-only lists of records of one to four 32-bit words, in memory as far as it goes, then on disk. */
  partitions(count: number, words: 1 | 2 | 3 | 4): Partitions;
  /** A list of byte strings on disk. */
  store(): Store;
}

export interface Store {
  readonly count: number;
  append(bytes: Uint8Array): void;
  at(index: number): Uint8Array;
  /** Gives up the disk. */
  close(): void;
}

export interface Partitions {
  readonly count: number;
  /** Words beyond the size of a record are left out. */
  append(partition: number, a: number, b?: number, c?: number, d?: number): void;
  /** All records of a partition, word after word, in the order they were appended. Its own until the next call. */
  read(partition: number): Uint32Array;
  /** Bytes that did not stay in memory. */
  readonly spilled: number;
  /** Gives up memory and disk. */
  close(): void;
}
