// Other tools that deduplicate: what each does with a file of JSON lines {id, text}, in one thread. Every call runs a
// peer once, so that rounds of it can be interleaved with our own. Peers are installed on first use under bench/.cache;
// one that cannot be had is said to be missing, with the reason.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Missing, outcome } from '../installed.ts';
import { installDuckdb, runNode, runPython } from './programs.ts';

export type SketchPeer = 'datasketch' | 'rensa' | 'FastSketchLSH' | 'datatrove' | 'text-dedup' | 'npm minhash';
export type HashedPeer = 'rensa' | 'FastSketchLSH';
export type DedupePeer = 'datatrove' | 'text-dedup';
export type PairsPeer = 'datasketch' | 'rensa' | 'datatrove';

/** Wall and CPU seconds of the work alone, without imports; the peak is that of the process with its imports. */
export interface Effort {
  readonly version: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

/** Rates are per second of wall time; a megabyte is a million bytes of text, or of hashes where those are the input. */
export interface Rate extends Effort {
  readonly documents: number;
  readonly docsPerSecond: number;
  readonly megabytesPerSecond: number;
}

export interface DedupeResult extends Effort {
  readonly documents: number;
  /** Bands x rows: `14x8`. */
  readonly shape: string;
  /** Ids of each cluster of two or more. */
  readonly clusters: readonly (readonly string[])[];
  readonly removed: ReadonlySet<string>;
}

/** A pair that a peer reports, with its own estimate of the similarity where it makes one. */
export interface ReportedPair {
  readonly a: string;
  readonly b: string;
  readonly estimate?: number;
}

export interface PairsResult extends Effort {
  readonly documents: number;
  /** Bands x rows. */
  readonly shape: string;
  readonly pairs: readonly ReportedPair[];
}

export interface GroupByResult extends Effort {
  readonly rows: number;
  /** Rows whose hash an earlier document has too. */
  readonly edges: number;
}

/** Shares of the documents that slow peers sketch, so that a round takes no longer for them. */
const SKETCHED: Readonly<Record<SketchPeer, number>> = {
  datasketch: 0.25,
  rensa: 1,
  FastSketchLSH: 1,
  datatrove: 0.05,
  'text-dedup': 0.25,
  'npm minhash': 0.05,
};

export const sketchPeers = Object.keys(SKETCHED) as SketchPeer[];
export const hashedPeers: readonly HashedPeer[] = ['rensa', 'FastSketchLSH'];

/** Rates from raw text to signatures, of all peers in turn; of `documents` of the file at most, slow ones fewer. */
export function sketchRates(file: string, documents: number): Promise<Record<SketchPeer, Rate | Missing>> {
  return eachOf(sketchPeers, peer => sketchRate(peer, file, documents));
}

/** From raw text to signatures of 128 slots (datatrove: 112) of word 5-grams. */
export async function sketchRate(peer: SketchPeer, file: string, documents: number): Promise<Rate | Missing> {
  const limit = String(Math.max(1, Math.round(documents * SKETCHED[peer])));
  if (peer === 'npm minhash') return rated(await outcome(() => runNode('npm_minhash.ts', [file, limit])));
  return rated(await outcome(() => runPython(peer, ['sketch', file, limit])));
}

/** Rates from sets of 64-bit hashes to signatures, of what `writeHashedGrams` wrote with this prefix. */
export function hashedRates(prefix: string): Promise<Record<HashedPeer, Rate | Missing>> {
  return eachOf(hashedPeers, peer => hashedRate(peer, prefix));
}

export async function hashedRate(peer: HashedPeer, prefix: string): Promise<Rate | Missing> {
  return rated(await outcome(() => runPython(peer, ['hashed', prefix])));
}

/** From a file to one without near-duplicates, with reading and writing; without a threshold at the peer's own. */
export function dedupeBy(peer: DedupePeer, file: string, threshold?: number): Promise<DedupeResult | Missing> {
  return inScratch(async out => {
    const effort = await runPython<Omit<DedupeResult, 'clusters' | 'removed'>>(peer, [
      'dedupe',
      file,
      String(threshold ?? 'default'),
      out,
    ]);
    const found = linesOf<{ ids: string[]; removed: string[] }>(out);
    const clusters = found.map(({ ids }) => ids).filter(ids => ids.length > 1);
    return { ...effort, clusters, removed: new Set(found.flatMap(({ removed }) => removed)) };
  });
}

/** The pairs that a peer has for candidates at a threshold; rensa compares their signatures, the others do not. */
export function pairsBy(peer: PairsPeer, file: string, threshold: number): Promise<PairsResult | Missing> {
  return inScratch(async out => {
    const effort = await runPython<Omit<PairsResult, 'pairs'>>(peer, ['pairs', file, String(threshold), out]);
    return { ...effort, pairs: linesOf<ReportedPair>(out) };
  });
}

/** Rows of a band hash and a document grouped by hash and joined to the first document, by DuckDB with one thread. */
export function duckdbGroupBy(rows: number): Promise<GroupByResult | Missing> {
  return outcome(async () => runNode<GroupByResult>('duckdb.ts', [await installDuckdb(), String(rows)]));
}

type Counted = Effort & { readonly documents: number; readonly bytes: number };

function rated(result: Counted | Missing): Rate | Missing {
  if ('missing' in result) return result;
  const { bytes, ...effort } = result;
  const { documents, seconds } = effort;
  return { ...effort, docsPerSecond: documents / seconds, megabytesPerSecond: bytes / 1e6 / seconds };
}

async function eachOf<P extends string, T>(peers: readonly P[], run: (peer: P) => Promise<T>): Promise<Record<P, T>> {
  const results: [P, T][] = [];
  for (const peer of peers) results.push([peer, await run(peer)]);
  return Object.fromEntries(results) as Record<P, T>;
}

function linesOf<T>(path: string): T[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter(line => line !== '').map(line => JSON.parse(line) as T);
}

/** Gives the work a path to write its results to, and removes them afterwards. */
function inScratch<T>(work: (out: string) => Promise<T>): Promise<T | Missing> {
  const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  return outcome(() => work(join(folder, 'out.jsonl'))).finally(() => rmSync(folder, { recursive: true, force: true }));
}
