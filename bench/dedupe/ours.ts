// Our side of the comparison: the dedupe stage over documents in memory, one thread.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document } from '../../src/core/document.ts';
import type { Context, Decisions, Sketch, Sketches } from '../../src/core/stage.ts';
import { DiskScratch } from '../../src/engine/local/scratch.ts';
import { dedupe } from '../../src/stages/dedupe/index.ts';
import type { CorpusDocument } from './corpus.ts';

/** Memory of the decision. */
const MEMORY = 256 << 20;

export interface OurResult {
  /** Documents that go, with the one that stays instead. */
  readonly keepers: ReadonlyMap<string, { readonly keeper: string; readonly similarity: number }>;
  readonly facts: Readonly<Record<string, number>>;
  /** Of one core. */
  readonly sketchSeconds: number;
  readonly decideSeconds: number;
}

/** From texts to what goes, as the stage does it in a run. */
export async function dedupeDocuments(documents: Iterable<CorpusDocument>, options: object = {}): Promise<OurResult> {
  const step = await dedupe.global(dedupe.options.parse({ stopAbove: 1, ...options }) as never, new Map());
  const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  const scratch = new DiskScratch(folder, MEMORY);
  try {
    const ids: string[] = [];
    const bytes: Uint8Array[] = [];
    let sketchSeconds = 0;
    for (const { id, text } of documents) {
      const began = performance.now();
      bytes.push(step.sketch(documentOf(id, text), undefined as unknown as Context));
      sketchSeconds += (performance.now() - began) / 1000;
      ids.push(id);
    }
    const began = performance.now();
    const sketches = sketchList(ids, bytes);
    const decisions = (await step.decide(sketches, scratch)) as unknown as Decisions<{
      keeper?: string;
      similarity?: number;
    }>;
    const keepers = new Map<string, { keeper: string; similarity: number }>();
    for await (const sketch of sketches) {
      const decision = await decisions.of(sketch);
      if (decision?.keeper === undefined) continue;
      keepers.set(sketch.id, { keeper: decision.keeper, similarity: decision.similarity! });
    }
    const decideSeconds = (performance.now() - began) / 1000;
    return { keepers, facts: decisions.facts ?? {}, sketchSeconds, decideSeconds };
  } finally {
    scratch.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

function documentOf(id: string, text: string): Document {
  return { id, origin: { uri: id, sha256: '' }, parts: [{ role: 'document', text }], labels: {} };
}

export function sketchList(ids: readonly string[], bytes: readonly Uint8Array[]): Sketches {
  const sketchAt = (index: number): Sketch => ({ index, id: ids[index]!, source: 0, bytes: bytes[index]! });
  return {
    count: ids.length,
    sources: ['bench'],
    counts: [ids.length],
    references: { count: 0, async *[Symbol.asyncIterator]() {} },
    at: async index => sketchAt(index),
    async *[Symbol.asyncIterator]() {
      for (let index = 0; index < ids.length; index++) yield sketchAt(index);
    },
  };
}
