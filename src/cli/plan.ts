import { availableParallelism } from 'node:os';
import { CorpusmithError } from '../core/errors.ts';
import { withoutSecrets } from '../core/secrets.ts';
import type { StageDefinition } from '../define.ts';
import type { Discovered } from '../engine/local/discover.ts';
import { localRun, type Prepared, prepare, type RunOptions } from '../run.ts';
import { type Arguments, type Command, EXIT, type Terminal, text, wholeNumber } from './command.ts';
import { describePart } from './help.ts';
import { columns, pageWidth } from './layout.ts';
import { Meter } from './meter.ts';
import { describeNeeds, estimatesNeeds, needsOf } from './needs.ts';
import { preview } from './preview.ts';
import { count, ProgressLine, size } from './progress.ts';
import { describeSample, Samples } from './sample.ts';
import { describeWholeInput, wholeInput } from './whole-input.ts';

/** Columns for the name of a source or stage. */
const NAME = 14;
/** Documents of each source that an estimate is made of, whatever number of them is shown. */
const SAMPLED = 20;

export const planCommand: Command = {
  name: 'plan',
  summary:
    'Show what a run would do: the first documents after each stage, or with --all every decision. Writes no dataset',
  usage: 'FILE [--documents N | --all] [--source NAME] [--memory SIZE] [--workers N]',
  positionals: [1, 1],
  options: {
    documents: { type: 'string', value: 'N', describe: 'Documents of each source to try. Default: 1.' },
    all: {
      type: 'boolean',
      describe: 'Read everything and decide over all of it, in a temporary folder (TMPDIR) that is removed.',
    },
    source: { type: 'string', value: 'NAME', describe: 'Show documents of this source only.' },
    memory: {
      type: 'string',
      value: 'SIZE',
      describe: 'Memory that the run will use, such as 2GB. Default: a quarter of the machine.',
    },
    workers: { type: 'string', value: 'N', describe: 'Worker threads of --all. Default: one for each core. 0: none.' },
  },
  async run(args, terminal) {
    if (args.values.all === true && args.values.documents !== undefined)
      throw new CorpusmithError('E_USAGE', { detail: '--all reads every document: leave out --documents' });
    const prepared = await prepare(args.positionals[0]!);
    const source = sourceOf(prepared, text(args, 'source'));
    const progress = new ProgressLine(terminal);
    const tried = args.values.all === true ? tryAll : tryFirst;
    const { found, json, describe } = await tried(prepared, args, terminal, progress).finally(() => progress.end());
    if (args.json) {
      const { sources, stages, sink, trainers } = prepared.plan;
      const shown = withoutSecrets({ sources, found, stages, sink, trainers });
      terminal.out(`${JSON.stringify({ ...shown, warnings: prepared.warnings, ...json(source) })}\n`);
      return EXIT.done;
    }
    const width = pageWidth(terminal.width);
    terminal.out(describePlan(prepared, found, width) + describe(source, width));
    return EXIT.done;
  },
};

/** What has been found out about a pipeline, to be shown for one of its sources or for all. */
interface Tried {
  readonly found: readonly FoundSource[];
  json(source: string | undefined): Readonly<Record<string, unknown>>;
  describe(source: string | undefined, width: number): string;
}

/** A source by its name in the plan; `E_USAGE` with the names there are. */
function sourceOf({ plan }: Prepared, name: string | undefined): string | undefined {
  const names = plan.sources.map(source => source.name);
  if (name === undefined || names.includes(name)) return name;
  throw new CorpusmithError('E_USAGE', { detail: `there is no source "${name}"; there are ${names.join(', ')}` });
}

