import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CorpusmithError } from '../../core/errors.ts';
import type { Bench } from './bench.ts';
import { writeEvidence } from './evidence.ts';
import { AtomicFile } from './files.ts';
import { DiskScratch } from './scratch.ts';
import type { BarrierDone, BarrierTask } from './shard.ts';
import { SketchReader } from './sketch-file.ts';

/** Lets a global stage decide, and writes what it decided: one file for each shard, one line for each of its documents. */
export async function runBarrier(task: BarrierTask, bench: Bench): Promise<BarrierDone> {
  const { plan, steps, pulse } = bench;
  const step = await steps.global(task.stage);
  const sketches = new SketchReader(
    task.inputs,
    task.references,
    plan.sources.map(source => source.name),
  );
  const scratch = new DiskScratch(join(task.output, 'scratch'), task.memory);
  const hashes: string[] = [];
  try {
    const decisions = await step.decide(sketches, scratch);
    for (let i = 0; i < task.inputs.length; i++) {
      const file = new AtomicFile(decisionsPath(task.output, i));
      const hash = createHash('sha256');
      try {
        for await (const sketch of sketches.input(i)) {
          if (pulse.aborted) throw new CorpusmithError('E_INTERRUPTED');
          const decided = decisions.of(sketch);
          const decision = decided instanceof Promise ? await decided : decided;
          const line = decision === undefined ? '\n' : `${JSON.stringify(decision)}\n`;
          hash.update(line);
          file.write(line);
        }
        file.close();
      } finally {
        file.discard();
      }
      hashes.push(hash.digest('hex'));
    }
    return { decisions: hashes, ...(await writeEvidence(task.output, decisions)) };
  } finally {
    sketches.close();
    scratch.remove();
  }
}

export function decisionsPath(folder: string, input: number): string {
  return join(folder, `${input}.decisions`);
}
