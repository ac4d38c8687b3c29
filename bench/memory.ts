// Peak memory of a whole run on 1x and 10x of a generated corpus: it must not grow with the input.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Bar, type Bench, table } from './bench.ts';
import { writeCorpus } from './corpus.ts';

const MB = 1 << 20;
const SIZE = 100 * MB;
const WORKERS = 2;
const BUDGET = 512;
/** How much more 10x input may take: caches warm up, the collector is lazy; what grows with the input would be near 10. */
const GROWTH = 1.25;

const stages = [
  { use: 'clean' },
  { use: 'quality' },
  { use: 'drop-short', characters: 20 },
  { use: 'redact' },
  { use: 'chat', documents: 'text' },
];

export const memory: Bench = {
  name: 'memory',
  summary: 'Peak memory on 1x and 10x of a generated 100 MB JSONL and CSV corpus',
  async run({ print }): Promise<Bar[]> {
    const folder = mkdtempSync(join(tmpdir(), 'corpusmith-bench-'));
    const rows: (string | number)[][] = [];
    const bars: Bar[] = [];
    try {
      for (const kind of ['jsonl', 'csv'] as const) {
        const peaks: number[] = [];
        for (const factor of [1, 10]) {
          const data = join(folder, `${kind}-${factor}.${kind}`);
          const records = await writeCorpus(data, factor * SIZE, kind);
          const { peak, seconds } = await peakOfRun(folder, data, kind);
          rmSync(data);
          peaks.push(peak);
          rows.push([
            kind,
            `${factor}x`,
            records,
            Math.round(seconds),
            Math.round((factor * 100) / seconds),
            Math.round(peak / MB),
          ]);
          print(`${kind} ${factor}x: ${Math.round(peak / MB)} MB`);
        }
        bars.push(atMost(`${kind}: peak at 10x / peak at 1x`, peaks[1]! / peaks[0]!, GROWTH));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    print(table(['input', 'size', 'records', 'seconds', 'MB/s', 'peak MB'], rows));
    return bars;
  },
};

/** Runs the command line on one file in a process of its own; its peak resident size as the kernel saw it. */
async function peakOfRun(folder: string, data: string, use: string): Promise<{ peak: number; seconds: number }> {
  const pipeline = join(folder, 'pipeline.yaml');
  const out = join(folder, 'out');
  const sources = [{ use, files: data.slice(folder.length + 1), text: 'text', title: 'title' }];
  const sink = { use: 'jsonl', format: 'text', dir: 'out' };
  writeFileSync(pipeline, JSON.stringify({ name: 'memory', sources, stages, sink, maxFailures: 1_000_000 }));
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
