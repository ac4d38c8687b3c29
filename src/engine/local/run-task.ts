import type { Bench } from './bench.ts';
import { runBarrier } from './run-barrier.ts';
import { runShard } from './run-shard.ts';
import type { Task, TaskDone } from './shard.ts';

export function runTask(task: Task, bench: Bench): Promise<TaskDone> {
  return task.kind === 'shard' ? runShard(task, bench) : runBarrier(task, bench);
}
