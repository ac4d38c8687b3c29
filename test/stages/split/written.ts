// The files of a run as a certificate sees them: rows by split, each with what was noted of its document.
import type { Document, Part } from '../../../src/core/document.ts';
import type { SplitName } from '../../../src/core/facts.ts';
import type { Certifier, GlobalStep, Written, WrittenRow } from '../../../src/core/stage.ts';
import { split } from '../../../src/stages/split/index.ts';
import { gather, temporaryScratch } from '../../harness.ts';

export type Row = WrittenRow;

export async function certifierOf(options: object = {}): Promise<Certifier> {
  const step = (await split.global(split.options.parse(options), new Map())) as GlobalStep;
  return step.certify!;
}

/** Rows of documents that have their split, each split in the order of the documents. */
export async function rowsOf(docs: readonly Document[], options: object = {}): Promise<Row[]> {
  const { note } = await certifierOf(options);
  return (['train', 'validation', 'test'] as const).flatMap(name =>
    docs
      .filter(doc => doc.labels.split === name)
      .map((doc, i) => ({
        split: name,
        place: `${name}.jsonl:${i + 1}`,
        id: doc.id,
        source: 0,
        parts: doc.parts,
        note: note(doc),
      })),
  );
}

/** Rows of an earlier dataset. */
export function earlierRows(file: string, split: SplitName, texts: readonly (string | readonly Part[])[]): Row[] {
  return texts.map((text, i) => {
    const place = `${file}:${i + 1}`;
    const parts = typeof text === 'string' ? [{ role: 'document', text } as const] : text;
    return { split, place, id: place, source: 1, parts, note: new Uint8Array(0) };
  });
}

export async function certify(rows: readonly Row[], options: object = {}, references: readonly Row[] = []) {
  const { check } = await certifierOf(options);
  const scratch = temporaryScratch();
  const gathered = await gather(await check(writtenOf(rows, references), scratch));
  scratch.remove();
  return { ...gathered, leaks: gathered.tables.leaks ?? [] };
}

export function writtenOf(rows: readonly Row[], references: readonly Row[] = []): Written {
  return { ...iterable(rows), references: iterable(references) };
}

function iterable<T>(items: readonly T[]): AsyncIterable<T> {
  return {
    async *[Symbol.asyncIterator]() {
      yield* items;
    },
  };
}
