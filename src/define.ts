import type { z } from 'zod';
import type { Document, Part as DocumentPart, Labels, Person } from './core/document.ts';
import type { DatasetFacts, SplitName } from './core/facts.ts';
import type { Draft, Entry, InputFile, Limits, Peek, SourceContext, Unit, Unreadable } from './core/source.ts';
import type { Certifier, GlobalStep, MapStep, Reference } from './core/stage.ts';

export type Label = keyof Labels;

/** A zod object: it validates, holds defaults, and is the reference documentation (`.describe()` every key). */
export type Options<O> = z.ZodType<O>;

interface Part {
  /** Kebab case, unique within its kind: what `use:` names. */
  readonly name: string;
  /** One line for `corpusmith list`. */
  readonly summary: string;
}

/** An input format. `read` yields a draft for every document and `{ fail }` for everything that cannot be read. */
export interface SourceDefinition<O = never> extends Part {
  readonly kind: 'source';
  readonly options: Options<O>;
  readonly adds: readonly Label[];
  /** How sure it is that the file is its format, 0 to 1, from the first bytes and the name. A bare extension is worth 0.3. */
  detect(peek: Peek): number;
  /** `lines`: a large file may be cut into line-aligned ranges that are read independently. */
  readonly splittable?: 'lines';
  /** Locators are positions (`row 12`), hence unique: the engine need not remember them to find duplicate ids. */
  readonly positional?: true;
  /** Groups the files of one export. Default: every file by itself. */
  units?(files: readonly InputFile[]): readonly (readonly InputFile[])[];
  read(unit: Unit, options: O, ctx: SourceContext): AsyncIterable<Draft | Unreadable>;
}

/** An archive format: discovery looks into it, so that its entries are files like all others. */
export interface ContainerDefinition extends Part {
  readonly kind: 'container';
  detect(peek: Peek): number;
  /** Yields every entry that is a file, or a failure for one that must not be opened. */
  entries(file: InputFile, limits: Limits): AsyncIterable<Entry | Unreadable>;
}

/** A file or folder that a stage reads when it is built; its content is part of the resume key. */
export interface Asset {
  /** Relative to the pipeline's root. */
  readonly path: string;
  readonly optional?: boolean;
}

/** Content of the assets by the path under which they were asked for. Optional ones may be missing. */
export type Assets = ReadonlyMap<string, Uint8Array>;

interface StagePart<O> extends Part {
  readonly kind: 'stage';
  readonly options: Options<O>;
  /** Labels that must be there already, by the options. */
  needs?(options: O): readonly Label[];
  readonly adds?: readonly Label[];
  assets?(options: O): readonly Asset[];
  /** Options whose value may be the path of a YAML file instead: it is read with the pipeline, and what is in it is the value. */
  readonly fromFile?: readonly string[];
  /** Why it does not go together with the other stages of the pipeline, if it does not. */
  conflict?(options: O, others: readonly StageOptions[]): string | undefined;
}

