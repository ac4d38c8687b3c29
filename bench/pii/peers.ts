// Other tools that find personal data beside our own: on the same texts, by turns, in one thread each, read by the same
// scorer. Peers are installed on first use under bench/.cache; one that cannot be had is said to be missing.

import { join } from 'node:path';
import { atLeast, type Bar, type Setting, table } from '../bench.ts';
import type { Missing } from '../installed.ts';
import type { Negative, Scores } from '../pii.ts';
import { ours, startPeers, type Tool } from './peers/tool.ts';
import { type Case, casesOf, type Prediction, predict, predictEach, score } from './predict.ts';

/** Bytes of a set at most, and the turns that they are taken in. */
const SAMPLE = 50_000;
const TURNS = 2;
/** Seconds of CPU time that a tool spends on a turn at least, and before it is measured: compilers take their time. */
const [SPENT, WARM_UP] = [0.8, 5];

/** Texts without personal data by name. */
type CleanSets = Readonly<Record<string, readonly Case[]>>;

interface Measured {
  readonly predictions: readonly Prediction[];
  readonly untold: number;
  /** Of CPU time. */
  readonly megabytesPerSecond: number;
}

/** What the tools found in a set: columns from the scorer, by the predictions of each. */
interface ComparedSet {
  readonly name: string;
  /** How to read its figures. */
  readonly note: string;
  readonly cases: readonly Case[];
  readonly columns: readonly string[];
  /** Whether there is text enough to say how fast a tool is. */
  readonly isTimed: boolean;
  row(predictions: readonly Prediction[]): readonly string[];
}

/** A table for each set. `folder` has the scorer and the sets with ground truth, `without` types that are forgiven. */
export async function besidePeers(
  { print }: Setting,
  folder: string,
  without: readonly string[],
  cleanSets: CleanSets,
): Promise<Bar[]> {
  const peers = await startPeers();
  const tools = new Map<string, Tool>([['corpusmith', ours(cases => predict(cases, 'balanced'))]]);
  for (const [name, peer] of peers) {
    print(`${name}: ${'missing' in peer ? `not installed: ${peer.missing}` : peer.madeOf}`);
    if (!('missing' in peer)) tools.set(name, peer);
  }
  print('\nBalanced; CPU time of one thread; machines differ, ratios count\n');
  try {
    const sets = [
      ...['generated-large', 'pii-anon-legal'].map(name => goldSet(folder, name, without)),
      ...Object.entries(cleanSets).map(([name, cases]) => cleanSet(folder, name, cases)),
    ];
    const warmUp = sets.flatMap(({ cases }) => cases.slice(0, 5));
    for (const tool of tools.values()) await tool.find(warmUp, WARM_UP);
    const bars: Bar[] = [];
    for (const set of sets) bars.push(...(await compare(print, set, tools)));
    // Each of our recognizers is asked by itself, as the cases ask those of the tool that they are from.
    tools.set(
      'corpusmith',
      ours(cases => predictEach(cases, 'strict')),
    );
    await compare(print, recognizerCases(folder), tools);
    return bars;
  } finally {
    for (const tool of tools.values()) tool.close();
  }
}

/** Prints the table of a set. The bar is our speed by that of Presidio. */
async function compare(print: Setting['print'], set: ComparedSet, tools: Map<string, Tool>): Promise<Bar[]> {
  const measured = await measure(set.cases, tools);
  const presidio = measured.get('Presidio');
  const base = presidio === undefined || 'missing' in presidio ? undefined : presidio.megabytesPerSecond;
  const columns = [...set.columns, ...(set.isTimed ? ['MB/s', 'x Presidio'] : [])];
  const rows = [...measured].map(([name, result]) => {
    if ('missing' in result) return [name, `failed: ${result.missing}`, ...columns.slice(1).map(() => '')];
    const { predictions, untold, megabytesPerSecond } = result;
    const times = base === undefined ? '' : (megabytesPerSecond / base).toPrecision(3);
    const speed = set.isTimed ? [megabytesPerSecond.toPrecision(3), times] : [];
    const label = untold === 0 ? name : `${name} (${untold} texts not told)`;
    return [label, ...set.row(predictions), ...speed];
  });
  const size = `${set.cases.length} texts, ${(sizeOf(set.cases) / 1e3).toFixed(0)} KB`;
  print(`${set.name}, ${size}: ${set.note}\n${table(['', ...columns], rows)}\n`);
  const own = measured.get('corpusmith')!;
  if (!set.isTimed || base === undefined || 'missing' in own) return [];
  return [atLeast(`${set.name}, speed by that of Presidio`, own.megabytesPerSecond / base, 100)];
}

