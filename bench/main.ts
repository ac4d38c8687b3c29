// npm run bench -- NAME [--data DIR] [--json]: prints a table; with --json the last line is machine-readable.
// Exit code 0 when the bench ran, whatever its bars say.
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { dedupe } from './dedupe.ts';
import { extract } from './extract.ts';
import { memory } from './memory.ts';
import { stages } from './stages.ts';

const benches: readonly Bench[] = [stages, memory, dedupe, extract];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const bench = benches.find(candidate => candidate.name === positionals[0]);
if (bench === undefined) {
  const list = benches.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}\n`).join('');
  process.stderr.write(`Usage: npm run bench -- NAME [--data DIR] [--json]\n\n${list}`);
  process.exit(2);
}
const bars = await bench
  .run({ data: values.data, print: line => void process.stdout.write(`${line}\n`) })
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  });
for (const { name, value, goal, ok } of bars) {
  process.stdout.write(`${ok ? 'ok  ' : 'MISS'}  ${name}  ${value}  (goal ${goal})\n`);
}
if (values.json) process.stdout.write(`${JSON.stringify({ bench: bench.name, bars })}\n`);
