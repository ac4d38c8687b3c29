import { type Document, isDrop, type Outcome } from '../../core/document.ts';
import type { DocumentErrorCode } from '../../core/errors.ts';
import { seededRandom } from '../../core/hash.ts';
import type { Unreadable } from '../../core/source.ts';
import type { Context, GlobalStep } from '../../core/stage.ts';
import { type Account, add, enter, leave, lose, newAccount } from './account.ts';
import type { Bench } from './bench.ts';
import { documentCode, placeIn } from './failure.ts';
import { idOf } from './ids.ts';
import { Rows } from './rows.ts';
import type { ShardTask } from './shard.ts';
import { notesExtension, type ShardFiles } from './shard-files.ts';
import type { Event } from './story.ts';

/** A stage of the phase, with its account of this shard. */
interface Station {
  readonly name: string;
  readonly position: number;
  readonly account: Account;
  run(doc: Document, ctx: Context): Outcome | Promise<Outcome>;
}

/** What is known of a document while it passes: its line of the ledger in the making. */
interface Life {
  readonly id: string;
  readonly parent?: string;
  readonly from?: { readonly source: string; readonly file: string; readonly locator?: string };
  readonly events: Event[];
}

/** Takes the documents of one shard through the stages of one phase, accounts for each, and writes what comes out. */
export class Passage {
  /** By stage name, `read` and `write` among them. */
  readonly accounts: Record<string, Account> = {};
  /** Position of the document in work. */
  ordinal = 0;
  /** Documents handed to the next phase. */
  documents = 0;
  readonly #task: ShardTask;
  readonly #bench: Bench;
  readonly #files: ShardFiles;
  #rows: Rows | undefined;
  readonly #abort = new AbortController();
  readonly #stations: Station[] = [];
  #sketcher: { readonly step: GlobalStep; readonly name: string; readonly position: number } | undefined;
  /** What the stage in work has counted and noted for the document in work: nothing of it stays when it fails. */
  #counts: Record<string, number> = {};
  #tallied: (readonly [group: string, key: string, by: number])[] = [];
  #noted: (readonly [file: string, line: string])[] = [];
  #decision: unknown;

  static async through(task: ShardTask, bench: Bench, files: ShardFiles): Promise<Passage> {
    const passage = new Passage(task, bench, files);
    await passage.#build();
    return passage;
  }

  private constructor(task: ShardTask, bench: Bench, files: ShardFiles) {
    this.#task = task;
    this.#bench = bench;
    this.#files = files;
  }

  async #build(): Promise<void> {
    const { plan, steps, phases } = this.#bench;
    const { opens, stages, closes } = phases[this.#task.phase]!;
    const add = (position: number, run: Station['run']) => {
      const { name } = plan.stages[position]!;
      this.#stations.push({ name, position, run, account: this.account(name) });
    };
    if (opens !== undefined) {
      const step = await steps.global(opens);
      add(opens, (doc, ctx) => step.apply(doc, this.#decision, ctx));
    }
    for (const position of stages) add(position, await steps.map(position));
    if (closes !== undefined) {
      this.#sketcher = { step: await steps.global(closes), name: plan.stages[closes]!.name, position: closes };
    } else {
      const format = this.#bench.catalog.formats.get(plan.sink.format)!;
      this.#rows = new Rows(format, this.#files, await steps.certifying());
    }
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get rowTotals(): Rows['totals'] {
    return this.#rows?.totals ?? { rows: {}, languages: {}, tokenBars: {} };
  }

  account(stage: string): Account {
    return (this.accounts[stage] ??= newAccount());
  }

  /** Tells stages that wait for something that the run is being stopped. */
  stop(): void {
    this.#abort.abort();
  }

  /** A document that its source has just made. */
  async begin(doc: Document): Promise<void> {
    const account = this.account('read');
    account.in++;
    leave(account, doc);
    this.#trace('read', undefined, doc);
    await this.#count(doc, { id: doc.id, from: this.#from(doc.origin.uri, doc.origin.locator), events: [] });
  }

  /** A document of the phase before, with what was decided about it. */
  async goOn(doc: Document, decision: unknown): Promise<void> {
    this.#decision = decision;
    await this.#count(doc, { id: doc.id, events: [] });
  }

  /** Something that a source could not read. */
  refuse({ fail, locator, file }: Unreadable, at?: string): void {
    const uri = (file ?? this.#task.shard.files[0]!).uri;
    const life: Life = { id: idOf(uri, locator), from: this.#from(uri, locator), events: [] };
    const account = this.account('read');
    account.in++;
    this.#fail(account, 'read', fail, life, at);
    this.#trace('read', undefined, { fail });
    this.#tell(life);
    this.ordinal++;
  }

  async #count(doc: Document, life: Life): Promise<void> {
    this.#bench.pulse.count('documents', 1);
    await this.#live(doc, life, 0);
    this.ordinal++;
  }

  /** Takes a document through the stations from `first` on, depth first, to its end. */
  async #live(doc: Document, life: Life, first: number): Promise<void> {
    let current = doc;
    for (let i = first; i < this.#stations.length; i++) {
      const station = this.#stations[i]!;
      enter(station.account, current);
      const outcome = await this.#outcome(station, current, life);
      this.#trace(station.name, current, outcome ?? { fail: life.events.at(-1)!.fail! });
      if (outcome === undefined) return this.#tell(life);
      if (isMany(outcome)) return this.#bear(station, current, outcome, life, i + 1);
      if (isDrop(outcome)) return this.#drop(station, outcome, life);
      leave(station.account, outcome);
      this.#note(station, life, outcome === current ? {} : { changed: true });
      current = outcome;
    }
    if (this.#rows === undefined) this.#sketch(current, life);
    else this.#write(this.#rows, current, life);
    this.#tell(life);
  }

  /** What a stage makes of a document; undefined when it failed on it. */
  async #outcome({ name, position, account, run }: Station, doc: Document, life: Life): Promise<Outcome | undefined> {
    const code = this.#task.givenUp[this.ordinal];
    this.#bench.pulse.beat(this.ordinal, position);
    this.#forget();
    if (code !== undefined) return this.#fail(account, name, code, life);
    try {
      const result = run(doc, this.#context(name, doc));
      const outcome = result instanceof Promise ? await result : result;
      if (isMany(outcome) && outcome.length === 0) throw new Error('a stage returned an empty list');
      return outcome;
    } catch (error) {
      return this.#fail(account, name, documentCode(error, `stage ${name}`, 'E_STAGE'), life, placeIn(error));
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
      tally: (group, key, by = 1) => this.#tallied.push([group, key, by]),
      note: (file, entry) => this.#noted.push([file, `${JSON.stringify({ stage, id: doc.id, ...entry })}\n`]),
      signal: this.#abort.signal,
    };
  }

  #forget(): void {
    this.#counts = {};
    this.#tallied = [];
    this.#noted = [];
  }

  #fail(account: Account, stage: string, fail: DocumentErrorCode, life: Life, at?: string): undefined {
    const where = at === undefined ? {} : { at };
    lose(account, 'failed', fail, life.id);
    life.events.push({ stage, fail, ...where });
    this.#bench.pulse.count('failed', 1);
    this.#files.write('rejects', `${JSON.stringify({ id: life.id, code: fail, stage, ...life.from, ...where })}\n`);
  }

  #drop(station: Station, drop: Extract<Outcome, { readonly drop: string }>, life: Life): void {
    lose(station.account, 'dropped', drop.drop, life.id);
    this.#bench.pulse.count('dropped', 1);
    this.#note(station, life, drop);
    this.#tell(life);
  }

  async #bear(station: Station, parent: Document, children: readonly Document[], life: Life, next: number) {
    station.account.born += children.length - 1;
    for (const child of children) leave(station.account, child);
    this.#note(station, life, { born: children.map(child => child.id) });
    this.#tell(life);
    for (const child of children) await this.#live(child, { id: child.id, parent: parent.id, events: [] }, next);
  }

