import { type Document, isDrop, type Outcome } from '../../core/document.ts';
import { CorpusmithError, type DocumentErrorCode, isDocumentError } from '../../core/errors.ts';
import { seededRandom } from '../../core/hash.ts';
import type { Draft, SourceContext, Unreadable } from '../../core/source.ts';
import type { Context, GlobalStep, MapStep } from '../../core/stage.ts';
import type { Catalog } from '../../define.ts';
import type { Phase, Plan } from '../plan.ts';
import { type Account, add, checkConservation, enter, leave, lose, newAccount } from './account.ts';
import { documentOf, idOf } from './ids.ts';
import { inputFile } from './input.ts';
import { type Pulse, READING } from './pulse.ts';
import { Rows } from './rows.ts';
import type { ShardDone, ShardTask } from './shard.ts';
import { ShardFiles } from './shard-files.ts';
import type { Steps } from './steps.ts';
import type { Event } from './story.ts';
import { workLines } from './work-lines.ts';

/** What a worker has for all its tasks. */
export interface Bench {
  readonly plan: Plan;
  readonly phases: readonly Phase[];
  readonly catalog: Catalog;
  readonly steps: Steps;
  readonly pulse: Pulse;
  readonly trace?: Trace;
}

/** Shows each document as it leaves a stage. For `plan`, in the main thread only. */
export type Trace = (stage: string, before: Document | undefined, outcome: Outcome | { fail: string }) => void;

/** One stage of the phase with its account of this shard. */
interface Station {
  readonly name: string;
  readonly position: number;
  readonly account: Account;
  run(doc: Document, ctx: Context): Outcome | Promise<Outcome>;
}

interface Life {
  readonly id: string;
  readonly parent?: string;
  readonly from?: { readonly source: string; readonly file: string; readonly locator?: string };
  readonly events: Event[];
}

/** Streams one shard through one phase and writes its files. Nothing but these files remains. */
export async function runShard(task: ShardTask, bench: Bench): Promise<ShardDone> {
  const run = new ShardRun(task, bench);
  try {
    return await run.finish();
  } finally {
    run.discard();
  }
}

class ShardRun {
  readonly #task: ShardTask;
  readonly #bench: Bench;
  readonly #phase: Phase;
  readonly #files: ShardFiles;
  readonly #rows: Rows | undefined;
  readonly #accounts: Record<string, Account> = {};
  readonly #abort = new AbortController();
  #stations: Station[] = [];
  #sketcher: { step: GlobalStep; name: string; position: number } | undefined;
  #counts: Record<string, number> = {};
  #ordinal = 0;
  #documents = 0;
  #decision: unknown;

  constructor(task: ShardTask, bench: Bench) {
    this.#task = task;
    this.#bench = bench;
    this.#phase = bench.phases[task.phase]!;
    const last = this.#phase.closes === undefined;
    this.#files = new ShardFiles(task.output, last ? ['ledger', 'rejects'] : ['ledger', 'rejects', 'docs']);
    if (last) this.#rows = new Rows(bench.catalog.formats.get(bench.plan.sink.format)!, this.#files);
  }

