import { Worker } from 'node:worker_threads';
import { CorpusmithError } from '../../core/errors.ts';
import type { Plan } from '../plan.ts';
import { type Progress, Pulse } from './pulse.ts';
import type { Task, TaskDone } from './shard.ts';
import type { Reply, WorkerData } from './worker.ts';

/** Why a worker ended without an answer: the code, and where it was. */
export class WorkerLost extends Error {
  readonly code: 'E_TIMEOUT' | 'E_CRASHED';
  readonly ordinal: number;
  readonly stage: number;

  constructor(code: WorkerLost['code'], ordinal: number, stage: number) {
    super(code);
    this.code = code;
    this.ordinal = ordinal;
    this.stage = stage;
  }
}

export interface PoolOptions {
  readonly plan: Plan;
  /** URL of the module that exports `loadCatalog`. */
  readonly catalog: string;
  /** Limit of what lives in the heap of one worker, in bytes. */
  readonly heap: number;
}

/** Megabytes of a worker's heap for what has just been made: V8 by itself takes four times as much, and is no faster here. */
const YOUNG_MB = 32;
const CHECK_EVERY = 200;
/** How long a worker may take to notice that the run is being stopped. */
const GRACE = 3_000;

/** One worker thread and the watch over it. It is replaced when it is lost. */
export class Seat {
  readonly pulse = new Pulse();
  readonly #options: PoolOptions;
  #worker: Promise<Worker> | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Runs a task. Rejects with `WorkerLost` when the worker hung or died in it, with the task's own error otherwise. */
  async run(task: Task, signal: AbortSignal): Promise<TaskDone> {
    this.#worker ??= this.#start();
    const worker = await this.#worker;
    this.pulse.beat(0, -1);
    return new Promise<TaskDone>((resolve, reject) => {
      const settle = (work: () => void) => {
        clearInterval(watch);
        worker.off('message', onReply).off('error', onEnd).off('exit', onEnd);
        work();
      };
      const lose = (error: Error) => {
        this.#worker = undefined;
        settle(() => void worker.terminate().then(() => reject(error)));
      };
      const lost = (code: WorkerLost['code']) => lose(new WorkerLost(code, this.pulse.ordinal, this.pulse.stage));
      const watch = setInterval(this.#watcher(task, signal, lost, lose), CHECK_EVERY);
      const onReply = (reply: Reply) =>
        settle(() =>
          'done' in reply ? resolve(reply.done) : reject(new CorpusmithError(reply.error.code, reply.error)),
        );
      const onEnd = () => lost('E_CRASHED');
      worker.on('message', onReply).on('error', onEnd).on('exit', onEnd);
      worker.postMessage(task);
    });
  }

  async close(): Promise<void> {
    const worker = await this.#worker?.catch(() => undefined);
    await worker?.terminate();
    this.#worker = undefined;
  }

  /** Looks at the pulse: gives a shard up that shows none for too long, and a worker that does not stop when told to. */
  #watcher(task: Task, signal: AbortSignal, lost: (code: 'E_TIMEOUT') => void, lose: (error: Error) => void) {
    const patience = this.#options.plan.limits.seconds * 1000;
    let [beats, since, told] = [this.pulse.beats, Date.now(), 0];
    return () => {
      const now = Date.now();
      if (this.pulse.beats !== beats) [beats, since] = [this.pulse.beats, now];
      if (signal.aborted) {
        this.pulse.abort();
        told ||= now;
        if (now - told > GRACE) lose(new CorpusmithError('E_INTERRUPTED'));
      } else if (task.kind === 'shard' && now - since > patience) lost('E_TIMEOUT');
    };
  }

  #start(): Promise<Worker> {
    const { plan, catalog, heap } = this.#options;
    const here = import.meta.url;
    const url = new URL(here.endsWith('.ts') ? './worker.ts' : './worker.js', here);
    const data: WorkerData = { plan, catalog, pulse: this.pulse.memory };
    const worker = new Worker(url, {
      workerData: data,
      // Flags such as --input-type are meant for the main program.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(heap / (1 << 20)), maxYoungGenerationSizeMb: YOUNG_MB },
    });
    return new Promise((resolve, reject) => {
      worker.once('message', () => {
        worker.off('error', reject);
        // An error without a listener would end the process; `run` listens for what it means.
        worker.on('error', () => {});
        resolve(worker);
      });
      worker.once('error', reject);
    });
  }
}

export function sumProgress(seats: readonly { readonly pulse: Pulse }[]): Progress {
  const sum = { documents: 0, bytes: 0, dropped: 0, failed: 0 };
  for (const { pulse } of seats) {
    const { progress } = pulse;
    for (const key of Object.keys(sum) as (keyof Progress)[]) sum[key] += progress[key];
  }
  return sum;
}
