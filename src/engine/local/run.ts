import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainEnd } from '../../core/chain.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { RunFacts, SplitFacts } from '../../core/facts.ts';
import { withoutSecrets } from '../../core/secrets.ts';
import { type Catalog, type GlobalStageDefinition, isGlobalStage, type Notes } from '../../define.ts';
import { type Phase, type Plan, phasesOf } from '../plan.ts';
import type { Trace } from './bench.ts';
import { Crew } from './crew.ts';
import { type Discovered, discover } from './discover.ts';
import { added, type Shown, tablePath } from './evidence.ts';
import { type Decided, factsOf, Sum, splitsWithRows } from './facts.ts';
import { readJson, writeAtomically } from './files.ts';
import { Keys } from './keys.ts';
import { takeLock } from './lock.ts';
import { openOut } from './out-folder.ts';
import { finishedRun, Publisher, removeWork } from './publish.ts';
import type { Progress } from './pulse.ts';
import { findReferences, type References, referenceOf } from './references.ts';
import { proofOf } from './rows.ts';
import { decisionsPath } from './run-barrier.ts';
import { BARRIER_SHARE } from './scratch.ts';
import type {
  BarrierDone,
  CertifyTask,
  ReferenceDone,
  ReferenceInput,
  Shard,
  ShardDone,
  ShardTask,
  SketchInput,
} from './shard.ts';
import { notesExtension } from './shard-files.ts';
import { Steps } from './steps.ts';

export interface LocalRun {
  readonly plan: Plan;
  readonly catalog: Catalog;
  /** URL of the module that exports `loadCatalog`, for the workers. */
  readonly catalogModule: string;
  readonly version: string;
  /** Hash of the code that runs, plugins included. */
  readonly code: string;
  /** Absolute output folder. */
  readonly out: string;
  /** Worker threads; 0 works in the calling thread, without protection from files that crash or hang. */
  readonly workers: number;
  /** Bytes that the whole run may use. */
  readonly memory: number;
  /** Read at most so many documents of each source. */
  readonly limit?: number;
  /** Keep intermediate phases, so that the next run repeats only what changed. They hold raw text. */
  readonly keepWork?: boolean;
  /** What stages find wrong does not stop the run: this is how one looks at it. */
  readonly lenient?: boolean;
  readonly warnings: readonly string[];
  readonly signal: AbortSignal;
  readonly trace?: Trace;
  onProgress?(progress: RunProgress): void;
  onDiscovered?(found: Discovered): void;
  /** Files to write beside the rows. */
  artefacts(facts: RunFacts): readonly { readonly path: string; readonly text: string }[];
}

export interface RunProgress extends Progress {
  readonly step: 'discover' | 'process' | 'decide' | 'write' | 'certify';
  /** Names of the stages in work. */
  readonly stages: readonly string[];
  readonly phase: number;
  readonly phases: number;
  readonly shardsDone: number;
  readonly shards: number;
  /** Bytes of all input, once known. */
  readonly bytesTotal: number;
  /** Documents that this phase will read, once known. */
  readonly documentsTotal?: number;
}

export interface RunResult {
  readonly facts: RunFacts;
  /** The folder already held exactly this run: nothing was done. */
  readonly unchanged: boolean;
}

const BEATS_PER_SECOND = 5;
/** Slices of a check that can be cut: the same for any number of workers, so that tables are in the same order. */
const SLICES = 8;

/** Runs a plan on this machine. Whatever stops it, the same call goes on where it was. */
export async function runLocal(run: LocalRun): Promise<RunResult> {
  const work = openOut(run.out);
  const release = takeLock(join(work, 'lock'));
  try {
    return await new LocalRunner(run, work).run();
  } finally {
    release();
  }
}

/** A shard on its way through the phases. */
interface Travelling {
  readonly shard: Shard;
  key: string;
  output: string;
  done: ShardDone | undefined;
}