  async finish(): Promise<ShardDone> {
    await this.#prepare();
    if (this.#task.input === undefined) await this.#readSource();
    else await this.#readDocuments(this.#task.input);
    for (const [stage, account] of Object.entries(this.#accounts)) {
      checkConservation(stage, this.#place(), account);
    }
    const files = this.#files.close();
    const rows = this.#rows?.totals ?? { rows: {}, languages: {}, tokenBars: {} };
    return { accounts: this.#accounts, documents: this.#documents, files, ...rows };
  }

  discard(): void {
    this.#files.discard();
  }

  async #prepare(): Promise<void> {
    const { plan, steps } = this.#bench;
    const { opens, stages, closes } = this.#phase;
    if (opens !== undefined) {
      const step = await steps.global(opens);
      this.#station(opens, (doc, ctx) => step.apply(doc, this.#decision as never, ctx));
    }
    for (const position of stages) {
      const step: MapStep = await steps.map(position);
      this.#station(position, step);
    }
    if (closes !== undefined) {
      this.#sketcher = { step: await steps.global(closes), name: plan.stages[closes]!.name, position: closes };
    }
  }

  #station(position: number, run: Station['run']): void {
    const name = this.#bench.plan.stages[position]!.name;
    this.#stations.push({ name, position, account: this.#account(name), run });
  }

  #account(stage: string): Account {
    return (this.#accounts[stage] ??= newAccount());
  }

  // Reading

  async #readSource(): Promise<void> {
    const { shard, limit } = this.#task;
    this.#account('read');
    this.#account('write');
    if (shard.fail !== undefined) return this.#unreadable({ ...shard.fail, fail: shard.fail.code });
    const seen = new Set<string>();
    const source = this.#bench.catalog.sources.get(shard.use)!;
    try {
      for await (const item of this.#items()) {
        this.#tick();
        if ('fail' in item) {
          this.#unreadable(item);
          continue;
        }
        const doc = documentOf(item, shard.files);
        if (!source.positional && seen.has(doc.id)) this.#unreadable({ ...item, fail: 'E_DUPLICATE_ID' });
        else await this.#begin(doc);
        if (!source.positional) seen.add(doc.id);
        if (this.#ordinal === limit) break;
      }
    } catch (error) {
      if (!isDocumentError(error)) throw this.#asFault(error, 'read');
      this.#unreadable({ fail: error.code });
    }
  }

  #items(): AsyncIterable<Draft | Unreadable> {
    const { shard } = this.#task;
    const { plan, catalog, pulse } = this.#bench;
    const source = catalog.sources.get(shard.use)!;
    const onRead = (bytes: number) => {
      pulse.count('bytes', bytes);
      pulse.beat(this.#ordinal, READING);
    };
    const files = shard.files.map(ref => inputFile(ref, plan.limits.file, shard.range, onRead));
    const options = shard.use === plan.sources[shard.source]!.use ? plan.sources[shard.source]!.options : undefined;
    const counters = this.#account('read').counters;
    const ctx: SourceContext = {
      limits: plan.limits,
      count: (name, by = 1) => add(counters, name, by),
      signal: this.#abort.signal,
    };
    const unit = { files, start: shard.range?.start ?? 0, line: shard.range?.line ?? 1 };
    return source.read(unit, (options ?? source.options.parse({} as never)) as never, ctx);
  }

  #unreadable({ fail, locator, file }: Unreadable): void {
    const uri = (file ?? this.#task.shard.files[0]!).uri;
    const id = idOf(uri, locator);
    const account = this.#account('read');
    account.in++;
    lose(account, 'failed', fail, id);
    const life: Life = { id, from: this.#from(uri, locator), events: [{ stage: 'read', fail }] };
    this.#bench.pulse.count('failed', 1);
    this.#bench.trace?.('read', undefined, { fail });
    this.#reject(life, 'read', fail);
    this.#tell(life);
    this.#ordinal++;
  }

  async #begin(doc: Document): Promise<void> {
    const account = this.#account('read');
    account.in++;
    leave(account, doc);
    this.#bench.trace?.('read', undefined, doc);
    this.#bench.pulse.count('documents', 1);
    await this.#live(doc, { id: doc.id, from: this.#from(doc.origin.uri, doc.origin.locator), events: [] }, 0);
    this.#ordinal++;
  }

  async #readDocuments(input: { readonly docs: string; readonly decisions: string }): Promise<void> {
    const decisions = workLines(input.decisions);
    if (this.#phase.closes === undefined) this.#account('write');
    for await (const line of workLines(input.docs)) {
      this.#tick();
      const doc = JSON.parse(line) as Document;
      const decided: string = (await decisions.next()).value ?? '';
      this.#decision = decided === '' ? undefined : JSON.parse(decided);
      this.#bench.pulse.count('documents', 1);
      await this.#live(doc, { id: doc.id, events: [] }, 0);
      this.#ordinal++;
    }
  }

  #tick(): void {
    const { pulse } = this.#bench;
    pulse.beat(this.#ordinal, READING);
    if (!pulse.aborted) return;
    this.#abort.abort();
    throw new CorpusmithError('E_INTERRUPTED');
  }

  // Stages

  /** Takes a document through the stations from `first` on, depth first, to its end. */
  async #live(doc: Document, life: Life, first: number): Promise<void> {
    let current = doc;
    for (let i = first; i < this.#stations.length; i++) {
      const station = this.#stations[i]!;
      enter(station.account, current);
      const outcome = await this.#outcome(station, current, life);
      this.#bench.trace?.(station.name, current, outcome ?? { fail: life.events.at(-1)!.fail! });
      if (outcome === undefined) return this.#tell(life);
      if (isDrop(outcome)) return this.#dropped(station, outcome, life);
      if (isMany(outcome)) return this.#born(station, current, outcome, life, i + 1);
      leave(station.account, outcome);
      this.#note(station, life, outcome === current ? {} : { changed: true });
      current = outcome;
    }
    this.#end(current, life);
    this.#tell(life);
  }

  async #outcome(station: Station, doc: Document, life: Life): Promise<Outcome | undefined> {
    const code = this.#task.givenUp[this.#ordinal];
    this.#bench.pulse.beat(this.#ordinal, station.position);
    this.#counts = {};
    if (code !== undefined) return this.#failed(station.account, station.name, code, life);
    try {
      const result = station.run(doc, this.#context(station.name, doc));
      const outcome = result instanceof Promise ? await result : result;
      if (isMany(outcome) && outcome.length === 0) throw new Error('a stage returned an empty list');
      return outcome;
    } catch (error) {
      const at = placeIn(error);
      return this.#failed(station.account, station.name, this.#documentError(error, station.name), life, at);
    }
  }

  #context(stage: string, doc: Document): Context {
    let random: (() => number) | undefined;
    return {
      random: () => {
        random ??= seededRandom(`${this.#bench.plan.seed} ${stage} ${doc.id}`);
        return random();
      },
      count: (name, by = 1) => add(this.#counts, name, by),
      signal: this.#abort.signal,
    };
  }

  #failed(account: Account, stage: string, code: DocumentErrorCode, life: Life, at?: string): undefined {
    lose(account, 'failed', code, life.id);
    life.events.push({ stage, fail: code, ...(at === undefined ? {} : { at }) });
    this.#bench.pulse.count('failed', 1);
    this.#reject(life, stage, code, at);
  }

