import { join } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';
import type { Written, WrittenRow } from '../../core/stage.ts';
import type { Bench } from './bench.ts';
import { type Shown, writeEvidence } from './evidence.ts';
import { referenceDocuments, writtenParts } from './run-reference.ts';
import { DiskScratch } from './scratch.ts';
import type { CertifyTask } from './shard.ts';
import { SketchReader } from './sketch-file.ts';

/** Lets a stage check the files that were written, beside what it noted of each document as its row was written. */
export async function runCertify(task: CertifyTask, bench: Bench): Promise<Shown> {
  const certifier = await bench.steps.certifier(task.stage);
  const scratch = new DiskScratch(join(task.output, 'scratch'), task.memory);
  try {
    return await writeEvidence(task.output, await certifier!.check(written(task, bench), scratch));
  } finally {
    scratch.remove();
  }
}

function written(task: CertifyTask, bench: Bench): Written {
  return {
    [Symbol.asyncIterator]: () => rowsOf(task, bench),
    references: { [Symbol.asyncIterator]: () => referenceRows(task, bench) },
  };
}

async function* rowsOf({ files, rows, slice }: CertifyTask, bench: Bench): AsyncGenerator<WrittenRow> {
  const { plan, catalog, pulse } = bench;
  const isWanted = (line: number) => line % slice.of === slice.rest;
  for (const { split, path, name, notes } of files) {
    const reader = new SketchReader(
      notes,
      [],
      plan.sources.map(source => source.name),
    );
    const noted = reader[Symbol.asyncIterator]();
    let line = 0;
    for await (const parts of writtenParts(path, catalog, rows, isWanted)) {
      if (pulse.aborted) throw new CorpusmithError('E_INTERRUPTED');
      line++;
      const { value: note, done } = await noted.next();
      // Counted to the end: a row that nobody wrote is as wrong as one that is missing.
      if (done || parts === undefined) continue;
      yield { split, place: `${name}:${line}`, id: note.id, source: note.source, parts, note: note.bytes };
    }
    if (line !== reader.count) {
      const detail = `${reader.count} rows were written, ${line} can be read back`;
      throw new CorpusmithError('E_CONSERVATION', { place: name, detail });
    }
  }
}

async function* referenceRows({ references }: CertifyTask, { catalog, plan }: Bench): AsyncGenerator<WrittenRow> {
  for (const reference of references) {
    for await (const { id, parts } of referenceDocuments(reference, catalog, plan.limits)) {
      // Of a file that is no split of a dataset nothing was trained on: it is there to be measured on.
      yield {
        split: reference.split ?? 'test',
        place: id,
        id,
        source: plan.sources.length,
        parts,
        note: new Uint8Array(0),
      };
    }
  }
}
