// What is found and what is lost, against corpora of which the truth is known.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskScratch } from '../../src/engine/local/scratch.ts';
import { type Likeness, textsOf } from '../../src/minhash/likeness.ts';
import { similarPairs } from '../../src/minhash/similar.ts';
import { SHINGLES, TextSketcher } from '../../src/minhash/sketch.ts';
import { atLeast, atMost, type Bar, type Setting, table } from '../bench.ts';
import { type CorpusDocument, jaccard, wordGrams, writeJsonl } from './corpus.ts';
import { dedupeDocuments, sketchList } from './ours.ts';
import { dedupeBy, type PairsPeer, pairsBy } from './peers.ts';
import { type PlantedPair, plantedCorpus } from './planted.ts';
import { templatedCorpus } from './templated.ts';

const PLANTED = 100_000;
const THRESHOLDS = [0.5, 0.7, 0.8, 0.9];
/** How far over the threshold all pairs must be found. */
const MARGIN = 0.05;
/** Similarities are kept in ten thousandths. */
const ROUNDED = 1e-4;

/** Pairs of which the similarity is known: those well over the threshold are found, none below it goes. */
export async function planted({ print }: Setting): Promise<Bar[]> {
  const corpus = plantedCorpus({ documents: PLANTED, seed: 'quality' });
  const documents = [...corpus.documents()];
  const pairs = [...corpus.pairs()];
  const textById = new Map(documents.map(({ id, text }) => [id, text]));
  const gramsOf = (id: string) => wordGrams(textById.get(id)!);
  const rows: (string | number)[][] = [];
  const bars: Bar[] = [];
  for (const threshold of THRESHOLDS) {
    const { keepers, sketchSeconds, decideSeconds } = await dedupeDocuments(documents, { similarity: threshold });
    const isFound = ({ a, b }: PlantedPair) => keepers.has(a) || keepers.has(b);
    const over = pairs.filter(({ jaccard }) => jaccard >= threshold + MARGIN);
    const recall = over.filter(isFound).length / over.length;
    let wrong = 0;
    for (const [id, { keeper, similarity }] of keepers) {
      // Counted from the two texts: the corpus has a few pairs that came out alike though nobody planted them.
      const exact = jaccard(gramsOf(id), gramsOf(keeper));
      if (exact < threshold || Math.abs(exact - similarity) > ROUNDED) wrong++;
    }
    const precision = 1 - wrong / keepers.size;
    rows.push([
      threshold,
      over.length,
      recall.toFixed(4),
      keepers.size,
      wrong,
      sketchSeconds.toFixed(1),
      decideSeconds.toFixed(1),
    ]);
    bars.push(
      atLeast(`planted, recall at ${threshold}`, recall, 0.99),
      atLeast(`planted, precision at ${threshold}`, precision, 1),
    );
  }
  const columns = ['threshold', `pairs >= +${MARGIN}`, 'recall', 'dropped', 'wrong', 'sketch s', 'decide s'];
  print(`${PLANTED} documents, ${pairs.length} planted pairs\n${table(columns, rows)}\n`);
  return bars;
}

const FORMS = 20;
const TICKETS = 5_000;
/** Tickets of a form that datatrove is given: it takes its time. */
const FEWER_TICKETS = 500;

/** Tickets that share forms: those that were sent twice are found, the others are left alone. */
export async function templated({ print }: Setting): Promise<Bar[]> {
  const rows: (string | number)[][] = [];
  const bars: Bar[] = [];
  const corpus = templatedCorpus({ forms: FORMS, tickets: TICKETS, seed: 'templated' });
  for (const threshold of [0.7, 0.8]) {
    const { keepers } = await dedupeDocuments(corpus.documents(), { similarity: threshold });
    const { found, lost, distinct } = judged(
      corpus.duplicates,
      FORMS * TICKETS,
      new Map([...keepers].map(([id, { keeper }]) => [id, keeper])),
    );
    rows.push([`corpusmith ${threshold}`, FORMS * TICKETS, found.toFixed(4), lost, (lost / distinct).toFixed(5)]);
    bars.push(
      atLeast(`templated, found at ${threshold}`, found, 0.95),
      atMost(`templated, distinct lost at ${threshold}`, lost / distinct, 0.001),
    );
  }
  rows.push(...(await chainedTickets()));
  const columns = ['', 'tickets', 'resent found', 'distinct lost', 'share'];
  print(`${FORMS} forms, 3 % of the tickets sent twice\n${table(columns, rows)}\n`);
  return bars;
}

