// Runs one part by itself, the way the engine would: inputs frozen, ids made, counters kept.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, isDrop, type Labels, type Outcome, type Part } from '../src/core/document.ts';
import { isDocumentError } from '../src/core/errors.ts';
import type { Exhibit, Stop, TableRow } from '../src/core/facts.ts';
import { seededRandom, sha256 } from '../src/core/hash.ts';
import type { Draft, InputFile, Limits, SourceContext, Unreadable } from '../src/core/source.ts';
import type { Context, Evidence, GlobalStep, Reference, Sketch, Sketches } from '../src/core/stage.ts';
import type { Assets, GlobalStageDefinition, MapStageDefinition, SourceDefinition } from '../src/define.ts';
import { DiskScratch } from '../src/engine/local/scratch.ts';

export const limits: Limits = {
  file: 64 << 20,
  record: 1 << 20,
  seconds: 60,
  entries: 10_000,
  unpacked: 256 << 20,
  ratio: 200,
  depth: 2,
};

export function memoryFile(uri: string, content: string | Uint8Array): InputFile {
  const data = typeof content === 'string' ? Buffer.from(content) : content;
  return {
    uri,
    bytes: data.length,
    sha256: sha256(data),
    read: async () => data,
    slice: async (start, end) => data.subarray(start, end),
    async *stream() {
      for (let at = 0; at < data.length; at += 65_536) yield data.subarray(at, at + 65_536);
    },
  };
}

export interface Reading {
  readonly drafts: Draft[];
  readonly failures: Unreadable[];
  readonly counters: Record<string, number>;
}

/** Reads files with a source; an error thrown for the whole unit becomes one failure, as in the engine. */
export async function readWith(
  source: SourceDefinition,
  files: readonly InputFile[],
  options: object = {},
): Promise<Reading> {
  const counters: Record<string, number> = {};
  const ctx: SourceContext = {
    limits,
    count: (name, by = 1) => void (counters[name] = (counters[name] ?? 0) + by),
    signal: new AbortController().signal,
  };
  const drafts: Draft[] = [];
  const failures: Unreadable[] = [];
  for (const group of source.units?.(files) ?? files.map(file => [file])) {
    try {
      const parsed = source.options.parse(options);
      for await (const item of source.read({ files: group, start: 0, line: 1 }, parsed, ctx)) {
        if ('fail' in item) failures.push(item);
        else drafts.push(deepFreeze(item));
      }
    } catch (error) {
      if (!isDocumentError(error)) throw error;
      failures.push({ fail: error.code });
    }
  }
  return { drafts, failures, counters };
}

/** A document of one `document` part, or of the parts given. */
export function makeDocument(text: string | readonly Part[], labels: Labels = {}, id = 'd1'): Document {
  const parts = typeof text === 'string' ? [{ role: 'document', text } as const] : text;
  return deepFreeze({ id, origin: { uri: `${id}.txt`, sha256: sha256(id) }, parts, labels });
}

export interface StageResult {
  readonly outcomes: Outcome[];
  readonly documents: Document[];
  readonly counters: Record<string, number>;
  readonly tallies: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Lines of its notes by file. */
  readonly notes: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** What a global stage said of its decision; lines of its tables by name. */
  readonly facts: Readonly<Record<string, number>>;
  readonly exhibits: readonly Exhibit[];
  readonly tables: Readonly<Record<string, readonly TableRow[]>>;
  readonly warnings: readonly string[];
  readonly stop?: Stop | undefined;
}

/** A row of an earlier dataset, as a document whose id is its place. */
export interface Earlier {
  readonly doc: Document;
  readonly reference: Reference;
}

/** For steps that ask nothing of it and tell it nothing. */
export function idleContext(): Context {
  const ignore = () => {};
  const { signal } = new AbortController();
  return { random: () => 0, count: ignore, tally: ignore, note: ignore, signal };
}

export async function runStage(
  stage: MapStageDefinition | GlobalStageDefinition,
  docs: readonly Document[],
  options: object = {},
  assets: Assets = new Map(),
  earlier: readonly Earlier[] = [],
  scratch: DiskScratch = temporaryScratch(),
): Promise<StageResult> {
  const counters: Record<string, number> = {};
  const tallies: Record<string, Record<string, number>> = {};
  const notes: Record<string, Record<string, unknown>[]> = {};
  const parsed = stage.options.parse(options);
  const contextOf = (doc: Document): Context => ({
    random: seededRandom(`0 ${stage.name} ${doc.id}`),
    count: (name, by = 1) => void (counters[name] = (counters[name] ?? 0) + by),
    tally: (group, key, by = 1) => {
      const tally = (tallies[group] ??= {});
      tally[key] = (tally[key] ?? 0) + by;
    },
    note: (file, entry) => void (notes[file] ??= []).push({ id: doc.id, ...entry }),
    signal: new AbortController().signal,
  });
  const outcomes: Outcome[] = [];
  let evidence = await gather({});
  if ('map' in stage) {
    const step = await stage.map(parsed, assets);
    for (const doc of docs) outcomes.push(await step(deepFreeze(doc), contextOf(doc)));
  } else {
    const step: GlobalStep<unknown> = await stage.global(parsed, assets);
    const bytesOf = (doc: Document) => asReadBack(step.sketch(doc, contextOf(doc)));
    const sketches = docs.map((doc, index) => ({ index, id: doc.id, source: 0, bytes: bytesOf(doc) }));
    const references = earlier.map(({ doc, reference }, i) => {
      return { index: docs.length + i, id: doc.id, source: 1, bytes: bytesOf(doc), reference };
    });
    const decisions = await step.decide(sketchList(sketches, references), scratch);
    for (const [i, doc] of docs.entries()) {
      const decision = await decisions.of(sketches[i]!);
      const plain = decision === undefined ? undefined : JSON.parse(JSON.stringify(decision));
      outcomes.push(step.apply(deepFreeze(doc), plain, contextOf(doc)));
    }
    evidence = await gather(decisions);
    scratch.remove();
  }
  const documents = outcomes.flatMap(outcome => (isDrop(outcome) ? [] : outcome));
  return { outcomes, documents, counters, tallies, notes, ...evidence };
}

/** Bytes as the engine gives them: a view into a Buffer, at any offset. */
function asReadBack(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.alloc(1), bytes]).subarray(1);
}

/** Evidence with its tables read to the end. */
export async function gather({ facts = {}, exhibits = [], tables = {}, warnings = [], stop }: Evidence) {
  const lines: Record<string, TableRow[]> = {};
  for (const [name, rows] of Object.entries(tables)) {
    lines[name] = [];
    for await (const row of rows) lines[name].push(row);
  }
  return { facts, exhibits, tables: lines, warnings, stop };
}

function sketchList(sketches: readonly Sketch[], references: readonly Sketch[]): Sketches {
  return {
    count: sketches.length,
    sources: ['test'],
    counts: [sketches.length],
    at: async index => sketches[index] ?? references[index - sketches.length]!,
    async *[Symbol.asyncIterator]() {
      yield* sketches;
    },
    references: {
      count: references.length,
      async *[Symbol.asyncIterator]() {
        yield* references;
      },
    },
  };
}

let scratches = 0;

/** Scratch space that reaches the disk only when much is put there. */
export function temporaryScratch(memory: number = 64 << 20): DiskScratch {
  return new DiskScratch(join(tmpdir(), `corpusmith-test-${process.pid}-${scratches++}`), memory);
}

export function deepFreeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner);
  return value;
}