class LocalRunner {
  readonly #run: LocalRun;
  readonly #work: string;
  readonly #phases: readonly Phase[];
  readonly #crew: Crew;
  readonly #steps: Steps;
  #keys!: Keys;
  /** By position of the stage: the earlier datasets that it compares documents with. */
  #references: readonly References[] = [];
  readonly #sum = new Sum();
  /** By position: what global stages left for people, and the files of their tables by the names they will have. */
  readonly #decided = new Map<number, Decided>();
  readonly #tables = new Map<string, readonly string[]>();
  /** Every shard of every phase that has run, in order: whose ledger and rejects will be joined. */
  readonly #told: { readonly output: string; readonly files: ShardDone['files'] }[] = [];
  #bytesTotal = 0;

  constructor(run: LocalRun, work: string) {
    const { plan, catalog, catalogModule, memory, workers, trace } = run;
    this.#run = run;
    this.#work = work;
    this.#phases = phasesOf(plan, stage => isGlobalStage(catalog.stages.get(stage.use)!));
    const heap = Math.max(256 << 20, memory / Math.max(1, workers));
    this.#steps = new Steps(plan, catalog);
    const bench = { plan, catalog, phases: this.#phases, steps: this.#steps };
    this.#crew = new Crew(workers, { plan, catalog: catalogModule, heap }, trace ? { ...bench, trace } : bench);
  }

  async run(): Promise<RunResult> {
    try {
      await this.#buildSteps();
      this.#references = await this.#findReferences();
      const references = this.#references.map(found => found.key);
      this.#keys = await Keys.of(this.#run.plan, this.#run.catalog, this.#run.code, references);
      const found = await this.#discover();
      const travelling = found.shards.map(shard => this.#depart(shard));
      const key = this.#keys.run(travelling.map(({ key }) => key));
      const before = finishedRun(this.#run.out, this.#work);
      const facts = before?.key === key ? readJson<RunFacts>(join(this.#run.out, 'run.json')) : undefined;
      if (facts !== undefined) {
        // Looking at the input has unpacked archives.
        if (!this.#run.keepWork) removeWork(this.#work);
        return { facts, unchanged: true };
      }
      // Before anything is read: an earlier dataset that is damaged stops the run here.
      for (const stage of this.#references.keys()) await this.#sketchReferences(stage);
      let underway: readonly Travelling[] = travelling;
      for (const phase of this.#phases) underway = await this.#phase(phase, underway);
      // Writing is for the main thread.
      await this.#crew.close();
      return { facts: await this.#publish(found, underway, key), unchanged: false };
    } finally {
      await this.#crew.close();
    }
  }

  /** Builds every step once before anything is read, so that a wrong tokenizer or option stops the run here. */
  async #buildSteps(): Promise<void> {
    const { plan, catalog } = this.#run;
    for (const [position, { use }] of plan.stages.entries()) {
      await (isGlobalStage(catalog.stages.get(use)!) ? this.#steps.global(position) : this.#steps.map(position));
    }
  }

  async #findReferences(): Promise<References[]> {
    const { plan, catalog, signal } = this.#run;
    const found: References[] = [];
    for (const { use, options } of plan.stages) {
      const stage = catalog.stages.get(use)!;
      const paths = isGlobalStage(stage) ? (stage.references?.(options as never) ?? []) : [];
      found.push(await findReferences(plan.root, paths, stage as GlobalStageDefinition, options, catalog, signal));
    }
    return found;
  }

  async #discover(): Promise<Discovered> {
    const { plan, catalog, out, signal } = this.#run;
    const unpackTo = join(this.#work, 'unpacked');
    let bytes = 0;
    const onFile = (more: number) => {
      bytes += more;
      this.#report({ step: 'discover', phase: 0, stages: [], shardsDone: 0, shards: 0 }, { bytes });
    };
    const found = await discover(plan, catalog, { unpackTo, out, signal, onFile });
    this.#bytesTotal = found.sources.reduce((sum, source) => sum + source.bytes, 0);
    this.#run.onDiscovered?.(found);
    return found;
  }

  #depart(shard: Shard): Travelling {
    const key = this.#keys.reading(shard, this.#phases[0]!, this.#run.limit);
    return { shard, key, output: this.#output(0, key), done: undefined };
  }

  #output(phase: number, key: string): string {
    return join(this.#work, `phase-${phase}`, key);
  }

  /** Takes the shards through a phase. Returns those that have come through: under a limit not all are read. */
  async #phase(phase: Phase, travelling: readonly Travelling[]): Promise<readonly Travelling[]> {
    const tasks = phase.index === 0 ? travelling.map(readingTask) : await this.#cross(phase, travelling);
    if (phase.index === 0 && this.#run.limit !== undefined) await this.#limited(tasks, travelling, this.#run.limit);
    else await this.#process(phase, tasks, travelling);
    const through = travelling.filter(({ done }) => done !== undefined);
    for (const { shard, done, output } of through) {
      this.#sum.add(shard.source, done!);
      this.#told.push({ output, files: done!.files });
    }
    return through;
  }

  /** Lets the global stage decide that lies before this phase. */
  async #cross(phase: Phase, travelling: readonly Travelling[]): Promise<ShardTask[]> {
    const stage = phase.opens!;
    const inputs: SketchInput[] = travelling.map(({ shard, output, done }) => ({
      path: `${output}.sketch`,
      source: shard.source,
      count: done!.documents,
      bytes: done!.files.sketch ?? 0,
    }));
    const key = this.#keys.barrier(
      stage,
      travelling.map(t => t.key),
    );
    const folder = join(this.#work, `barrier-${stage}`, key);
    const finished = join(folder, 'done.json');
    let done = readJson<BarrierDone>(finished);
    if (done === undefined) {
      const documents = inputs.reduce((sum, input) => sum + input.count, 0);
      this.#report(
        { step: 'decide', phase: phase.index, stages: [this.#name(stage)], shardsDone: 0, shards: 1 },
        { documents },
      );
      const references = await this.#sketchReferences(stage);
      const task = { kind: 'barrier', stage, inputs, references, output: folder, memory: this.#memory } as const;
      done = await this.#crew.one(task, this.#run.signal);
      writeAtomically(finished, JSON.stringify(done));
    }
    this.#show(stage, [folder], done);
    return travelling.map((travel, i) => {
      const { documents } = travel.done!;
      const input = { docs: `${travel.output}.docs`, decisions: decisionsPath(folder, i), documents };
      travel.key = this.#keys.following(travel.key, done.decisions[i]!, phase);
      travel.output = this.#output(phase.index, travel.key);
      return { kind: 'shard', phase: phase.index, shard: travel.shard, output: travel.output, input, givenUp: {} };
    });
  }

  /** The sketches of the earlier datasets that a stage compares documents with. */
  async #sketchReferences(stage: number): Promise<ReferenceInput[]> {
    const { files, sketched } = this.#references[stage]!;
    const made: ReferenceInput[] = [];
    for (const file of files) {
      const output = join(this.#work, 'references', `${this.#keys.reference(stage, file)}.sketch`);
      const finished = `${output}.done`;
      let done = readJson<ReferenceDone>(finished);
      if (done === undefined) {
        done = await this.#crew.one({ kind: 'reference', stage, reference: file, output }, this.#run.signal);
        writeAtomically(finished, JSON.stringify(done));
      }
      made.push({ path: output, count: done.documents, bytes: done.bytes, reference: referenceOf(file) });
    }
    return [...made, ...sketched];
  }

  /** Bytes that a decision or a check may use. */
  get #memory(): number {
    return Math.floor(this.#run.memory * BARRIER_SHARE);
  }

  /**
   * Keeps what a stage left for people. The tables of `dedupe#2` become `clusters-2.jsonl`. Throws when the run must not go
   * on: the tables stay in the work folder, to be looked at.
   */
  #show(stage: number, folders: readonly string[], { facts, exhibits, tables, warnings, stop }: Shown): void {
    if (stop !== undefined && !this.#run.lenient) {
      const place = tables.flatMap(table => folders.map(folder => tablePath(folder, table))).join(', ');
      throw new CorpusmithError(stop.code, { place, detail: stop.detail });
    }
    const before = this.#decided.get(stage);
    this.#decided.set(stage, {
      facts: { ...before?.facts, ...facts },
      exhibits: [...(before?.exhibits ?? []), ...exhibits],
      warnings: [...(before?.warnings ?? []), ...warnings],
      stops: [...(before?.stops ?? []), ...(stop === undefined ? [] : [stop])],
    });
    const [, number] = /#(\d+)$/.exec(this.#name(stage)) ?? [];
    for (const table of tables) {
      const name = `${table}${number === undefined ? '' : `-${number}`}.jsonl`;
      this.#tables.set(
        name,
        folders.map(folder => tablePath(folder, table)),
      );
    }
  }

  /** Runs what has not been run yet, and remembers what each shard said of itself. */
  async #process(phase: Phase, tasks: readonly ShardTask[], travelling: readonly Travelling[]): Promise<void> {
    const waiting = new Map<ShardTask, Travelling>();
    const documentsTotal = phase.index === 0 ? undefined : travelling.reduce((sum, t) => sum + t.done!.documents, 0);
    tasks.forEach((task, i) => {
      const travel = travelling[i]!;
      travel.done = finishedShard(task.output);
      if (travel.done === undefined) waiting.set(task, travel);
    });
    const stages = [...phase.stages, phase.closes].filter(at => at !== undefined).map(at => this.#name(at));
    const base = this.#crew.progress;
    let shardsDone = tasks.length - waiting.size;
    const beat = () => {
      const now = this.#crew.progress;
      const since = Object.fromEntries(
        Object.entries(now).map(([key, value]) => [key, value - base[key as keyof Progress]]),
      );
      const more = documentsTotal === undefined ? since : { ...since, documentsTotal };
      this.#report({ step: 'process', phase: phase.index, stages, shardsDone, shards: tasks.length }, more);
    };
    const timer = setInterval(beat, 1000 / BEATS_PER_SECOND);
    try {
      await this.#crew.shards([...waiting.keys()], this.#run.signal, (task, done) => {
        writeAtomically(`${task.output}.done`, JSON.stringify(done));
        waiting.get(task)!.done = done;
        shardsDone++;
      });
    } finally {
      clearInterval(timer);
    }
    beat();
  }

  /** The first documents of each source: one shard after the other until there are enough, the rest not at all. */
  async #limited(tasks: readonly ShardTask[], travelling: readonly Travelling[], limit: number): Promise<void> {
    const left = this.#run.plan.sources.map(() => limit);
    for (const [i, task] of tasks.entries()) {
      const travel = travelling[i]!;
      const { source } = travel.shard;
      if (left[source] === 0) continue;
      await this.#crew.shards([{ ...task, limit: left[source]! }], this.#run.signal, (_task, done) => {
        travel.done = done;
      });
      left[source]! -= travel.done!.accounts.read!.in;
    }
  }

