import type { ChainEnd } from './chain.ts';
import type { ErrorCode } from './errors.ts';

/**
 * What a run knows about itself when it is done: numbers, names and ids, never text of a document. Reports, the dataset
 * card and trainers are pure functions of these facts. Nothing here depends on the clock or on the number of workers.
 */

export interface StageCounts {
  readonly in: number;
  readonly out: number;
  /** Documents that came into being: children minus the parents they replace. */
  readonly born: number;
  /** Documents whose text or labels changed. */
  readonly changed: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly failed: Readonly<Record<string, number>>;
  /** What the stage counted through its context: `mojibake`, `EMAIL`, `truncated`. */
  readonly counters: Readonly<Record<string, number>>;
  /** Breakdowns by name, where the stage makes any: `role` becomes `EMAIL user`: 12. */
  readonly tallies?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Characters in and out, UTF-16 units. */
  readonly charsIn: number;
  readonly charsOut: number;
}

export interface StageFacts {
  /** Name of the part; `#2` is appended when it is used again. The first is `read`, the last `write`. */
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly total: StageCounts;
  /** By name of the `sources:` entry. */
  readonly bySource: Readonly<Record<string, StageCounts>>;
  /** Ids of the first documents of each drop reason or failure code, in source order, at most five. */
  readonly examples: Readonly<Record<string, readonly string[]>>;
  /** The numbers of the decision of a global stage, and those of a check of the written files. */
  readonly facts?: Readonly<Record<string, number>>;
  /** Of a global stage: tables and figures of its decision. */
  readonly exhibits?: readonly Exhibit[];
  /** Of a global stage, where the run is only looked at: why it would stop. */
  readonly stops?: readonly Stop[];
}

/** Why a run must not go on though nothing is broken: the code, and a sentence of names, ids and numbers, never text. */
export interface Stop {
  readonly code: ErrorCode;
  readonly detail: string;
}

/** A figure of the run report, drawn without knowing which stage it is of. Names, ids and numbers, never text of a document. */
export interface Exhibit {
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly note?: string;
  readonly bars?: readonly { readonly label: string; readonly value: number }[];
  readonly curve?: Curve;
  readonly table?: ExhibitTable;
}

/** A line through points, both axes from 0 to 1; `mark` is a place on the x axis that means something. */
export interface Curve {
  readonly x: string;
  readonly y: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly mark?: { readonly at: number; readonly label: string };
}

/** A heading that ends in ` #` is of a column of numbers, one that ends in ` %` of shares from 0 to 1. */
export interface ExhibitTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A line of a file of evidence. */
export type TableRow = Readonly<Record<string, string | number | readonly string[]>>;

export interface SourceFacts {
  /** Name of the entry: its part, with `#2` for the second of the same part. */
  readonly name: string;
  readonly part: string;
  readonly files: number;
  readonly bytes: number;
  readonly read: number;
  readonly written: number;
  readonly dropped: number;
  readonly failed: number;
}

export type SplitName = 'train' | 'validation' | 'test';

export interface SplitFacts {
  readonly name: SplitName;
  /** File name within the dataset's folder. */
  readonly file: string;
  readonly rows: number;
  /** Tokens as the `tokenize` stage counted them; undefined without it. */
  readonly tokens?: number;
  readonly characters: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** One bar of the token histogram: rows with `from` <= tokens < `to`. */
export interface HistogramBar {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
}

/** What a trainer needs to know of the dataset that it gets. */
export interface DatasetFacts {
  readonly name: string;
  readonly format: string;
  readonly splits: readonly SplitFacts[];
  /** Largest row in tokens, when they were counted. */
  readonly maxTokens?: number;
  /** The tokenizer as the pipeline names it. */
  readonly tokenizer?: string;
}

/** What people have found who read a sample of the rows: the part of a review that the reports show. */
export interface ReviewFacts {
  /** Seal of the plan that was made before anybody looked. */
  readonly plan: string;
  /** Rows of the dataset. */
  readonly frame: number;
  /** Every row of the sample has been read. */
  readonly complete: boolean;
  readonly combined: {
    readonly planned: number;
    readonly done: number;
    /** Rows with a value that should have been replaced, and with one that was replaced without need. */
    readonly missed: number;
    readonly wrong: number;
    /** Share of rows with a missed value at most, with 95 % confidence, and how many rows that are. */
    readonly bound?: number;
    readonly rowsAtMost?: number;
    /** The same, corrected for what the readers overlook. */
    readonly corrected?: number;
    readonly correctedRowsAtMost?: number;
    /** Rows with a planted value, and in how many of them the readers marked it. */
    readonly controls: { readonly planned: number; readonly done: number; readonly found: number };
  };
  readonly strata: readonly {
    readonly name: string;
    readonly rows: number;
    readonly done: number;
    readonly missed: number;
    readonly bound?: number;
  }[];
  readonly agreement: readonly { readonly rows: number; readonly same: number; readonly kappa?: number }[];
  readonly risk: { readonly planned: number; readonly done: number; readonly missed: number };
}

export interface RunFacts {
  readonly tool: { readonly name: string; readonly version: string };
  readonly pipeline: {
    readonly name: string;
    readonly seed: number;
    /** SHA-256 of the resolved pipeline, hex. */
    readonly sha256: string;
    /** The resolved pipeline, defaults filled in, as plain data. */
    readonly resolved: Readonly<Record<string, unknown>>;
  };
  readonly dataset: DatasetFacts;
  readonly stages: readonly StageFacts[];
  readonly sources: readonly SourceFacts[];
  /** `read + born = written + dropped + failed`, checked before this is written. */
  readonly totals: {
    readonly read: number;
    readonly born: number;
    readonly written: number;
    readonly dropped: number;
    readonly failed: number;
  };
  readonly tokenHistogram: readonly HistogramBar[];
  /** Languages of written rows by ISO 639-1 code, when the `language` stage ran. */
  readonly languages: Readonly<Record<string, number>>;
  /** Things a person should know: `redact comes after dedupe: the work folder held raw personal data`. */
  readonly warnings: readonly string[];
  readonly failuresAllowed: number;
  /** Files of notes that are chained, by name: how many lines, and the hash of the last. */
  readonly chains?: Readonly<Record<string, ChainEnd>>;
  /** What was taken out after the run, by request of the persons concerned: the splits are without it, the stages still count it. */
  readonly erased?: { readonly documents: number; readonly rows: number };
}

/** What only the dataset card says: nothing is done differently for it. */
export interface Terms {
  readonly license?: string;
  readonly creator?: string;
  readonly url?: string;
  /** `2027-03-01`. */
  readonly published?: string;
}

/** The same of a source: under what terms its texts may be used, what they were collected for, what allows this use. */
export interface SourceTerms {
  readonly license?: string;
  readonly purpose?: string;
  readonly consent?: string;
}
