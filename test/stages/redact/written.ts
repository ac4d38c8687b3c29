import type { Document, Part } from '../../../src/core/document.ts';
import type { Written, WrittenRow } from '../../../src/core/stage.ts';
import type { Assets } from '../../../src/define.ts';
import { redact } from '../../../src/stages/redact/index.ts';
import { gather, runStage, temporaryScratch } from '../../harness.ts';

/** Redacts documents, writes a row of each as `write` says, and lets the stage check them. */
export async function gatherCheck(
  docs: readonly Document[],
  options: object,
  write: (doc: Document) => readonly Part[],
  assets: Assets = new Map(),
) {
  const chosen = redact.options.parse(options) as never;
  const certifier = await redact.certify!(chosen, assets);
  const { documents } = await runStage(redact, docs, options, assets);
  const rows = documents.map((doc, i): WrittenRow => {
    const note = certifier.note(doc);
    return { split: 'train', place: `train.jsonl:${i + 1}`, id: doc.id, source: 0, parts: write(doc), note };
  });
  const written: Written = {
    async *[Symbol.asyncIterator]() {
      yield* rows;
    },
    references: {
      async *[Symbol.asyncIterator]() {},
    },
  };
  return gather(await certifier.check(written, temporaryScratch()));
}