  async #publish(found: Discovered, travelling: readonly Travelling[], key: string): Promise<RunFacts> {
    const { plan, catalog, version, warnings, artefacts, out, keepWork } = this.#run;
    this.#report({ step: 'write', phase: this.#phases.length, stages: ['write'], shardsDone: 0, shards: 1 }, {});
    const publisher = new Publisher(out, this.#work);
    const sink = catalog.sinks.get(plan.sink.use)!;
    const splits = [];
    for (const split of splitsWithRows(this.#sum)) {
      const extension = `rows-${split.name}`;
      const files = travelling.filter(t => t.done!.files[extension] !== undefined).map(t => `${t.output}.${extension}`);
      splits.push(await publisher.rows(split, files, sink, plan.sink.options));
    }
    await this.#certify(publisher, splits, travelling);
    for (const [name, paths] of this.#tables) await publisher.concatenate(name, paths);
    await publisher.concatenate('ledger.jsonl', this.#written('ledger'));
    await publisher.concatenate('rejects.jsonl', this.#written('rejects'));
    const chains = await this.#publishNotes(publisher);
    const facts = factsOf({
      plan,
      version,
      sum: this.#sum,
      found: found.sources,
      decided: this.#decided,
      splits,
      warnings,
      chains,
    });
    for (const { path, text } of artefacts(facts)) publisher.text(path, text);
    publisher.text('run.json', `${JSON.stringify(withoutSecrets(facts), null, 2)}\n`);
    const { name, sha256: pipeline } = facts.pipeline;
    publisher.manifest({ name, pipeline, chains });
    publisher.commit(key);
    if (!keepWork) removeWork(this.#work);
    return facts;
  }

  /** Joins what map stages have noted, each kind in one file. Returns the ends of those that are chained. */
  async #publishNotes(publisher: Publisher): Promise<Record<string, ChainEnd>> {
    const { plan, catalog } = this.#run;
    const kinds = new Map<string, Notes>();
    for (const { use } of plan.stages) {
      const stage = catalog.stages.get(use)!;
      if (!isGlobalStage(stage)) for (const notes of stage.notes ?? []) kinds.set(notes.name, notes);
    }
    const chains: Record<string, ChainEnd> = {};
    for (const { name, chained = false, isPrivate = false } of kinds.values()) {
      const files = this.#written(notesExtension(name));
      if (chained) chains[name] = await publisher.chain(`${name}.jsonl`, files);
      else if (files.length > 0) await publisher.concatenate(`${name}.jsonl`, files, isPrivate);
    }
    return chains;
  }

  /** Lets the stages that promise something of the written files check it. */
  async #certify(publisher: Publisher, splits: readonly SplitFacts[], travelling: readonly Travelling[]) {
    for (const { position, sliced } of await this.#steps.certifying()) {
      const slices = sliced ? SLICES : 1;
      const files = this.#proofs(position, publisher, splits, travelling);
      await this.#check(position, slices, files);
    }
  }

  /** The written files, with what the shards have noted of each row for a stage. */
  #proofs(
    stage: number,
    publisher: Publisher,
    splits: readonly SplitFacts[],
    travelling: readonly Travelling[],
  ): CertifyTask['files'] {
    return splits.map(({ name: split, file: name }) => {
      const extension = proofOf(stage, split);
      const notes = travelling
        .filter(({ done }) => done!.files[extension] !== undefined)
        .map(({ shard: { source }, output, done }) => {
          const count = done!.rows[split]!.rows;
          return { path: `${output}.${extension}`, source, count, bytes: done!.files[extension]! };
        });
      return { split, path: publisher.staged(name), name, notes };
    });
  }

  async #check(stage: number, slices: number, files: CertifyTask['files']): Promise<void> {
    const { plan, signal } = this.#run;
    const { use: sink, options, format } = plan.sink;
    this.#report(
      { step: 'certify', phase: this.#phases.length, stages: [this.#name(stage)], shardsDone: 0, shards: 1 },
      {},
    );
    const tasks = Array.from({ length: slices }, (_, rest): CertifyTask => {
      const output = join(this.#work, 'certify', String(stage), String(rest));
      const rows = { sink, options, format };
      const references = this.#references[stage]!.files;
      return {
        kind: 'certify',
        stage,
        files,
        rows,
        references,
        slice: { rest, of: slices },
        output,
        memory: Math.floor(this.#memory / slices),
      };
    });
    const folders = tasks.map(({ output }) => output);
    this.#show(stage, folders, added(await this.#crew.all(tasks, signal)));
  }

  /** Paths of the files of this kind that shards have written. */
  #written(extension: string): string[] {
    return this.#told
      .filter(({ files }) => files[extension] !== undefined)
      .map(({ output }) => `${output}.${extension}`);
  }

  #name(position: number): string {
    return this.#run.plan.stages[position]!.name;
  }

  #report(what: Omit<RunProgress, keyof Progress | 'phases' | 'bytesTotal'>, progress: Partial<RunProgress>): void {
    this.#run.onProgress?.({
      documents: 0,
      bytes: 0,
      dropped: 0,
      failed: 0,
      ...what,
      ...progress,
      phases: this.#phases.length,
      bytesTotal: this.#bytesTotal,
    });
  }
}

function readingTask({ shard, output }: Travelling): ShardTask {
  return { kind: 'shard', phase: 0, shard, output, givenUp: {} };
}

/** What a shard said of itself in an earlier run, if all of its files are as large as it said. */
function finishedShard(output: string): ShardDone | undefined {
  const done = readJson<ShardDone>(`${output}.done`);
  if (done === undefined) return undefined;
  const whole = Object.entries(done.files).every(([extension, bytes]) => {
    const stats = statSync(`${output}.${extension}`, { throwIfNoEntry: false });
    return stats?.size === bytes;
  });
  if (whole) return done;
  rmSync(`${output}.done`);
  return undefined;
}
