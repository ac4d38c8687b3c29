// Throughput of every stage by itself, in one thread: MB of text a second, best of several interleaved rounds.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, isDrop } from '../src/core/document.ts';
import { seededRandom } from '../src/core/hash.ts';
import type { Context, GlobalStep, Sketch, Sketches } from '../src/core/stage.ts';
import { isGlobalStage, type StageDefinition } from '../src/define.ts';
import { DiskScratch } from '../src/engine/local/scratch.ts';
import { readAssets } from '../src/engine/local/steps.ts';
import { stages as all } from '../src/stages/index.ts';
import type { Bar, Bench } from './bench.ts';
import { table } from './bench.ts';
import { prose } from './corpus.ts';

const DOCUMENTS = 4_000;
const ROUNDS = 3;
const root = fileURLToPath(new URL('..', import.meta.url));

const OPTIONS: Readonly<Record<string, object>> = { tokenize: { tokenizer: 'fixtures/tokenizers/small' } };

export const stages: Bench = {
  name: 'stages',
  summary: 'MB/s per core of every stage',
  async run({ print }): Promise<Bar[]> {
    const documents = makeDocuments();
    const megabytes = documents.reduce((sum, doc) => sum + doc.parts[0]!.text.length, 0) / 1e6;
    const contestants = await Promise.all(all.map(async stage => [stage.name, await workOf(stage)] as const));
    const best = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      for (const [name, work] of contestants) {
        const began = performance.now();
        await work(documents);
        const rate = megabytes / ((performance.now() - began) / 1000);
        best.set(name, Math.max(best.get(name) ?? 0, rate));
      }
    }
    print(`${documents.length} documents, ${megabytes.toFixed(1)} MB of text, best of ${ROUNDS} rounds, one thread`);
    print(
      table(
        ['stage', 'MB/s'],
        [...best].map(([name, rate]) => [name, rate.toFixed(1)]),
      ),
    );
    return [];
  },
};

function makeDocuments(): Document[] {
  const random = seededRandom('bench stages');
  return Array.from({ length: DOCUMENTS }, (_, i) => {
    const origin = { uri: `${i}.txt`, sha256: '' };
    const parts = [{ role: 'document', text: `# Title ${i}\n\n${prose(random, 1000 + random() * 3000)}` }] as const;
    return { id: i.toString(16).padStart(16, '0'), origin, parts, labels: { title: `Title ${i}` } };
  });
}

/** What a stage does to all documents, as a function of them. */
async function workOf(stage: StageDefinition): Promise<(documents: readonly Document[]) => Promise<void>> {
  const options = stage.options.parse(OPTIONS[stage.name] ?? {});
  const assets = await readAssets(root, stage, options);
  if (!isGlobalStage(stage)) {
    const step = await stage.map(options, assets);
    return async documents => {
      for (const doc of documents) await step(doc, contextOf(doc));
    };
  }
  const step: GlobalStep = await stage.global(options, assets);
  return documents => decideOver(step, documents);
}

async function decideOver(step: GlobalStep, documents: readonly Document[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  const scratch = new DiskScratch(folder, 256 << 20);
  const sketches = documents.map((doc, index) => ({
    index,
    id: doc.id,
    source: 0,
    bytes: step.sketch(doc, contextOf(doc)),
  }));
  const decisions = await step.decide(sketchList(sketches), scratch);
  const kept = documents.filter((doc, i) => !isDrop(step.apply(doc, decisions.of(sketches[i]!), contextOf(doc))));
  if (kept.length === 0) throw new Error('everything was dropped');
  scratch.remove();
  rmSync(folder, { recursive: true, force: true });
}

function sketchList(sketches: readonly Sketch[]): Sketches {
  return {
    count: sketches.length,
    sources: ['bench'],
    counts: [sketches.length],
    references: { count: 0, async *[Symbol.asyncIterator]() {} },
    at: async index => sketches[index]!,
    async *[Symbol.asyncIterator]() {
      yield* sketches;
    },
  };
}

function contextOf(doc: Document): Context {
  return {
    random: seededRandom(doc.id),
    count: () => {},
    tally: () => {},
    note: () => {},
    signal: new AbortController().signal,
  };
}