/** By turns, so that what else the machine does slows all of them. A tool that fails is asked no more. */
async function measure(
  cases: readonly Case[],
  tools: ReadonlyMap<string, Tool>,
): Promise<Map<string, Measured | Missing>> {
  const sums = new Map(
    [...tools.keys()].map(name => [name, { predictions: [] as Prediction[], untold: 0, seconds: 0 }]),
  );
  const failed = new Map<string, Missing>();
  for (let turn = 0; turn < TURNS; turn++) {
    const texts = cases.filter((_, i) => i % TURNS === turn);
    for (const [name, tool] of tools) {
      if (failed.has(name)) continue;
      try {
        const { seconds, predictions, untold } = await tool.find(texts, SPENT);
        const sum = sums.get(name)!;
        sum.predictions.push(...predictions);
        sum.seconds += seconds;
        sum.untold += untold;
      } catch (error) {
        failed.set(name, { missing: (error as Error).message });
      }
    }
  }
  const megabytes = sizeOf(cases) / 1e6;
  return new Map(
    [...sums].map(([name, { seconds, ...found }]) => [
      name,
      failed.get(name) ?? { ...found, megabytesPerSecond: megabytes / seconds },
    ]),
  );
}

function goldSet(folder: string, name: string, without: readonly string[]): ComparedSet {
  const cases = sampleOf(casesOf(join(folder, `${name}.jsonl`)));
  return {
    name,
    note: 'without companies and titles',
    cases,
    columns: ['overlap p/r', 'merged F2', 'char p/r', 'whole'],
    isTimed: true,
    row(predictions) {
      const { any } = score(folder, predictions, { '--gold': cases }, ...without) as Scores;
      const pair = ({ p, r }: { readonly p: number; readonly r: number }) => `${p.toFixed(3)} ${r.toFixed(3)}`;
      return [pair(any.overlap), any.merged.f2.toFixed(3), pair(any.char), any.whole.toFixed(3)];
    },
  };
}

/** Every finding is false; those of URLs are left out, which such texts have. */
function cleanSet(folder: string, name: string, all: readonly Case[]): ComparedSet {
  const cases = sampleOf(all);
  return {
    name,
    note: 'false findings per 100 KB',
    cases,
    columns: ['PERSON', 'structured', 'any'],
    isTimed: true,
    row(predictions) {
      const counted = predictions.map(({ id, spans }) => ({ id, spans: spans.filter(({ type }) => type !== 'URL') }));
      const { groups_per_100kb, per_100kb } = score(folder, counted, { '--negative': cases }) as Negative;
      const rates = [groups_per_100kb.PERSON ?? 0, groups_per_100kb.STRUCTURED ?? 0, per_100kb];
      return rates.map(rate => rate.toFixed(1));
    },
  };
}

function recognizerCases(folder: string): ComparedSet {
  const cases = casesOf(join(folder, 'presidio-cases.jsonl'));
  const columns = ['strong', 'weak', 'clean'];
  return {
    name: 'presidio-cases',
    note: 'the share that is right (ours strict, each recognizer by itself)',
    cases,
    columns,
    isTimed: false,
    row(predictions) {
      const scores = score(folder, predictions, { '--gold': cases }) as Record<string, { readonly share: number }>;
      return columns.map(kind => scores[kind]!.share.toFixed(3));
    },
  };
}

/** As many texts as the size allows, from all over the set. */
function sampleOf(cases: readonly Case[]): readonly Case[] {
  const every = Math.ceil(sizeOf(cases) / SAMPLE);
  return cases.filter((_, i) => i % every === 0);
}

function sizeOf(cases: readonly Case[]): number {
  return cases.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
}
