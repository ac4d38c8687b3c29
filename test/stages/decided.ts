// What a global stage decides over documents of several sources, with as much memory as the test says.
import type { Document } from '../../src/core/document.ts';
import type { GlobalStep, Scratch, Sketch, Sketches } from '../../src/core/stage.ts';
import type { Assets, GlobalStageDefinition } from '../../src/define.ts';
import { gather, idleContext, temporaryScratch } from '../harness.ts';

/** Documents in source order, each with the position of its source. */
export async function decided(
  stage: GlobalStageDefinition,
  docs: readonly (readonly [source: number, doc: Document])[],
  memory: number,
  options: object = {},
  assets: Assets = new Map(),
) {
  const step: GlobalStep<unknown> = await stage.global(stage.options.parse(options), assets);
  const ctx = idleContext();
  // As they are read from a file: within a larger buffer, and not aligned.
  const sketchOf = (doc: Document) => Buffer.concat([Buffer.of(1), step.sketch(doc, ctx)]).subarray(1);
  const list: Sketch[] = docs.map(([source, doc], index) => ({
    index,
    source,
    id: doc.id,
    bytes: sketchOf(doc),
  }));
  const disk = temporaryScratch(memory);
  let partitions = 0;
  const scratch: Scratch = {
    get memory() {
      return disk.memory;
    },
    reserve: bytes => disk.reserve(bytes),
    partitions(count, words) {
      partitions += count;
      return disk.partitions(count, words);
    },
    store: () => disk.store(),
  };
  const decisions = await step.decide(sketchesOf(list), scratch);
  const each: unknown[] = [];
  for (const sketch of list) each.push(await decisions.of(sketch));
  const evidence = await gather(decisions);
  disk.remove();
  return { decisions: each, ...evidence, partitions };
}

function sketchesOf(list: readonly Sketch[]): Sketches {
  const sources = ['mail', 'web'];
  return {
    count: list.length,
    sources,
    counts: sources.map((_, source) => list.filter(sketch => sketch.source === source).length),
    at: async index => list[index]!,
    async *[Symbol.asyncIterator]() {
      yield* list;
    },
    references: { count: 0, async *[Symbol.asyncIterator]() {} },
  };
}
