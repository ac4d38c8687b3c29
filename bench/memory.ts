// Peak memory of a whole run on 1x and 10x of generated corpora: it must stay within the budget and not grow with the input.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Bar, type Bench, table } from './bench.ts';
import { writeCorpus } from './corpus.ts';
import { writeJsonl } from './dedupe/corpus.ts';
import { templatedCorpus } from './dedupe/templated.ts';

const MB = 1 << 20;
const SIZE = 100 * MB;
const FORMS = 20;
/** Tickets of each form. */
const TICKETS = 1500;
const WORKERS = 2;
const BUDGET = 512;
/** What Node, its code and its garbage take besides the budget, in megabytes. */
const BASE = 200;
/** How much more 10x input may take: caches warm up, the collector is lazy; what grows with the input would be near 10. */
const GROWTH = 1.25;

interface Input {
  readonly name: string;
  readonly use: 'jsonl' | 'csv';
  /** Fields of a record. */
  readonly fields: object;
  readonly stages: readonly object[];
  /** Writes the file, so many times its least size. Returns the records. */
  write(path: string, factor: number): Promise<number>;
}

const mapping = [
  { use: 'clean' },
  { use: 'quality' },
  { use: 'drop-short', characters: 20 },
  { use: 'redact' },
  { use: 'chat', documents: 'text' },
];
const deciding = [
  { use: 'clean' },
  { use: 'dedupe' },
  { use: 'chat', documents: 'text' },
  // Of so many tickets made of one vocabulary some say the same.
  { use: 'split', allowLeaks: { answers: 1_000_000 } },
];

const inputs: readonly Input[] = [
  ...(['jsonl', 'csv'] as const).map(use => ({
    name: use,
    use,
    fields: { text: 'text', title: 'title' },
    stages: mapping,
    write: (path: string, factor: number) => writeCorpus(path, factor * SIZE, use),
  })),
  {
    name: 'tickets, dedupe and split',
    use: 'jsonl',
    fields: { text: 'text' },
    stages: deciding,
    async write(path, factor) {
      const tickets = factor * TICKETS;
      await writeJsonl(path, templatedCorpus({ forms: FORMS, tickets, seed: 'memory' }).documents());
      return FORMS * tickets;
    },
  },
];

export const memory: Bench = {
  name: 'memory',
  summary:
    'Peak memory on 1x and 10x of a generated 100 MB JSONL and CSV corpus, and of 30,000 tickets with dedupe and split',
  async run({ print }): Promise<Bar[]> {
    const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
    const rows: (string | number)[][] = [];
    const bars: Bar[] = [];
    try {
      for (const input of inputs) {
        const peaks: number[] = [];
        for (const factor of [1, 10]) {
          const data = join(folder, `${factor}.${input.use}`);
          const records = await input.write(data, factor);
          const megabytes = statSync(data).size / MB;
          const { peak, seconds } = await peakOfRun(folder, data, input);
          rmSync(data);
          peaks.push(peak);
          const figures = [records, Math.round(seconds), (megabytes / seconds).toFixed(1), Math.round(peak / MB)];
          rows.push([input.name, `${factor}x`, ...figures]);
          print(`${input.name} ${factor}x: ${Math.round(peak / MB)} MB`);
        }
        const [once, tenfold] = peaks as [number, number];
        bars.push(atMost(`${input.name}: peak at 10x / peak at 1x`, tenfold / once, GROWTH));
        const most = (BUDGET + BASE) * MB;
        bars.push(atMost(`${input.name}: peak over ${BUDGET} MB and a base of ${BASE} MB`, tenfold / most, 1));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    print(table(['input', 'size', 'records', 'seconds', 'MB/s', 'peak MB'], rows));
    return bars;
  },
};

/** Runs the command line on one file in a process of its own; its peak resident size as the kernel saw it. */
async function peakOfRun(
  folder: string,
  data: string,
  { use, fields, stages }: Input,
): Promise<{ peak: number; seconds: number }> {
  const pipeline = join(folder, 'pipeline.yaml');
  const out = join(folder, 'out');
  const sources = [{ use, files: data.slice(folder.length + 1), ...fields }];
  const sink = { use: 'jsonl', format: 'text', dir: 'out' };
  writeFileSync(pipeline, JSON.stringify({ name: 'memory', sources, stages, sink }));
  const cli = new URL('../bin/corpusmith.js', import.meta.url).pathname;
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [cli, 'run', pipeline, '--workers', String(WORKERS), '--memory', `${BUDGET}MB`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentPeak(child.pid!));
  }, 100);
  const code = await new Promise<number | null>(resolve => child.on('exit', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`the run ended with ${code}`);
  const seconds = (performance.now() - began) / 1000;
  rmSync(out, { recursive: true });
  return { peak, seconds };
}

/** VmHWM of a living process in bytes; Linux only. */
function residentPeak(pid: number): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
