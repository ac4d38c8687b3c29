import { relative } from 'node:path';
import type { RunFacts } from '../core/facts.ts';
import { withoutSecrets } from '../core/secrets.ts';
import type { Catalog } from '../define.ts';
import { runLocal } from '../engine/local/run.ts';
import { funnelText } from '../reports/funnel.ts';
import { localRun, prepare, type RunOptions } from '../run.ts';
import { type Command, defined, EXIT, text, wholeNumber } from './command.ts';
import { ProgressLine } from './progress.ts';

/** More threads than this are a slip of the finger: each one takes tens of megabytes. */
const MOST_WORKERS = 512;

export const runCommand: Command = {
  name: 'run',
  summary: 'Build the dataset. After any interruption the same command goes on where it was',
  usage: 'FILE [--out DIR] [--workers N] [--memory SIZE] [--limit N] [--keep-work]',
  positionals: [1, 1],
  options: {
    out: { type: 'string', value: 'DIR', describe: 'Output folder. Default: the `dir` of the sink.' },
    workers: { type: 'string', value: 'N', describe: 'Worker threads. Default: one for each core. 0: none.' },
    memory: {
      type: 'string',
      value: 'SIZE',
      describe: 'Memory to use, such as 2GB. Default: a quarter of the machine.',
    },
    limit: { type: 'string', value: 'N', describe: 'Read at most N documents of each source.' },
    'keep-work': {
      type: 'boolean',
      describe: 'Keep intermediate files, so that the next run repeats only what changed. They hold raw text.',
    },
  },
  async run(args, terminal) {
    const prepared = await prepare(args.positionals[0]!);
    const progress = new ProgressLine(terminal);
    const options: RunOptions = {
      ...defined('out', text(args, 'out')),
      ...defined('workers', wholeNumber(args, 'workers', 0, MOST_WORKERS)),
      ...defined('memory', text(args, 'memory')),
      ...defined('limit', wholeNumber(args, 'limit', 1)),
      keepWork: args.values['keep-work'] === true,
      signal: terminal.signal,
      onProgress: now => progress.show(now),
    };
    const local = localRun(prepared, options);
    const { facts, unchanged } = await runLocal(local).finally(() => progress.end());
    const tooMany = facts.totals.failed > facts.failuresAllowed;
    const out = relative(process.cwd(), local.out) || '.';
    if (args.json) terminal.out(`${JSON.stringify({ out: local.out, unchanged, ...withoutSecrets(facts) })}\n`);
    else {
      if (unchanged) terminal.out(`${out} already holds exactly this dataset: nothing to do.\n\n`);
      terminal.out(
        `${funnelText(facts, terminal.width)}\n${nextSteps(facts, out, prepared.plan.trainers, prepared.catalog)}`,
      );
      if (tooMany) terminal.err(failureNote(facts, out));
    }
    return tooMany ? EXIT.failures : EXIT.done;
  },
};

function nextSteps(facts: RunFacts, out: string, trainers: readonly string[], catalog: Catalog): string {
  const lines = [
    ['look', `open ${out}/report.html and ${out}/redaction.html`],
    ...(facts.chains?.findings === undefined ? [] : [['review', `corpusmith review ${out}`]]),
    ['explain', `corpusmith explain ${facts.dataset.splits[0]!.file}:1 --dir ${out}`],
    ...trainers.map(name => [`train (${name})`, `cd ${out} && ${catalog.trainers.get(name)!.command(facts.dataset)}`]),
  ];
  const width = Math.max(...lines.map(([label]) => label!.length));
  return `Next\n${lines.map(([label, command]) => `  ${label!.padEnd(width)}  ${command}\n`).join('')}`;
}

function failureNote({ totals, failuresAllowed }: RunFacts, out: string): string {
  return (
    `\n${totals.failed} could not be read and are in ${out}/rejects.jsonl, by code; the dataset is whole without them. ` +
    `maxFailures allows ${failuresAllowed}: raise it in the pipeline once you have looked, and the exit code is 0.\n`
  );
}
