import type { RunFacts } from '../core/facts.ts';
import { type Corpus, type Estimate, isGlobalStage } from '../define.ts';
import { BARRIER_SHARE } from '../engine/local/scratch.ts';
import type { PlannedStage } from '../engine/plan.ts';
import type { Prepared } from '../run.ts';
import { columns } from './layout.ts';
import { count, size } from './progress.ts';

const [MINUTE, HOUR] = [60, 3600];

/** What a global stage will need for all of the input. */
export interface Need extends Corpus, Estimate {
  readonly stage: string;
  /** What to give as `--memory`, when the run's memory is too little. */
  readonly giveMemory?: string;
}

export function estimatesNeeds({ plan, catalog }: Prepared): boolean {
  return plan.stages.some(stage => estimateOf(stage, catalog) !== undefined);
}

/**
 * Lets the stages estimate what they need. How many documents each source has is given (`documents`, by its position);
 * what becomes of them on the way to a stage is taken from the facts of a sample. `memory`: bytes that the run may use.
 */
export function needsOf(
  { plan, catalog }: Prepared,
  sample: RunFacts,
  documents: readonly number[],
  memory: number,
): Need[] {
  return plan.stages.flatMap((stage, position): Need[] => {
    const estimate = estimateOf(stage, catalog);
    if (estimate === undefined) return [];
    // The first stage of the facts is `read`.
    const corpus = corpusAt(sample, position + 1, documents);
    const estimated = estimate(stage.options as never, corpus);
    const least = estimated.memory / BARRIER_SHARE;
    const short = least > memory ? { giveMemory: sizeToGive(least) } : {};
    return [{ stage: stage.name, ...corpus, ...estimated, ...short }];
  });
}

function sizeToGive(bytes: number): string {
  const gigabytes = bytes / 2 ** 30;
  return gigabytes > 4 ? `${Math.ceil(gigabytes)}GB` : `${Math.ceil(1024 * gigabytes)}MB`;
}

function estimateOf({ use }: PlannedStage, catalog: Prepared['catalog']) {
  const stage = catalog.stages.get(use)!;
  return isGlobalStage(stage) ? stage.estimate : undefined;
}

/** What will come to a stage, at the rate at which documents and characters of the sample came to it. */
function corpusAt({ stages }: RunFacts, position: number, documents: readonly number[]): Corpus {
  const [read, here] = [Object.values(stages[0]!.bySource), Object.values(stages[position]!.bySource)];
  const per = (source: number, amount: number) => (amount * documents[source]!) / Math.max(1, read[source]!.out);
  const all = here.reduce((sum, counts, source) => sum + per(source, counts.in), 0);
  const characters = here.reduce((sum, counts, source) => sum + per(source, counts.charsIn), 0);
  return { documents: Math.round(all), characters: all === 0 ? 0 : Math.round(characters / all) };
}

export function describeNeeds(needs: readonly Need[], name: number, width: number): string {
  const rows = needs.flatMap(({ stage, documents, characters, memory, disk, seconds, remarks = [], giveMemory }) => {
    const corpus = `about ${count(rough(documents))} documents of ${count(rough(characters))} characters`;
    const need = `memory ${size(memory)}, disk ${size(disk)}, ${duration(seconds)} of one core`;
    const warning = `that is more memory than the run may use: give it --memory ${giveMemory}`;
    return [
      [stage, `${corpus}: ${need}`],
      ...remarks.map(remark => ['', remark]),
      ...(giveMemory === undefined ? [] : [['Warning', warning]]),
    ].map(([left, right]) => [left!, right!] as const);
  });
  return rows.length === 0 ? '' : `\nTo decide over all documents, by a sample\n${columns(rows, name, width)}`;
}

/** Two digits that mean something. */
function rough(amount: number): number {
  return Number(amount.toPrecision(2));
}

function duration(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  if (seconds < 2 * MINUTE) return `about ${count(seconds)} s`;
  return seconds < 2 * HOUR ? `about ${count(seconds / MINUTE)} minutes` : `about ${count(seconds / HOUR)} hours`;
}