  #dropped(station: Station, drop: Extract<Outcome, { drop: string }>, life: Life): void {
    lose(station.account, 'dropped', drop.drop, life.id);
    this.#bench.pulse.count('dropped', 1);
    this.#note(station, life, drop);
    this.#tell(life);
  }

  async #born(station: Station, parent: Document, children: readonly Document[], life: Life, next: number) {
    station.account.born += children.length - 1;
    for (const child of children) leave(station.account, child);
    this.#note(station, life, children.length === 1 && children[0] === parent ? {} : { born: children.map(c => c.id) });
    this.#tell(life);
    for (const child of children) await this.#live(child, { id: child.id, parent: parent.id, events: [] }, next);
  }

  /** Adds what a stage did to the document's life, when it did something. */
  #note(station: Station, life: Life, event: Omit<Event, 'stage'>): void {
    if ('changed' in event || 'born' in event) station.account.changed++;
    const counted = Object.keys(this.#counts).length > 0;
    for (const [name, by] of Object.entries(this.#counts)) add(station.account.counters, name, by);
    if (!counted && Object.keys(event).length === 0) return;
    life.events.push({ stage: station.name, ...event, ...(counted ? { counts: this.#counts } : {}) });
  }

  // Ends

  #end(doc: Document, life: Life): void {
    if (this.#rows !== undefined) return this.#write(this.#rows, doc, life);
    const { step, name, position } = this.#sketcher!;
    this.#bench.pulse.beat(this.#ordinal, position);
    this.#counts = {};
    try {
      const sketch = step.sketch(doc, this.#context(name, doc));
      this.#files.sketch(doc.id, sketch);
      this.#files.write('docs', `${JSON.stringify(doc)}\n`);
      this.#documents++;
    } catch (error) {
      const account = this.#account(name);
      enter(account, doc);
      this.#failed(account, name, this.#documentError(error, name), life, placeIn(error));
    }
  }

  #write(rows: Rows, doc: Document, life: Life): void {
    const account = this.#account('write');
    enter(account, doc);
    const row = rows.add(doc);
    if (row === undefined) return this.#failed(account, 'write', 'E_SHAPE', life);
    leave(account, doc);
    life.events.push({ stage: 'write', row: row.sha256, split: row.split });
    this.#bench.trace?.('write', doc, doc);
  }

  #tell(life: Life): void {
    if (life.from === undefined && life.parent === undefined && life.events.length === 0) return;
    const { id, from, ...rest } = life;
    this.#files.write('ledger', `${JSON.stringify({ id, phase: this.#phase.index, ...from, ...rest })}\n`);
  }

  #reject(life: Life, stage: string, code: string, at?: string): void {
    const line = { id: life.id, code, stage, ...life.from, ...(at === undefined ? {} : { at }) };
    this.#files.write('rejects', `${JSON.stringify(line)}\n`);
  }

  #from(file: string, locator: string | undefined) {
    const source = this.#bench.plan.sources[this.#task.shard.source]!.name;
    return locator === undefined ? { source, file } : { source, file, locator };
  }

  #place(): string {
    return this.#task.shard.files[0]?.uri ?? 'no file';
  }

  /** The code of a failure that concerns one document; everything else stops the run. */
  #documentError(error: unknown, stage: string): DocumentErrorCode {
    if (isDocumentError(error)) return error.code;
    if (error instanceof CorpusmithError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw this.#asFault(error, stage);
    return 'E_STAGE';
  }

  #asFault(error: unknown, stage: string): CorpusmithError {
    if (error instanceof CorpusmithError) return error;
    const detail = [(error as Error)?.name, placeIn(error)].filter(Boolean).join(' at ');
    return new CorpusmithError('E_FAULT', { place: `${stage}, ${this.#place()}`, detail, cause: error });
  }
}

function isMany(outcome: Outcome): outcome is readonly Document[] {
  return Array.isArray(outcome);
}

/** `file.ts:41` of the top frame of an error. Its message is left out: it may quote the document. */
export function placeIn(error: unknown): string | undefined {
  if (!(error instanceof Error) || isDocumentError(error) || error.stack === undefined) return undefined;
  const frames = error.stack.slice(error.stack.indexOf(error.message) + error.message.length);
  const frame = /([\w.-]+\.[cm]?[jt]s:\d+)/.exec(frames);
  return frame === null ? undefined : frame[1];
}
