import type { ChainEnd } from '../../core/chain.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { HistogramBar, RunFacts, SourceFacts, SplitFacts, StageFacts, Stop } from '../../core/facts.ts';
import { canonicalJson, sha256 } from '../../core/hash.ts';
import type { Plan } from '../plan.ts';
import { type Account, add, countsOf, merge, newAccount, sorted, totalOf } from './account.ts';
import type { Shown } from './evidence.ts';
import { addRows, SPLITS } from './rows.ts';
import type { RowTotals, ShardDone } from './shard.ts';

/** Adds up what the shards said of themselves. Feed it phase by phase, in shard order. */
export class Sum {
  readonly #bySource = new Map<number, Map<string, Account>>();
  readonly rows: Record<string, RowTotals> = {};
  readonly languages: Record<string, number> = {};
  readonly tokenBars: Record<number, number> = {};

  add(source: number, done: ShardDone): void {
    const accounts = this.#bySource.get(source) ?? new Map<string, Account>();
    this.#bySource.set(source, accounts);
    for (const [stage, account] of Object.entries(done.accounts)) {
      if (!accounts.has(stage)) accounts.set(stage, newAccount());
      merge(accounts.get(stage)!, account);
    }
    for (const [split, totals] of Object.entries(done.rows)) {
      addRows((this.rows[split] ??= { rows: 0, tokens: 0, maxTokens: 0, characters: 0 }), totals);
    }
    for (const [language, rows] of Object.entries(done.languages)) add(this.languages, language, rows);
    for (const [bar, rows] of Object.entries(done.tokenBars)) add(this.tokenBars, bar, rows);
  }

  account(source: number, stage: string): Account {
    return this.#bySource.get(source)?.get(stage) ?? newAccount();
  }

  /** The stage over all sources, in their order. */
  total(stage: string, sources: number): Account {
    const total = newAccount();
    for (let source = 0; source < sources; source++) merge(total, this.account(source, stage));
    return total;
  }
}

/** What a global stage has left for people, in its decision and in its check of the written files. */
export interface Decided extends Omit<Shown, 'tables' | 'stop'> {
  readonly stops: readonly Stop[];
}

export interface FactsInput {
  readonly plan: Plan;
  readonly version: string;
  readonly sum: Sum;
  readonly found: readonly { readonly files: number; readonly bytes: number }[];
  /** What global stages left by position. */
  readonly decided: ReadonlyMap<number, Decided>;
  readonly splits: readonly SplitFacts[];
  readonly warnings: readonly string[];
  readonly chains: Readonly<Record<string, ChainEnd>>;
}

/** The facts of a finished run. Throws `E_CONSERVATION` when the sums do not add up. */
export function factsOf(input: FactsInput): RunFacts {
  const { plan, sum, splits, warnings, decided, chains } = input;
  const stages = stagesOf(input);
  const maxTokens = Math.max(0, ...Object.values(sum.rows).map(row => row.maxTokens ?? 0));
  const tokenizer = plan.stages.map(stage => stage.options.tokenizer).find(option => typeof option === 'string');
  const resolved = resolvedPlan(plan);
  return {
    tool: { name: 'corpusmith', version: input.version },
    pipeline: { name: plan.name, seed: plan.seed, sha256: sha256(canonicalJson(resolved)), resolved },
    dataset: {
      name: plan.name,
      format: plan.sink.format,
      splits,
      ...(maxTokens === 0 ? {} : { maxTokens }),
      ...(tokenizer === undefined ? {} : { tokenizer: tokenizer as string }),
    },
    stages,
    sources: sourcesOf(input),
    totals: totalsOf(stages),
    tokenHistogram: histogram(sum.tokenBars),
    languages: sorted(sum.languages),
    warnings: [...warnings, ...plan.stages.flatMap((_, position) => decided.get(position)?.warnings ?? [])],
    failuresAllowed: plan.maxFailures,
    ...(Object.keys(chains).length === 0 ? {} : { chains: sorted(chains) }),
  };
}

/** The plan as plain data, without what differs from machine to machine. */
function resolvedPlan({ root: _root, plugins: _plugins, ...plan }: Plan): Record<string, unknown> {
  return { ...plan };
}

function stagesOf({ plan, sum, decided }: FactsInput): StageFacts[] {
  const names = ['read', ...plan.stages.map(stage => stage.name), 'write'];
  return names.map((name, i) => {
    const total = sum.total(name, plan.sources.length);
    const { facts, exhibits = [], stops = [] } = decided.get(i - 1) ?? {};
    return {
      name,
      options: plan.stages[i - 1]?.options ?? {},
      total: countsOf(total),
      bySource: Object.fromEntries(
        plan.sources.map((source, position) => [source.name, countsOf(sum.account(position, name))]),
      ),
      examples: sorted(total.examples),
      ...(facts === undefined ? {} : { facts: sorted(facts) }),
      ...(exhibits.length === 0 ? {} : { exhibits }),
      ...(stops.length === 0 ? {} : { stops }),
    };
  });
}

function sourcesOf({ plan, sum, found }: FactsInput): SourceFacts[] {
  const names = ['read', ...plan.stages.map(stage => stage.name), 'write'];
  return plan.sources.map(({ name, use }, position) => {
    const accounts = names.map(stage => sum.account(position, stage));
    return {
      name,
      part: use,
      ...found[position]!,
      read: accounts[0]!.in,
      written: accounts.at(-1)!.out,
      dropped: accounts.reduce((all, account) => all + totalOf(account.dropped), 0),
      failed: accounts.reduce((all, account) => all + totalOf(account.failed), 0),
    };
  });
}

function totalsOf(stages: readonly StageFacts[]): RunFacts['totals'] {
  const over = (count: (stage: StageFacts) => number) => stages.reduce((all, stage) => all + count(stage), 0);
  const totals = {
    read: stages[0]!.total.in,
    born: over(stage => stage.total.born),
    written: stages.at(-1)!.total.out,
    dropped: over(stage => totalOf(stage.total.dropped)),
    failed: over(stage => totalOf(stage.total.failed)),
  };
  if (totals.read + totals.born === totals.written + totals.dropped + totals.failed) return totals;
  throw new CorpusmithError('E_CONSERVATION', { place: 'the whole run', detail: JSON.stringify(totals) });
}

function histogram(bars: Readonly<Record<number, number>>): HistogramBar[] {
  const froms = Object.keys(bars).map(Number);
  if (froms.length === 0) return [];
  const result: HistogramBar[] = [];
  const [first, last] = [Math.min(...froms), Math.max(...froms)];
  for (let from = first; from <= last; from = from === 0 ? 16 : 2 * from) {
    result.push({ from, to: from === 0 ? 16 : 2 * from, rows: bars[from] ?? 0 });
  }
  return result;
}

export function splitsWithRows(sum: Sum): RowsOfSplit[] {
  return SPLITS.filter(name => name === 'train' || sum.rows[name] !== undefined).map(name => ({
    name,
    totals: sum.rows[name] ?? { rows: 0, tokens: 0, maxTokens: 0, characters: 0 },
  }));
}

export interface RowsOfSplit {
  readonly name: SplitFacts['name'];
  readonly totals: RowTotals;
}
