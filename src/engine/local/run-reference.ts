import { createReadStream } from 'node:fs';
import type { Document, Part } from '../../core/document.ts';
import { CorpusmithError, isDocumentError } from '../../core/errors.ts';
import { seededRandom } from '../../core/hash.ts';
import type { SourceContext } from '../../core/source.ts';
import type { Context } from '../../core/stage.ts';
import type { Catalog, Row } from '../../define.ts';
import type { Plan } from '../plan.ts';
import type { Bench } from './bench.ts';
import { inputFile } from './input.ts';
import { READING } from './pulse.ts';
import type { ReferenceDone, ReferenceFile, ReferenceTask } from './shard.ts';
import { SketchWriter } from './sketch-file.ts';

/** Sketches the rows of an earlier dataset as the stage would sketch documents. */
export async function runReference(task: ReferenceTask, bench: Bench): Promise<ReferenceDone> {
  const step = await bench.steps.global(task.stage);
  const writer = new SketchWriter(task.output);
  let documents = 0;
  try {
    for await (const doc of referenceDocuments(task.reference, bench.catalog, bench.plan.limits)) {
      if (bench.pulse.aborted) throw new CorpusmithError('E_INTERRUPTED');
      bench.pulse.beat(documents++, READING);
      writer.append(doc.id, step.sketch(doc, contextOf(doc)));
    }
    writer.close();
  } finally {
    writer.file.discard();
  }
  return { documents, bytes: writer.file.bytes };
}

/** The rows of a reference as documents; the id of each is its place: `out/2025/test.jsonl:12`. */
export async function* referenceDocuments(
  { file, rows }: Pick<ReferenceFile, 'file' | 'rows'>,
  catalog: Catalog,
  limits: Plan['limits'],
): AsyncGenerator<Document> {
  const documentAt = (place: string, parts: readonly Part[], labels: Document['labels'] = {}): Document => {
    const { uri, sha256 } = file;
    return { id: `${uri}:${place}`, origin: { uri, locator: place, sha256 }, parts, labels };
  };
  if ('sink' in rows) {
    let line = 0;
    for await (const parts of writtenParts(file.path, catalog, rows)) yield documentAt(String(++line), parts!);
    return;
  }
  const { signal } = new AbortController();
  const ctx: SourceContext = { limits, count: () => {}, signal };
  const source = catalog.sources.get(rows.use)!;
  const input = inputFile(file, limits.file, undefined, () => {});
  const unit = { files: [input], start: 0, line: 1 };
  try {
    for await (const item of source.read(unit, source.options.parse({}) as never, ctx)) {
      const place = (item.locator ?? '').replace(/^line /, '');
      if ('fail' in item) throw unreadable(file.uri, place, item.fail);
      yield documentAt(place, item.parts, item.labels);
    }
  } catch (error) {
    if (isDocumentError(error)) throw unreadable(file.uri, '', error.code);
    throw error;
  }
}

/** Nothing of an earlier dataset is left out: what cannot be read of it cannot be compared with. */
function unreadable(uri: string, place: string, detail: string): CorpusmithError {
  return new CorpusmithError('E_REFERENCE', { place: place === '' ? uri : `${uri}:${place}`, detail });
}

/** The parts of each row of a file that a sink has written; undefined for a line that is not wanted. */
export async function* writtenParts(
  path: string,
  catalog: Catalog,
  { sink, options, format }: Extract<ReferenceFile['rows'], { readonly sink: string }>,
  isWanted: (line: number) => boolean = () => true,
): AsyncGenerator<readonly Part[] | undefined> {
  const encoder = catalog.sinks.get(sink);
  const shape = catalog.formats.get(format);
  if (encoder === undefined || shape === undefined) {
    throw new CorpusmithError('E_REFERENCE', {
      place: path,
      detail: `${sink} rows of format ${format} cannot be read`,
    });
  }
  let line = 0;
  try {
    const bytes = createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
    for await (const text of encoder.decode(bytes, options as never)) {
      line++;
      yield isWanted(line) ? shape.parts(JSON.parse(text) as Row) : undefined;
    }
  } catch (error) {
    if (error instanceof CorpusmithError) throw error;
    throw new CorpusmithError('E_REFERENCE', { place: `${path}:${line}`, detail: 'the row cannot be read back' });
  }
}

function contextOf(doc: Document): Context {
  const ignore = () => {};
  const { signal } = new AbortController();
  return { random: seededRandom(doc.id), count: ignore, tally: ignore, note: ignore, signal };
}
