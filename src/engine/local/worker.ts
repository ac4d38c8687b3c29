import { parentPort, workerData } from 'node:worker_threads';
import { type Catalog, isGlobalStage } from '../../define.ts';
import { type Plan, phasesOf } from '../plan.ts';
import { type PlainError, plainError } from './failure.ts';
import { Pulse } from './pulse.ts';
import { runTask } from './run-task.ts';
import type { Task, TaskDone } from './shard.ts';
import { Steps } from './steps.ts';

/** A worker thread: gets the plan once, then tasks one at a time. Builds its own steps; no document crosses the thread. */
export interface WorkerData {
  readonly plan: Plan;
  /** URL of the module that exports `loadCatalog`. */
  readonly catalog: string;
  readonly pulse: SharedArrayBuffer;
}

export type Reply = { readonly done: TaskDone } | { readonly error: PlainError };

export interface CatalogModule {
  loadCatalog(plugins: readonly string[]): Promise<Catalog>;
}

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const { plan, catalog: url, pulse: memory } = workerData as WorkerData;
  const { loadCatalog } = (await import(url)) as CatalogModule;
  const catalog = await loadCatalog(plan.plugins);
  const bench = {
    plan,
    catalog,
    phases: phasesOf(plan, stage => isGlobalStage(catalog.stages.get(stage.use)!)),
    steps: new Steps(plan, catalog),
    pulse: new Pulse(memory),
  };
  port.on('message', async (task: Task) => {
    port.postMessage(await answer(task, bench));
  });
  port.postMessage('ready');
}

async function answer(task: Task, bench: Parameters<typeof runTask>[1]): Promise<Reply> {
  try {
    return { done: await runTask(task, bench) };
  } catch (error) {
    return { error: plainError(error) };
  }
}

if (parentPort !== null) await serve(parentPort);
