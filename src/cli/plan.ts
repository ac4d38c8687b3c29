import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, isDrop, type Outcome } from '../core/document.ts';
import { CorpusmithError } from '../core/errors.ts';
import { withoutSecrets } from '../core/secrets.ts';
import type { Discovered } from '../engine/local/discover.ts';
import { runLocal } from '../engine/local/run.ts';
import { localRun, type Prepared, prepare } from '../run.ts';
import { type Command, EXIT, text, wholeNumber } from './command.ts';
import { columns, pageWidth, wrap } from './layout.ts';
import { count, ProgressLine, size } from './progress.ts';

/** Characters of a part, and of a label, that are shown. */
const [EXCERPT, LABEL] = [300, 60];
const INDENT = '      ';
/** Columns for the name of a source or stage. */
const NAME = 14;

export const planCommand: Command = {
  name: 'plan',
  summary: 'Show what a run would do, and the first documents after each stage. Writes no dataset',
  usage: 'FILE [--documents N] [--source NAME]',
  positionals: [1, 1],
  options: {
    documents: { type: 'string', value: 'N', describe: 'Documents of each source to try. Default: 1.' },
    source: { type: 'string', value: 'NAME', describe: 'Show documents of this source only.' },
  },
  async run(args, terminal) {
    const prepared = await prepare(args.positionals[0]!);
    const progress = new ProgressLine(terminal);
    const chosen = sourceOf(prepared, text(args, 'source'));
    const documents = wholeNumber(args, 'documents', 1) ?? 1;
    const preview = await tryOut(prepared, documents, terminal.signal, progress).finally(() => progress.end());
    const samples = preview.samples.filter(sample => chosen === undefined || sample.source === chosen);
    if (args.json) {
      const { sources, stages, sink, trainers } = prepared.plan;
      const shown = withoutSecrets({ sources, found: preview.found, stages, sink, trainers });
      terminal.out(`${JSON.stringify({ ...shown, warnings: prepared.warnings, samples })}\n`);
      return EXIT.done;
    }
    const width = pageWidth(terminal.width);
    terminal.out(describePlan(prepared, preview.found, width));
    for (const sample of samples) terminal.out(describeSample(sample, width));
    return EXIT.done;
  },
};

/** A source by its name in the plan; `E_USAGE` with the names there are. */
function sourceOf({ plan }: Prepared, name: string | undefined): string | undefined {
  const names = plan.sources.map(source => source.name);
  if (name === undefined || names.includes(name)) return name;
  throw new CorpusmithError('E_USAGE', { detail: `there is no source "${name}"; there are ${names.join(', ')}` });
}

interface Seen {
  readonly stage: string;
  readonly outcome: Outcome | { readonly fail: string };
}

interface Sample {
  readonly source: string;
  readonly file: string;
  readonly steps: Seen[];
}

interface FoundSource {
  readonly files: number;
  readonly bytes: number;
  /** Files by the part that will read them, or by the code of why nothing will. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Sends the first documents of each source through all stages, in a folder that is removed again. */
async function tryOut(prepared: Prepared, documents: number, signal: AbortSignal, progress: ProgressLine) {
  const out = mkdtempSync(join(tmpdir(), 'corpusmith-plan-'));
  const samples = new Map<string, Sample>();
  let found: FoundSource[] = [];
  try {
    const local = localRun(prepared, {
      out,
      workers: 0,
      limit: documents,
      signal,
      onProgress: ({ step, bytes }) => {
        if (step === 'discover') progress.looking(bytes);
      },
    });
    await runLocal({
      ...local,
      onDiscovered: discovered => {
        found = countParts(discovered);
      },
      trace: (stage, before, outcome, source) => remember(samples, { stage, outcome }, before, source),
    });
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  return { found, samples: [...samples.values()] };
}

/** Adds a step to the sample of the document that was read, whatever has been made of it since. */
function remember(samples: Map<string, Sample>, seen: Seen, before: Document | undefined, source: string): void {
  const doc = before ?? (isDocument(seen.outcome) ? seen.outcome : undefined);
  if (doc === undefined) return;
  const root = doc.id.split('-')[0]!;
  if (!samples.has(root)) samples.set(root, { source, file: doc.origin.uri, steps: [] });
  samples.get(root)!.steps.push(seen);
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
    const defaults = catalog.stages.get(use)!.options.safeParse({}).data;
    return [name, shortOptions(options, defaults ?? {})] as const;
  });
  const rest = [
    ['Rows', `${plan.sink.format}, ${plan.sink.use}`],
    ...(plan.trainers.length > 0 ? [['Trainers', plan.trainers.join(', ')]] : []),
    ...warnings.map(warning => ['Warning', warning]),
  ].map(([left, right]) => [left!, right!] as const);
  const table = (rows: readonly (readonly [string, string])[]) => columns(rows, NAME, width);
  return `Pipeline ${plan.name}\n\nSources\n${table(sources)}\nStages, with what is not default\n${table(stages)}\n${table(rest)}`;
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

function describeSample({ source, file, steps }: Sample, width: number): string {
  const lines = ['', `${source}: first of ${file}`];
  let last = '';
  for (const { stage, outcome } of steps) {
    const shown = describeOutcome(outcome);
    const block = shown.split('\n').flatMap(line => wrap(line, width - INDENT.length));
    lines.push(...(shown === last ? [`  ${stage}: no change`] : [`  ${stage}:`, ...block.map(line => INDENT + line)]));
    last = shown;
  }
  return `${lines.join('\n')}\n`;
}

function describeOutcome(outcome: Seen['outcome']): string {
  if ('fail' in outcome) return `failed: ${outcome.fail}`;
  if (isMany(outcome)) return `became ${outcome.length} documents\n${describeOutcome(outcome[0]!)}`;
  if (isDrop(outcome)) return `dropped: ${outcome.drop}`;
  const labels = Object.entries(outcome.labels).map(
    ([name, value]) => `${name}=${Array.isArray(value) ? value.length : clip(String(value))}`,
  );
  const parts = outcome.parts.slice(0, 3).map(part => `${part.role}: ${excerpt(part.text)}`);
  const more = outcome.parts.length > 3 ? [`... ${outcome.parts.length - 3} more parts`] : [];
  return [...(labels.length > 0 ? [`[${labels.join(' ')}]`] : []), ...parts, ...more].join('\n');
}

function clip(label: string): string {
  const flat = printable(label);
  return flat.length > LABEL ? `${flat.slice(0, LABEL)}...` : flat;
}

/** A text on one line, without what would move the cursor or colour the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ');
}

function excerpt(text: string): string {
  const flat = printable(text).trim();
  return flat.length > EXCERPT ? `${flat.slice(0, EXCERPT)} ... (${count(text.length)} characters)` : flat;
}

function isDocument(outcome: Seen['outcome']): outcome is Document {
  return 'parts' in outcome;
}

function isMany(outcome: Seen['outcome']): outcome is readonly Document[] {
  return Array.isArray(outcome);
}