interface FoundSource {
  readonly files: number;
  readonly bytes: number;
  /** Files by the part that will read them, or by the code of why nothing will. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Sends the first documents of each source through all stages, and estimates what the rest will take. */
async function tryFirst(
  prepared: Prepared,
  args: Arguments,
  terminal: Terminal,
  progress: ProgressLine,
): Promise<Tried> {
  const documents = wholeNumber(args, 'documents', 1) ?? 1;
  const estimating = estimatesNeeds(prepared);
  const meter = new Meter(prepared.catalog);
  const samples = new Samples(documents);
  const options: RunOptions = {
    ...optionsOf(args, terminal),
    workers: 0,
    limit: estimating ? Math.max(documents, SAMPLED) : documents,
    onProgress: ({ step, bytes }) => {
      if (step === 'discover') progress.looking(bytes);
    },
  };
  let found: FoundSource[] = [];
  const facts = await preview(prepared, options, {
    ...(estimating ? { catalog: meter.catalog } : {}),
    trace: samples.trace,
    onDiscovered: discovered => {
      found = countParts(discovered);
      meter.discovered(discovered);
    },
  });
  const about = prepared.plan.sources.map((_, position) => meter.documents(position));
  const needs = needsOf(prepared, facts, about, localRun(prepared, options).memory);
  return {
    found,
    json: source => ({ needs, samples: samples.of(source) }),
    describe: (source, width) => {
      const shown = samples.of(source).map(sample => describeSample(sample, width));
      return [describeNeeds(needs, NAME, width), ...shown].join('');
    },
  };
}

/** Sends everything through all stages. */
async function tryAll(prepared: Prepared, args: Arguments, terminal: Terminal, progress: ProgressLine): Promise<Tried> {
  let found: FoundSource[] = [];
  const cores = availableParallelism();
  const options: RunOptions = {
    ...optionsOf(args, terminal),
    workers: wholeNumber(args, 'workers', 0, cores) ?? cores,
    onProgress: now => progress.show(now),
  };
  const facts = await preview(prepared, options, {
    onDiscovered: discovered => {
      found = countParts(discovered);
    },
  });
  return {
    found,
    json: () => ({ all: wholeInput(facts) }),
    describe: (source, width) => describeWholeInput(facts, source, width),
  };
}

function optionsOf(args: Arguments, { signal }: Terminal): RunOptions {
  const memory = text(args, 'memory');
  return memory === undefined ? { signal } : { signal, memory };
}

function countParts({ shards, sources }: Discovered): FoundSource[] {
  return sources.map(({ files, bytes }, position) => {
    const parts: Record<string, Set<string>> = {};
    for (const shard of shards.filter(candidate => candidate.source === position)) {
      const names = (parts[shard.fail?.code ?? shard.use] ??= new Set());
      for (const file of shard.files) names.add(file.uri);
    }
    return { files, bytes, parts: Object.fromEntries(Object.entries(parts).map(([use, uris]) => [use, uris.size])) };
  });
}

function describePlan({ plan, warnings, catalog }: Prepared, found: readonly FoundSource[], width: number): string {
  const sources = plan.sources.map(({ name }, i) => {
    const { files, bytes, parts } = found[i]!;
    const by = Object.entries(parts).map(([part, number]) => `${part} ${count(number)}`);
    return [name, `${count(files)} ${files === 1 ? 'file' : 'files'}, ${size(bytes)}: ${by.join(', ')}`] as const;
  });
  const stages = plan.stages.map(({ name, use, options }) => {
    return [name, shortOptions(options, defaultsOf(catalog.stages.get(use)!))] as const;
  });
  const rest = [
    ['Rows', `${plan.sink.format}, ${plan.sink.use}`],
    ...(plan.trainers.length > 0 ? [['Trainers', plan.trainers.join(', ')]] : []),
    ...warnings.map(warning => ['Warning', warning]),
  ].map(([left, right]) => [left!, right!] as const);
  const table = (rows: readonly (readonly [string, string])[]) => columns(rows, NAME, width);
  return `Pipeline ${plan.name}\n\nSources\n${table(sources)}\nStages, with what is not default\n${table(stages)}\n${table(rest)}`;
}

/** Also of a stage that asks for an option: it cannot be made of nothing. */
function defaultsOf(stage: StageDefinition): Readonly<Record<string, unknown>> {
  const made = stage.options.safeParse({});
  if (made.success) return made.data as Record<string, unknown>;
  const described = describePart(stage).options.filter(option => option.default !== undefined);
  return Object.fromEntries(described.map(option => [option.name, option.default]));
}

/** The options that differ from the defaults. */
function shortOptions(options: Readonly<Record<string, unknown>>, defaults: object): string {
  const usual = new Map(Object.entries(defaults).map(([name, value]) => [name, JSON.stringify(value)]));
  return Object.entries(withoutSecrets(options))
    .map(([name, value]) => [name, JSON.stringify(value)] as const)
    .filter(([name, value]) => value !== undefined && value !== usual.get(name))
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}