/** The same in small, with datatrove, which takes all of a connected component for one document. */
async function chainedTickets(): Promise<(string | number)[][]> {
  const corpus = templatedCorpus({ forms: FORMS, tickets: FEWER_TICKETS, seed: 'templated' });
  const all = FORMS * FEWER_TICKETS;
  const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  try {
    const file = join(folder, 'tickets.jsonl');
    await writeJsonl(file, corpus.documents());
    const theirs = await dedupeBy('datatrove', file);
    const ours = await dedupeDocuments(corpus.documents());
    const mine = judged(corpus.duplicates, all, new Map([...ours.keepers].map(([id, { keeper }]) => [id, keeper])));
    const row = ['corpusmith 0.8', all, mine.found.toFixed(4), mine.lost, (mine.lost / mine.distinct).toFixed(5)];
    if ('missing' in theirs) return [row, ['datatrove', all, theirs.missing, '', '']];
    const resent = new Set(corpus.duplicates.flatMap(({ id, of }) => [id, of]));
    const lost = [...theirs.removed].filter(id => !resent.has(id)).length;
    const found = corpus.duplicates.filter(({ id, of }) => theirs.removed.has(id) || theirs.removed.has(of)).length;
    const distinct = all - corpus.duplicates.length;
    return [
      row,
      [
        `datatrove ${theirs.version}`,
        all,
        (found / corpus.duplicates.length).toFixed(4),
        lost,
        (lost / distinct).toFixed(5),
      ],
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Share of the resent tickets of which one went, and how many went for a ticket that is another one. */
function judged(duplicates: readonly { id: string; of: string }[], all: number, keepers: ReadonlyMap<string, string>) {
  const originals = new Map(duplicates.map(({ id, of }) => [id, of]));
  const original = (id: string) => originals.get(id) ?? id;
  const found = duplicates.filter(({ id, of }) => keepers.has(id) || keepers.has(of)).length / duplicates.length;
  const lost = [...keepers].filter(([id, keeper]) => original(id) !== original(keeper)).length;
  return { found, lost, distinct: all - duplicates.length };
}

const PEERS: readonly PairsPeer[] = ['datasketch', 'rensa', 'datatrove'];

/** Licence texts with all pairs compared by brute force. */
export async function spdx({ data, print }: Setting): Promise<Bar[]> {
  const folder = join(data ?? '', 'near-duplicates/spdx');
  if (data === undefined || !existsSync(folder)) {
    print('near-duplicates/spdx: give its folder with --data\n');
    return [];
  }
  const texts = linesOf<CorpusDocument>(join(folder, 'texts.jsonl'));
  const truth = linesOf<{ a: string; b: string; jaccard: number }>(join(folder, 'pairs.jsonl'));
  const rows: string[][] = [];
  const bars: Bar[] = [];
  for (const threshold of THRESHOLDS) {
    const right = new Set(truth.filter(({ jaccard }) => jaccard >= threshold).map(({ a, b }) => keyOf(a, b)));
    const ours = f1(await pairsOf(texts, threshold), right);
    const theirs = await Promise.all(
      PEERS.map(async peer => {
        const result = await pairsBy(peer, join(folder, 'texts.jsonl'), threshold);
        return 'missing' in result ? 0 : f1(new Set(result.pairs.map(({ a, b }) => keyOf(a, b))), right);
      }),
    );
    rows.push([String(threshold), String(right.size), ours.toFixed(3), ...theirs.map(value => value.toFixed(3))]);
    bars.push(atLeast(`spdx, pair F1 at ${threshold} over the best peer's`, ours - Math.max(...theirs), 0));
  }
  print(`near-duplicates/spdx, F1 of pairs\n${table(['threshold', 'pairs', 'corpusmith', ...PEERS], rows)}\n`);
  return bars;
}

/** All pairs: nothing is taken for known, and nothing for template, as the truth has it. */
async function pairsOf(texts: readonly CorpusDocument[], threshold: number): Promise<Set<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
  const scratch = new DiskScratch(folder, 256 << 20);
  const likeness: Likeness = { similarity: threshold, recall: 0.99, own: 0, templateShare: 1, templateDocuments: 2 };
  const sketcher = new TextSketcher(SHINGLES);
  const sketches = sketchList(
    texts.map(({ id }) => id),
    texts.map(({ id, text }) => sketcher.sketch(id, text, 0)),
  );
  const found = new Set<string>();
  for await (const { a, b } of similarPairs(textsOf(sketches), scratch, likeness, () => false)) {
    found.add(keyOf(texts[a]!.id, texts[b]!.id));
  }
  scratch.remove();
  rmSync(folder, { recursive: true, force: true });
  return found;
}

function f1(found: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const hits = [...found].filter(pair => right.has(pair)).length;
  return (2 * hits) / (found.size + right.size);
}

function keyOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function linesOf<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as T);
}
