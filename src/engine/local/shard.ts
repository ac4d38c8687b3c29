import type { DocumentErrorCode } from '../../core/errors.ts';
import type { SplitName } from '../../core/facts.ts';
import type { Reference } from '../../core/stage.ts';
import type { Account } from './account.ts';
import type { Shown } from './evidence.ts';

/** A file that discovery found: `path` is where its bytes lie, `uri` is what people call it. */
export interface FileRef {
  readonly uri: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The unit of work and of resuming: what one worker reads in one go. Plain data. */
export interface Shard {
  /** Position of the `sources:` entry. */
  readonly source: number;
  /** Name of the source part: `auto` has been resolved. */
  readonly use: string;
  readonly files: readonly FileRef[];
  /** Set when the shard is a line-aligned range of its file. `line` is the number of its first line. */
  readonly range?: { readonly start: number; readonly end: number; readonly line: number };
  /** Set when discovery already knows that it cannot be read. */
  readonly fail?: { readonly code: DocumentErrorCode; readonly locator?: string };
}

export interface ShardTask {
  readonly kind: 'shard';
  readonly phase: number;
  readonly shard: Shard;
  /** Path of all its files without their extensions: `.docs .sketch .ledger .rows-train ... .done`. */
  readonly output: string;
  /** Documents of the phase before, what the barrier decided about them, and how many there must be. */
  readonly input?: { readonly docs: string; readonly decisions: string; readonly documents: number };
  /** Read at most this many documents. */
  readonly limit?: number;
  /** Documents, by their position in the shard, that ended a worker before and are given up. */
  readonly givenUp: Readonly<Record<number, DocumentErrorCode>>;
}

export interface BarrierTask {
  readonly kind: 'barrier';
  /** Position of the global stage in the plan. */
  readonly stage: number;
  readonly inputs: readonly SketchInput[];
  readonly references: readonly ReferenceInput[];
  /** Folder of the decisions, one file for each input. */
  readonly output: string;
  /** Bytes that `decide` may use. */
  readonly memory: number;
}

export interface SketchInput {
  readonly path: string;
  readonly source: number;
  readonly count: number;
  /** Size of the file. */
  readonly bytes: number;
}

/** Sketches of an earlier dataset. */
export interface ReferenceInput extends Omit<SketchInput, 'source'> {
  readonly reference: Reference;
}

/** A file of an earlier dataset that a stage compares documents with. Plain data. */
export interface ReferenceFile {
  /** What the pipeline calls the dataset. */
  readonly dataset: string;
  readonly file: FileRef;
  readonly split?: SplitName;
  readonly rows: RowsOf;
}

/** Who reads the rows: a source, or what wrote them. */
export type RowsOf =
  | { readonly use: string }
  | { readonly sink: string; readonly options: Readonly<Record<string, unknown>>; readonly format: string };

/** Sketching the rows of an earlier dataset. */
export interface ReferenceTask {
  readonly kind: 'reference';
  readonly stage: number;
  readonly reference: ReferenceFile;
  /** Path of the sketch file. */
  readonly output: string;
}

export interface ReferenceDone {
  readonly documents: number;
  /** Size of the sketch file. */
  readonly bytes: number;
}

/** Letting a stage check the files that were written. */
export interface CertifyTask {
  readonly kind: 'certify';
  readonly stage: number;
  /** Files of rows, with what was noted of each row by the shards, in the same order. `name` is the file's own. */
  readonly files: readonly {
    readonly split: SplitName;
    readonly path: string;
    readonly name: string;
    readonly notes: readonly SketchInput[];
  }[];
  readonly rows: Extract<RowsOf, { readonly sink: string }>;
  readonly references: readonly ReferenceFile[];
  /** Only rows whose line leaves this rest: the check is cut into so many slices. */
  readonly slice: { readonly rest: number; readonly of: number };
  /** Folder of its tables. */
  readonly output: string;
  readonly memory: number;
}

export type Task = ShardTask | BarrierTask | ReferenceTask | CertifyTask;

/** What a finished shard says of itself: its `.done` file. */
export interface ShardDone {
  /** By stage name, `read` and `write` among them. */
  readonly accounts: Readonly<Record<string, Account>>;
  /** Documents handed to the next phase. */
  readonly documents: number;
  /** Size of each file by extension: a resumed run trusts only files that are whole. */
  readonly files: Readonly<Record<string, number>>;
  readonly rows: Readonly<Record<string, RowTotals>>;
  readonly languages: Readonly<Record<string, number>>;
  /** Rows by the lower end of their bar in the token histogram. */
  readonly tokenBars: Readonly<Record<number, number>>;
}

export interface RowTotals {
  rows: number;
  /** Undefined as soon as one row was not counted. */
  tokens: number | undefined;
  maxTokens: number | undefined;
  characters: number;
}

export interface BarrierDone extends Shown {
  /** SHA-256 of each decisions file, in the order of the inputs. */
  readonly decisions: readonly string[];
}

export type TaskDone = ShardDone | BarrierDone | ReferenceDone | Shown;

/** What the task of a kind gives. */
export type DoneOf<T extends Task> = T extends ShardTask
  ? ShardDone
  : T extends BarrierTask
    ? BarrierDone
    : T extends ReferenceTask
      ? ReferenceDone
      : Shown;
