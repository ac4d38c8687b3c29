import { CorpusmithError } from '../../core/errors.ts';
import type { Bench } from './bench.ts';
import { type PoolOptions, Seat, sumProgress, WorkerLost } from './pool.ts';
import { type Progress, Pulse, READING } from './pulse.ts';
import { runTask } from './run-task.ts';
import type { DoneOf, ShardDone, ShardTask, Task, TaskDone } from './shard.ts';

interface Place {
  readonly pulse: Pulse;
  run(task: Task, signal: AbortSignal): Promise<TaskDone>;
  close(): Promise<void>;
}

/** Those who do the tasks of a run: worker threads, or the main thread itself when there are none. */
export class Crew {
  readonly #places: readonly Place[];
  /** Whether all places but the first are empty, and nothing of a shard is left in that one. */
  #cleared = true;

  constructor(workers: number, options: PoolOptions, bench: Omit<Bench, 'pulse'>) {
    this.#places = workers === 0 ? [mainThread(bench)] : Array.from({ length: workers }, () => new Seat(options));
  }

  get progress(): Progress {
    return sumProgress(this.#places);
  }

  /**
   * Runs a task that is no shard: nothing can be left out of it, so losing the worker is a fault. It has the run's memory
   * for itself: what shards have left in the heaps of workers is given back first.
   */
  async one<T extends Exclude<Task, ShardTask>>(task: T, signal: AbortSignal): Promise<DoneOf<T>> {
    if (!this.#cleared) await this.close();
    return impatiently(this.#places[0]!, task, signal);
  }

  /** Runs tasks that are parts of one, side by side. Gives what each has given, in their order. */
  async all<T extends Exclude<Task, ShardTask>>(tasks: readonly T[], signal: AbortSignal): Promise<DoneOf<T>[]> {
    if (!this.#cleared) await this.close();
    const done = new Map<T, DoneOf<T>>();
    await this.#each(
      tasks,
      signal,
      async (place, task, either) => void done.set(task, await impatiently(place, task, either)),
    );
    return tasks.map(task => done.get(task)!);
  }

  /** Runs all shards, one at a place. */
  async shards(tasks: readonly ShardTask[], signal: AbortSignal, onDone: (task: ShardTask, done: ShardDone) => void) {
    this.#cleared = false;
    await this.#each(tasks, signal, async (place, task, either) => onDone(task, await patiently(place, task, either)));
  }

  /**
   * Does all tasks, one at a place. On the first fault no further task is begun, the running ones are stopped, and only
   * when all have ended does it reject: nobody writes any more when the caller hears of it.
   */
  async #each<T>(
    tasks: readonly T[],
    signal: AbortSignal,
    run: (place: Place, task: T, either: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    let next = 0;
    let fault: unknown;
    const work = async (place: Place) => {
      while (next < tasks.length && !either.aborted) {
        const task = tasks[next++]!;
        try {
          await run(place, task, either);
        } catch (error) {
          fault ??= error;
          stop.abort();
        }
      }
    };
    await Promise.all(this.#places.map(work));
    if (fault !== undefined) throw fault;
    if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
  }

  /** Ends all workers. The next task starts them again. */
  async close(): Promise<void> {
    await Promise.all(this.#places.map(place => place.close()));
    this.#cleared = true;
  }
}

async function impatiently<T extends Exclude<Task, ShardTask>>(
  place: Place,
  task: T,
  signal: AbortSignal,
): Promise<DoneOf<T>> {
  try {
    return (await place.run(task, signal)) as DoneOf<T>;
  } catch (error) {
    if (!(error instanceof WorkerLost)) throw error;
    throw new CorpusmithError('E_FAULT', { place: task.kind, detail: 'the worker ran out of memory or died' });
  }
}

/** Runs a shard; when it costs the worker, again without the document that did it, or without the file that cannot be read. */
async function patiently(place: Place, task: ShardTask, signal: AbortSignal): Promise<ShardDone> {
  for (let attempt = task; ; ) {
    try {
      return (await place.run(attempt, signal)) as ShardDone;
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error;
      attempt = withoutCulprit(attempt, error);
    }
  }
}

function withoutCulprit(task: ShardTask, { code, ordinal, stage }: WorkerLost): ShardTask {
  if (stage !== READING) {
    if (ordinal in task.givenUp)
      throw new CorpusmithError('E_FAULT', { place: task.shard.files[0]!.uri, detail: code });
    return { ...task, givenUp: { ...task.givenUp, [ordinal]: code } };
  }
  if (task.input !== undefined || task.shard.fail !== undefined) {
    throw new CorpusmithError('E_FAULT', { place: task.shard.files[0]!.uri, detail: code });
  }
  return { ...task, givenUp: {}, shard: { ...task.shard, fail: { code } } };
}

function mainThread(bench: Omit<Bench, 'pulse'>): Place {
  const pulse = new Pulse();
  return {
    pulse,
    async run(task, signal) {
      const abort = () => pulse.abort();
      if (signal.aborted) abort();
      signal.addEventListener('abort', abort, { once: true });
      try {
        return await runTask(task, { ...bench, pulse });
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    async close() {},
  };
}
