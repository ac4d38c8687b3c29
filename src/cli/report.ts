import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { funnelText } from '../reports/funnel.ts';
import { type Command, EXIT } from './command.ts';
import { readFacts } from './finished-run.ts';

export const reportCommand: Command = {
  name: 'report',
  summary: 'Print what a finished run did, and where its reports are',
  usage: '[DIR]',
  positionals: [0, 1],
  options: {},
  async run(args, terminal) {
    const folder = resolve(args.positionals[0] ?? 'out');
    const facts = readFacts(folder);
    if (args.json) {
      terminal.out(`${JSON.stringify(facts)}\n`);
      return EXIT.done;
    }
    const shown = relative(process.cwd(), folder) || '.';
    terminal.out(`${funnelText(facts, terminal.width)}\n\nReports\n`);
    const there = REPORTS.filter(([name]) => existsSync(join(folder, name)));
    const widest = Math.max(...there.map(([name]) => name.length));
    for (const [name, what] of there) terminal.out(`  ${shown}/${name.padEnd(widest)}  ${what}\n`);
    return EXIT.done;
  },
};

const REPORTS = [
  ['report.html', 'the run: funnel, drops, tokens, sources (also .md, .json)'],
  ['redaction.html', 'personal data: what was looked for, found and replaced (also .json, .csv)'],
  ['findings.jsonl', 'a chained line for each value that was found'],
  ['postscan.jsonl', 'hits in the written rows that a person should look at'],
  ['README.md', 'dataset card'],
  ['clusters.jsonl', 'duplicates: what stays instead of each'],
  ['contamination.jsonl', 'items of benchmarks that documents hold'],
  ['groups.jsonl', 'documents that share a split'],
  ['leaks.jsonl', 'rows of a held-out split that leak to another'],
  ['manifest.json', 'every file with its hash; `corpusmith verify` checks them'],
  ['rejects.jsonl', 'what could not be read, by code'],
  ['ledger.jsonl', 'the life of every document; `corpusmith explain` reads it'],
] as const;
