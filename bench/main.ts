// npm run bench -- NAME [--data DIR] [--model DIR] [--peers] [--json] [--save]: prints a table; with --json the last line is
// machine-readable, with --save all of it is kept in bench/results/NAME.md (NAME-peers.md) with machine, versions and commit.
// Exit code 0 when the bench ran, whatever its bars say.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { dedupe } from './dedupe.ts';
import { extract } from './extract.ts';
import { memory } from './memory.ts';
import { pii } from './pii.ts';
import { stages } from './stages.ts';
import { templates } from './templates.ts';

const benches: readonly Bench[] = [stages, memory, dedupe, extract, pii, templates];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
    peers: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const bench = benches.find(candidate => candidate.name === positionals[0]);
if (bench === undefined) {
  const list = benches.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}\n`).join('');
  process.stderr.write(
    `Usage: npm run bench -- NAME [--data DIR] [--model DIR] [--peers] [--json] [--save]\n\n${list}`,
  );
  process.exit(2);
}
const printed: string[] = [];
const print = (line: string) => {
  printed.push(line);
  process.stdout.write(`${line}\n`);
};
const { data, model, peers } = values;
const bars = await bench.run({ data, model, peers, print }).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
});
for (const { name, value, goal, ok } of bars) print(`${ok ? 'ok  ' : 'MISS'}  ${name}  ${value}  (goal ${goal})`);
if (values.json) process.stdout.write(`${JSON.stringify({ bench: bench.name, bars })}\n`);
if (values.save) save(peers ? `${bench.name} --peers` : bench.name, printed);

function save(name: string, lines: readonly string[]): void {
  const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', 'src') === '' ? '' : ', with changes';
  const [processor] = cpus();
  const machine = `${cpus().length} cores of ${processor!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()}`;
  const made = `Node ${process.versions.node}, commit ${git('rev-parse', '--short=12', 'HEAD')}${changed}`;
  const folder = new URL('./results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const text = `# npm run bench -- ${name}\n\n${machine}; ${made}.\n\n\`\`\`\n${lines.join('\n').trim()}\n\`\`\`\n`;
  writeFileSync(new URL(`${name.replace(' --', '-')}.md`, folder), text);
}
