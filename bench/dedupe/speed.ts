// Speed of each step of deduplication, one thread, interleaved with the peers: the best of several rounds each.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DiskScratch } from '../../src/engine/local/scratch.ts';
import { Sketcher } from '../../src/kernels/sketch.ts';
import { Buckets } from '../../src/minhash/buckets.ts';
import { Groups } from '../../src/minhash/groups.ts';
import { SHINGLES } from '../../src/minhash/sketch.ts';
import { atLeast, type Bar, type Setting, table } from '../bench.ts';
import type { Missing } from '../installed.ts';
import { type CorpusDocument, writeJsonl } from './corpus.ts';
import { dedupeDocuments } from './ours.ts';
import {
  type DedupePeer,
  dedupeBy,
  duckdbGroupBy,
  type HashedPeer,
  hashedPeers,
  hashedRate,
  type Rate,
  type SketchPeer,
  sketchPeers,
  sketchRate,
} from './peers.ts';
import { plantedCorpus } from './planted.ts';

const ROUNDS = 3;

/** How many times a peer's rate ours must be. */
const RAW_GOALS: Readonly<Record<SketchPeer, number | undefined>> = {
  'npm minhash': 600,
  datasketch: 100,
  rensa: 30,
  datatrove: 500,
  FastSketchLSH: undefined,
  'text-dedup': undefined,
};

/** From raw text to signatures, shingles included. */
export async function rawText({ print }: Setting, file: string, texts: readonly string[]): Promise<Bar[]> {
  const sketcher = new Sketcher(SHINGLES);
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  let ours = 0;
  const best = new Map<SketchPeer, Rate | Missing>();
  for (let round = 0; round < ROUNDS; round++) {
    ours = Math.max(
      ours,
      rateOf(texts.length, () => texts.reduce((sum, text) => sum + sketcher.sketch(text).hashes.length, 0)),
    );
    for (const peer of sketchPeers) keepBest(best, peer, await sketchRate(peer, file, texts.length));
  }
  const perDocument = bytes / texts.length / 1e6;
  const rows = [['corpusmith', '', ours.toFixed(0), (ours * perDocument).toFixed(0), '1']];
  const bars: Bar[] = [];
  for (const [peer, rate] of best) {
    if ('missing' in rate) {
      rows.push([peer, rate.missing, '', '', '']);
      continue;
    }
    const ratio = ours / rate.docsPerSecond;
    rows.push([
      peer,
      rate.version,
      rate.docsPerSecond.toFixed(0),
      rate.megabytesPerSecond.toFixed(1),
      ratio.toFixed(0),
    ]);
    const goal = RAW_GOALS[peer];
    if (goal !== undefined) bars.push(atLeast(`sketch from raw text, times ${peer}`, ratio, goal));
  }
  print(`Raw text to 128 slots\n${table(['', 'version', 'docs/s', 'MB/s', 'we are x'], rows)}\n`);
  return bars;
}

/** From hashes of shingles to signatures. */
export async function hashedTokens({ print }: Setting, prefix: string): Promise<Bar[]> {
  const sets = hashedSets(prefix);
  const sketcher = new Sketcher(SHINGLES);
  let ours = 0;
  const best = new Map<HashedPeer, Rate | Missing>();
  for (let round = 0; round < ROUNDS; round++) {
    ours = Math.max(
      ours,
      rateOf(sets.length, () => sets.reduce((sum, set) => sum + sketcher.signatureOf(set)[0]!, 0)),
    );
    for (const peer of hashedPeers) keepBest(best, peer, await hashedRate(peer, prefix));
  }
  const rows = [['corpusmith', ours.toFixed(0), '1']];
  const bars: Bar[] = [];
  for (const [peer, rate] of best) {
    if ('missing' in rate) rows.push([peer, rate.missing, '']);
    else {
      rows.push([peer, rate.docsPerSecond.toFixed(0), (ours / rate.docsPerSecond).toFixed(2)]);
      bars.push(atLeast(`signature of hashed tokens, times ${peer}`, ours / rate.docsPerSecond, 1));
    }
  }
  print(`Hashed tokens to 128 slots\n${table(['', 'docs/s', 'we are x'], rows)}\n`);
  return bars;
}

