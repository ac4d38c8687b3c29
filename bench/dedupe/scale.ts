// Time and peak memory of the decision over up to ten million documents, in a process of its own for each size.

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BARRIER_SHARE } from '../../src/engine/local/scratch.ts';
import { atMost, type Bar, type Setting, table } from '../bench.ts';

const execute = promisify(execFile);
const SIZES = [1_000_000, 3_000_000, 10_000_000];
const BUDGET = 1 << 30;
/** What Node, its code and its garbage take besides. */
const BASE = 200 << 20;

export interface Measured {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly dropped: number;
  readonly planted: number;
}

export async function scale({ print }: Setting): Promise<Bar[]> {
  const rows: (string | number)[][] = [];
  const bars: Bar[] = [];
  for (const documents of SIZES) {
    const program = fileURLToPath(new URL('./scale-program.ts', import.meta.url));
    const memory = String(BUDGET * BARRIER_SHARE);
    const { stdout } = await execute(process.execPath, [program, String(documents), memory], { maxBuffer: 1 << 20 });
    const { seconds, peakBytes, dropped, planted } = JSON.parse(stdout) as Measured;
    rows.push([documents, seconds.toFixed(1), Math.round(peakBytes / (1 << 20)), planted, dropped]);
    bars.push(
      atMost(
        `${documents / 1e6} million documents, peak over a budget of 1 GB and a base of 200 MB`,
        peakBytes / (BUDGET + BASE),
        1,
      ),
    );
  }
  print(
    `Decision over made-up sketches, budget 1 GB\n${table(['documents', 's', 'peak MB', 'planted', 'dropped'], rows)}\n`,
  );
  return bars;
}
