import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, isDrop, type Outcome } from '../core/document.ts';
import { withoutSecrets } from '../core/secrets.ts';
import type { Discovered } from '../engine/local/discover.ts';
import { runLocal } from '../engine/local/run.ts';
import { localRun, type Prepared, prepare } from '../run.ts';
import { type Command, EXIT, text, wholeNumber } from './command.ts';
import { count, ProgressLine, size } from './progress.ts';

const EXCERPT = 300;

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
    const preview = await tryOut(prepared, wholeNumber(args, 'documents', 1) ?? 1, terminal.signal, progress);
    progress.end();
    const chosen = text(args, 'source');
    const samples = preview.samples.filter(sample => chosen === undefined || sample.source === chosen);
    if (args.json) {
      const { sources, stages, sink, trainers } = prepared.plan;
      const shown = withoutSecrets({ sources, found: preview.found, stages, sink, trainers });
      terminal.out(`${JSON.stringify({ ...shown, warnings: prepared.warnings, samples })}\n`);
      return EXIT.done;
    }
    terminal.out(describePlan(prepared, preview.found));
    for (const sample of samples) terminal.out(describeSample(sample));
    return EXIT.done;
  },
};

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
      onProgress: now => progress.show(now),
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

function describePlan({ plan, warnings }: Prepared, found: readonly FoundSource[]): string {
  const lines = [`Pipeline ${plan.name}`, '', 'Sources'];
  plan.sources.forEach((source, i) => {
    const { files, bytes, parts } = found[i]!;
    const by = Object.entries(parts).map(([part, number]) => `${part} ${count(number)}`);
    lines.push(`  ${source.name.padEnd(14)} ${count(files)} files, ${size(bytes)}: ${by.join(', ')}`);
  });
  lines.push('', 'Stages');
  for (const { name, options } of plan.stages) lines.push(`  ${name.padEnd(14)} ${shortOptions(options)}`);
  lines.push('', `Rows       ${plan.sink.format}, ${plan.sink.use}`);
  if (plan.trainers.length > 0) lines.push(`Trainers   ${plan.trainers.join(', ')}`);
  for (const warning of warnings) lines.push(`Warning    ${warning}`);
  return `${lines.join('\n')}\n`;
}

function shortOptions(options: Readonly<Record<string, unknown>>): string {
  return Object.entries(withoutSecrets(options))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
}

function describeSample({ source, file, steps }: Sample): string {
  const lines = ['', `${source}: first of ${file}`];
  let last = '';
  for (const { stage, outcome } of steps) {
    const shown = describeOutcome(outcome);
    lines.push(shown === last ? `  ${stage}: no change` : `  ${stage}:\n${indent(shown)}`);
    last = shown;
  }
  return `${lines.join('\n')}\n`;
}

function describeOutcome(outcome: Seen['outcome']): string {
  if ('fail' in outcome) return `failed: ${outcome.fail}`;
  if (isMany(outcome)) return `became ${outcome.length} documents\n${describeOutcome(outcome[0]!)}`;
  if (isDrop(outcome)) return `dropped: ${outcome.drop}`;
  const labels = Object.entries(outcome.labels).map(
    ([name, value]) => `${name}=${Array.isArray(value) ? value.length : value}`,
  );
  const parts = outcome.parts.slice(0, 3).map(part => `${part.role}: ${excerpt(part.text)}`);
  const more = outcome.parts.length > 3 ? [`... ${outcome.parts.length - 3} more parts`] : [];
  return [...(labels.length > 0 ? [`[${labels.join(' ')}]`] : []), ...parts, ...more].join('\n');
}

function excerpt(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat.length > EXCERPT ? `${flat.slice(0, EXCERPT)} ... (${count(text.length)} characters)` : flat;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '      ');
}

function isDocument(outcome: Seen['outcome']): outcome is Document {
  return 'parts' in outcome;
}

function isMany(outcome: Seen['outcome']): outcome is readonly Document[] {
  return Array.isArray(outcome);
}