/** The low words of 64-bit hashes: our shingles have 32 bits. */
function hashedSets(prefix: string): Uint32Array[] {
  const hashes = wordsOf(readFileSync(`${prefix}.hashes`));
  const offsets = wordsOf(readFileSync(`${prefix}.offsets`));
  const sets: Uint32Array[] = [];
  for (let i = 0; i + 2 < offsets.length; i += 2) {
    const [from, to] = [offsets[i]!, offsets[i + 2]!];
    sets.push(Uint32Array.from({ length: to - from }, (_, at) => hashes[2 * (from + at)]!));
  }
  return sets;
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

/** Documents for the whole of it: few enough for datatrove to end. */
const WHOLE: Readonly<Record<DedupePeer, number>> = { datatrove: 2_000, 'text-dedup': 20_000 };
const WHOLE_GOALS: Readonly<Record<DedupePeer, number>> = { datatrove: 10, 'text-dedup': 3 };

/** From a file of texts to what is left of it. */
export async function wholeDedupe({ print }: Setting): Promise<Bar[]> {
  const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  const file = join(folder, 'texts.jsonl');
  const rows: string[][] = [];
  const bars: Bar[] = [];
  try {
    for (const [peer, documents] of Object.entries(WHOLE) as [DedupePeer, number][]) {
      await writeJsonl(file, plantedCorpus({ documents, seed: `whole ${peer}` }).documents());
      let [ours, theirs] = [Infinity, Infinity];
      let missing = '';
      for (let round = 0; round < 2; round++) {
        ours = Math.min(ours, await secondsOf(() => dedupeDocuments(documentsOf(file))));
        const result = await dedupeBy(peer, file);
        if ('missing' in result) missing = result.missing;
        else theirs = Math.min(theirs, result.seconds);
      }
      rows.push([peer, String(documents), ours.toFixed(2), missing || theirs.toFixed(2), (theirs / ours).toFixed(1)]);
      if (missing === '') bars.push(atLeast(`text to clusters, times ${peer}`, theirs / ours, WHOLE_GOALS[peer]));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print(
    `File of texts to clusters, settings as documented\n${table(['peer', 'documents', 'our s', 'its s', 'we are x'], rows)}\n`,
  );
  return bars;
}

function* documentsOf(file: string): Generator<CorpusDocument> {
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) yield JSON.parse(line) as CorpusDocument;
}

const BAND_ROWS = 20_000_000;
const BANDS = 14;

/** Rows of a band key and a document, joined to clusters. */
export async function bandIndex({ print }: Setting): Promise<Bar[]> {
  let [ours, theirs] = [Infinity, Infinity];
  let missing = '';
  for (let round = 0; round < ROUNDS; round++) {
    ours = Math.min(ours, await secondsOf(async () => joinBands(BAND_ROWS)));
    const result = await duckdbGroupBy(BAND_ROWS);
    if ('missing' in result) missing = result.missing;
    else theirs = Math.min(theirs, result.seconds);
  }
  const rows = [
    ['corpusmith, clusters', ours.toFixed(2), (BAND_ROWS / ours / 1e6).toFixed(1)],
    ['DuckDB, edges', missing || theirs.toFixed(2), (BAND_ROWS / theirs / 1e6).toFixed(1)],
  ];
  print(`${BAND_ROWS / 1e6} million band rows, one in ten shared\n${table(['', 's', 'M rows/s'], rows)}\n`);
  return missing === '' ? [atLeast('band index, times DuckDB', theirs / ours, 1.5)] : [];
}

function joinBands(rows: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  const scratch = new DiskScratch(folder, 2048 * (1 << 20));
  const buckets = Buckets.open(scratch, rows);
  const groups = new Groups(Math.ceil(rows / BANDS));
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.imul(state ^ (state >>> 16), 0x85ebca6b) >>> 0;
  };
  for (let row = 0; row < rows; row++) {
    const document = Math.floor(row / BANDS);
    if (random() % 10 === 0) {
      const key = random() % (rows / 20);
      buckets.add(Math.imul(key, 0x9e3779b1) >>> 0, Math.imul(key, 0x85ebca6b) >>> 0, document);
    } else buckets.add(random(), random(), document);
  }
  for (const group of buckets.shared()) for (let i = 1; i < group.length; i++) groups.join(group[0]!, group[i]!);
  scratch.remove();
  rmSync(folder, { recursive: true, force: true });
}

/** The sketch phase in one worker and in two, each with its share of the file. */
export async function twoCores({ print }: Setting, file: string): Promise<Bar[]> {
  let [one, two] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    one = Math.min(one, await sketchIn(1, file));
    two = Math.min(two, await sketchIn(2, file));
  }
  print(`Sketch phase, one worker ${one.toFixed(2)} s, two workers ${two.toFixed(2)} s\n`);
  return [atLeast('two cores, times one', one / two, 1.8)];
}

async function sketchIn(workers: number, file: string): Promise<number> {
  const threads = Array.from({ length: workers }, (_, worker) => {
    return new Worker(new URL('./sketch-worker.ts', import.meta.url), { workerData: { file, worker, workers } });
  });
  const heard = () => Promise.all(threads.map(thread => new Promise(resolve => thread.once('message', resolve))));
  await heard();
  const done = heard();
  const began = performance.now();
  for (const thread of threads) thread.postMessage('go');
  await done;
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(threads.map(thread => thread.terminate()));
  return seconds;
}

function rateOf(documents: number, work: () => number): number {
  const began = performance.now();
  if (work() === 0) throw new Error('nothing was done');
  return documents / ((performance.now() - began) / 1000);
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function keepBest<P>(best: Map<P, Rate | Missing>, peer: P, rate: Rate | Missing): void {
  const known = best.get(peer);
  const isBetter =
    known === undefined || 'missing' in known || ('docsPerSecond' in rate && rate.docsPerSecond > known.docsPerSecond);
  if (isBetter) best.set(peer, rate);
}
