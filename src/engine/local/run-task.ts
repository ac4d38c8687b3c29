import type { Bench } from './bench.ts';
import { runBarrier } from './run-barrier.ts';
import { runCertify } from './run-certify.ts';
import { runReference } from './run-reference.ts';
import { runShard } from './run-shard.ts';
import type { Task, TaskDone } from './shard.ts';

export function runTask(task: Task, bench: Bench): Promise<TaskDone> {
  switch (task.kind) {
    case 'shard':
      return runShard(task, bench);
    case 'barrier':
      return runBarrier(task, bench);
    case 'reference':
      return runReference(task, bench);
    case 'certify':
      return runCertify(task, bench);
  }
}