  /** Adds what a stage did to the document's life, when it did something. */
  #note({ name, account }: Station, life: Life, event: Omit<Event, 'stage'>): void {
    if ('changed' in event || 'born' in event) account.changed++;
    const counted = Object.entries(this.#counts);
    for (const [counter, by] of counted) add(account.counters, counter, by);
    for (const [group, key, by] of this.#tallied) add((account.tallies[group] ??= {}), key, by);
    for (const [file, line] of this.#noted) this.#files.write(notesExtension(file), line);
    if (counted.length === 0 && Object.keys(event).length === 0) return;
    life.events.push({ stage: name, ...event, ...(counted.length === 0 ? {} : { counts: this.#counts }) });
  }

  #sketch(doc: Document, life: Life): void {
    const { step, name, position } = this.#sketcher!;
    this.#bench.pulse.beat(this.ordinal, position);
    this.#forget();
    try {
      // Both are made before either is written: a document may be too long for a line, and no sketch must be left of it.
      const sketch = step.sketch(doc, this.#context(name, doc));
      const line = `${JSON.stringify(doc)}\n`;
      this.#files.sketch('sketch', doc.id, sketch);
      this.#files.write('docs', line);
      this.documents++;
    } catch (error) {
      const account = this.account(name);
      enter(account, doc);
      this.#fail(account, name, documentCode(error, `stage ${name}`, 'E_STAGE'), life, placeIn(error));
    }
  }

  #write(rows: Rows, doc: Document, life: Life): void {
    const account = this.account('write');
    enter(account, doc);
    const row = rows.add(doc);
    if (row === undefined) this.#fail(account, 'write', 'E_SHAPE', life);
    else {
      leave(account, doc);
      life.events.push({ stage: 'write', ...row, from: this.#source });
    }
  }

  #tell({ id, from, ...rest }: Life): void {
    if (from === undefined && rest.parent === undefined && rest.events.length === 0) return;
    this.#files.write('ledger', `${JSON.stringify({ id, phase: this.#task.phase, ...from, ...rest })}\n`);
  }

  #trace(stage: string, before: Document | undefined, outcome: Outcome | { readonly fail: string }): void {
    this.#bench.trace?.(stage, before, outcome, this.#source);
  }

  #from(file: string, locator: string | undefined): NonNullable<Life['from']> {
    return { source: this.#source, file, ...(locator === undefined ? {} : { locator }) };
  }

  get #source(): string {
    return this.#bench.plan.sources[this.#task.shard.source]!.name;
  }
}

function isMany(outcome: Outcome): outcome is readonly Document[] {
  return Array.isArray(outcome);
}