/** Another stage of the pipeline: its name there, the part that it uses, and its options. */
export interface StageOptions {
  readonly name: string;
  readonly use: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A file of JSON lines, `findings` for `findings.jsonl`, that a stage leaves beside the rows. */
export interface Notes {
  readonly name: string;
  /** Each line is tied to the one before by a hash. */
  readonly chained?: boolean;
  /** For the owner's eyes only. */
  readonly isPrivate?: boolean;
}

/** A corpus as `plan` can know it before it has been read. */
export interface Corpus {
  readonly documents: number;
  /** Characters of a document, on the average. */
  readonly characters: number;
}

export interface Estimate {
  /** Least memory, in bytes, with which the stage can decide. */
  readonly memory: number;
  /** Bytes on disk while the run lasts, above its documents. */
  readonly disk: number;
  /** Seconds of one core for the decision. */
  readonly seconds: number;
  /** What its options mean, for people: `18 bands of 7 rows: a pair at 0.80 is found with a chance of 0.99`. */
  readonly remarks?: readonly string[];
}

/** A stage that treats every document by itself. */
export interface MapStageDefinition<O = never> extends StagePart<O> {
  /** Files that its steps leave notes in. */
  readonly notes?: readonly Notes[];
  /** Checks the files that were written, when the stage promises something of them that can be measured. */
  certify?(options: O, assets: Assets): Certifier | Promise<Certifier>;
  map(options: O, assets: Assets): MapStep | Promise<MapStep>;
}

/** A stage that decides over all documents: the pipeline is cut after its sketch. */
export interface GlobalStageDefinition<O = never> extends StagePart<O> {
  /**
   * Earlier datasets that documents are compared with: folders of runs, JSONL files or patterns of them, index folders.
   * Relative to the pipeline's root. Each of their rows is sketched like a document.
   */
  references?(options: O): readonly string[];
  /** Throws `E_REFERENCE` for a reference that the stage can make nothing of: asked of each before anything is read. */
  checkReference?(reference: Reference, options: O): void;
  /** What the sketches of references depend on: an index that was made with anything else is refused. */
  sketchedWith?(options: O): Readonly<Record<string, unknown>>;
  /** What it will need, for `plan`. */
  estimate?(options: O, corpus: Corpus): Estimate;
  global(options: O, assets: Assets): GlobalStep<never> | Promise<GlobalStep<never>>;
}

export type StageDefinition<O = never> = MapStageDefinition<O> | GlobalStageDefinition<O>;

/** Where something stands: UTF-16 offsets, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * By what a finding is known, the surest first: a check digit or a value that the source names; a shape that nothing else
 * has; a word beside it; what a model takes it for.
 */
export type Tier = 'checksum' | 'anchored' | 'context' | 'statistical';

/** A finding. `score` in (0, 1]: 1 means proved by a checksum together with a word beside it, or by a known value. */
export interface Span extends Range {
  readonly score: number;
  /** Default: the tier of its recognizer. */
  readonly tier?: Tier;
}

/** A stretch with a number, and how many digits are in it. */
export interface NumberRange extends Range {
  readonly digits: number;
}

/** A text as recognizers look at it: what they share is found out once, in one pass. Ranges are in order. */
export interface SearchedText {
  readonly text: string;
  /** Those whom the source names for this document. */
  readonly people: readonly Person[];
  /** Findings that score less are of no use. */
  readonly minScore: number;
  /** Disjoint stretches with a group of five digits or more, or of four after five letters; wider than any number in them. */
  readonly numbers: readonly NumberRange[];
  /** Those of `numbers` in which some recognizer's `shape` of use is found. */
  readonly shaped: readonly NumberRange[];
  /** Disjoint runs of 16 or more letters, digits and signs of keys, at least one of them a digit. */
  readonly tokens: readonly Range[];
  /** Where the `words` of a recognizer stand. */
  cues(recognizer: string): readonly Range[];
  /** For statistical recognizers: what the others have found, disjoint. */
  readonly taken: readonly Range[];
}

/** Finds personal data of one entity type. Never edits: `redact` resolves overlaps and replaces. */
export interface RecognizerDefinition extends Part {
  readonly kind: 'recognizer';
  /** Upper snake case: `EMAIL`, `IBAN`. Several recognizers may find the same entity. */
  readonly entity: string;
  readonly tier: Tier;
  /** Words and phrases, in lower case, that its findings stand beside: `cues` tells where. Blanks match `-`, `_` and `.` too. */
  readonly words?: readonly string[];
  /**
   * What its findings without a word beside them look like: regex source for any case, without named groups, and the most
   * that one of them scores. All shapes are looked for at once, and `shaped` tells where there is any.
   */
  readonly shape?: { readonly pattern: string; readonly score: number };
  /** A quick look: false where `find` would find nothing. */
  mayFind?(searched: SearchedText): boolean;
  find(searched: SearchedText): Iterable<Span>;
}

export type Row = Readonly<Record<string, unknown>>;

/** The shape of a JSONL row. */
export interface FormatDefinition extends Part {
  readonly kind: 'format';
  /** `undefined` when the document is not in the shape that the format needs. */
  row(doc: Document): Row | undefined;
  /** The parts that a row was made of, read back. */
  parts(row: Row): readonly DocumentPart[];
}

/** Encodes the rows of one split. `lines` are JSON texts without line breaks. */
export interface SinkDefinition<O = never> extends Part {
  readonly kind: 'sink';
  readonly options: Options<O>;
  /** File extension for these options, with its dot. */
  extension(options: O): string;
  encode(lines: AsyncIterable<string>, options: O): AsyncIterable<Uint8Array>;
  /** The lines again. */
  decode(chunks: AsyncIterable<Uint8Array>, options: O): AsyncIterable<string>;
}

/** What a runner refuses, or spoils without a word. Of rows in any format: roles are those of parts. */
export interface RowRules {
  /** After an optional system text come user and assistant in turn (a tool's result stands for the user), the answer last. */
  readonly alternates?: boolean;
  /** The last turn is an answer. */
  readonly endsWithAnswer?: boolean;
  /** A system text is the first turn or none. */
  readonly systemFirst?: boolean;
  /** All rows of a file have a system text, or none. */
  readonly systemInAllOrNone?: boolean;
  /** A question and its answer, and nothing else: the runner would lose a system text or earlier turns. */
  readonly oneExchange?: boolean;
  /** No fields but those of the format, at any level. */
  readonly noOtherFields?: boolean;
  /** What no text may contain. */
  readonly reserved?: readonly string[];
  /** What the ids of tool calls look like. */
  readonly toolId?: RegExp;
  /** Rows of a training file, least and most. */
  readonly rows?: readonly [least: number, most: number];
  /** Most rows of a validation file. */
  readonly validationRows?: number;
  /** Largest file. */
  readonly bytes?: number;
}

/** An adapter to a training runner: the files it wants beside the rows, and the command that starts it. */
export interface TrainerDefinition extends Part {
  readonly kind: 'trainer';
  /** Names of the row formats it reads. An export has the dataset's own format, or else the first of these. */
  readonly accepts: readonly string[];
  /** Names of the split files in an export, where they are not `train.jsonl`, `validation.jsonl` and `test.jsonl`. */
  readonly splitFiles?: Readonly<Partial<Record<SplitName, string>>>;
  readonly rules?: RowRules;
  /** What whoever starts it must know, for the README of an export: that a service closes, say. */
  readonly notice?: string;
  configure(dataset: DatasetFacts): readonly { readonly path: string; readonly text: string }[];
  /** One shell command, to be run in the folder of the rows. */
  command(dataset: DatasetFacts): string;
}

export type AnyPart =
  | SourceDefinition
  | ContainerDefinition
  | StageDefinition
  | RecognizerDefinition
  | FormatDefinition
  | SinkDefinition
  | TrainerDefinition;

export type PartKind = AnyPart['kind'];

/** All parts that a pipeline can name, by name. Built-ins and plugins alike. */
export interface Catalog {
  readonly sources: ReadonlyMap<string, SourceDefinition>;
  readonly containers: ReadonlyMap<string, ContainerDefinition>;
  readonly stages: ReadonlyMap<string, StageDefinition>;
  readonly recognizers: ReadonlyMap<string, RecognizerDefinition>;
  readonly formats: ReadonlyMap<string, FormatDefinition>;
  readonly sinks: ReadonlyMap<string, SinkDefinition>;
  readonly trainers: ReadonlyMap<string, TrainerDefinition>;
}

type Unkinded<T> = Omit<T, 'kind'>;

// Options are contravariant, so a list of parts holds them as `never`; the config layer has validated what it passes in.
export function defineSource<O>(part: Unkinded<SourceDefinition<O>>): SourceDefinition {
  return { kind: 'source', ...part } as unknown as SourceDefinition;
}

export function defineContainer(part: Unkinded<ContainerDefinition>): ContainerDefinition {
  return { kind: 'container', ...part };
}

export function defineStage<O>(part: Unkinded<MapStageDefinition<O>>): MapStageDefinition {
  return { kind: 'stage', ...part } as unknown as MapStageDefinition;
}

export function defineGlobalStage<O, D>(
  part: Omit<Unkinded<GlobalStageDefinition<O>>, 'global'> & {
    global(options: O, assets: Assets): GlobalStep<D> | Promise<GlobalStep<D>>;
  },
): GlobalStageDefinition {
  return { kind: 'stage', ...part } as unknown as GlobalStageDefinition;
}

export function defineRecognizer(part: Unkinded<RecognizerDefinition>): RecognizerDefinition {
  return { kind: 'recognizer', ...part };
}

export function defineFormat(part: Unkinded<FormatDefinition>): FormatDefinition {
  return { kind: 'format', ...part };
}

export function defineSink<O>(part: Unkinded<SinkDefinition<O>>): SinkDefinition {
  return { kind: 'sink', ...part } as unknown as SinkDefinition;
}

export function defineTrainer(part: Unkinded<TrainerDefinition>): TrainerDefinition {
  return { kind: 'trainer', ...part };
}

export function isGlobalStage(stage: StageDefinition): stage is GlobalStageDefinition {
  return 'global' in stage;
}
