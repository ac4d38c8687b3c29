import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ancestorsOf } from '../core/document.ts';
import { CorpusmithError, type ErrorCode, errors } from '../core/errors.ts';
import type { RunFacts } from '../core/facts.ts';
import type { Event, Story } from '../engine/local/story.ts';
import { workLines } from '../engine/local/work-lines.ts';
import { type Command, EXIT, text } from './command.ts';
import { type Evidence, evidenceOf, tellEvidence } from './evidence.ts';
import { readFacts } from './finished-run.ts';

/** Documents of one file that are told in full, and children that are named. */
const SHOWN = 10;
/** Shortest prefix of an id or of a row's hash that is looked up. */
const PREFIX = 8;

export const explainCommand: Command = {
  name: 'explain',
  summary: 'Tell the life of a document or row: where it came from, what each stage did, where it went',
  usage: 'ID | FILE | ROW-HASH | train.jsonl:LINE [--dir DIR]',
  positionals: [1, 1],
  options: { dir: { type: 'string', value: 'DIR', describe: 'Output folder of the run. Default: out.' } },
  async run(args, terminal) {
    const folder = resolve(text(args, 'dir') ?? 'out');
    const facts = readFacts(folder);
    const what = args.positionals[0]!;
    const row = rowOf(what, folder, facts);
    const ledger = join(folder, 'ledger.jsonl');
    if (!existsSync(ledger)) throw new CorpusmithError('E_NOT_A_RUN', { place: ledger, detail: 'it is not there' });
    const lives = await livesOf(ledger, row ?? what, terminal.signal);
    if (lives.length === 0) throw new CorpusmithError('E_NOT_FOUND', { detail: what });
    const files = Object.fromEntries(facts.dataset.splits.map(split => [split.name, split.file]));
    const evidence = await evidenceOf(folder, namesOf(lives, files), terminal.signal);
    if (args.json) terminal.out(`${JSON.stringify(lives.map(life => ({ ...life, ...evidence.get(life.id) })))}\n`);
    else
      terminal.out(
        lives
          .slice(0, SHOWN)
          .map(life => tell(life, files, evidence.get(life.id)))
          .join('\n'),
      );
    if (!args.json && lives.length > SHOWN) {
      terminal.out(
        `\n... and ${lives.length - SHOWN} more of this file; ids: ${lives
          .slice(SHOWN, 3 * SHOWN)
          .map(life => life.id)
          .join(' ')}\n`,
      );
    }
    return EXIT.done;
  },
};

/** What the ledger says of one document over all phases. */
interface Life {
  readonly id: string;
  source?: string;
  file?: string;
  locator?: string;
  parent?: string;
  events: LineEvent[];
}

/** A row of the dataset by its place. Rows stand in the order of the ledger, whatever the sink packs them in. */
interface Row {
  readonly split: string;
  readonly line: number;
}

interface LineEvent extends Event {
  /** Line of the row in its split's file. */
  readonly line?: number;
}

interface LineStory extends Story {
  readonly events: readonly LineEvent[];
}

/** Reads the ledger twice: first for the ids that are meant, then for all that is written of them and their kin. */
async function livesOf(ledger: string, what: string | Row, signal: AbortSignal): Promise<Life[]> {
  const meant = new Set<string>();
  for await (const story of stories(ledger, signal)) if (isMeant(story, what)) meant.add(story.id);
  const related = (id: string) => meant.has(id) || [...ancestorsOf(id)].some(above => meant.has(above));
  const above = new Set([...meant].flatMap(id => [...ancestorsOf(id)]));
  const lives = new Map<string, Life>();
  for await (const { phase: _phase, events, ...who } of stories(ledger, signal)) {
    if (!related(who.id) && !above.has(who.id)) continue;
    const life = lives.get(who.id) ?? { ...who, events: [] };
    Object.assign(life, who);
    life.events.push(...events);
    lives.set(who.id, life);
  }
  for (const life of lives.values()) {
    const { source, file, locator } = lives.get(life.id.split('-')[0]!) ?? life;
    Object.assign(life, { source, file, locator });
  }
  return [...lives.values()];
}

/** The lines of the ledger, with the place of each row in its split's file. */
async function* stories(ledger: string, signal: AbortSignal): AsyncGenerator<LineStory> {
  const rows: Record<string, number> = {};
  for await (const line of workLines(ledger)) {
    if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
    const story = JSON.parse(line) as Story;
    const events = story.events.map(event => {
      if (event.split === undefined) return event;
      rows[event.split] = (rows[event.split] ?? 0) + 1;
      return { ...event, line: rows[event.split]! };
    });
    yield { ...story, events };
  }
}

function isMeant(story: LineStory, what: string | Row): boolean {
  if (typeof what !== 'string')
    return story.events.some(({ split, line }) => split === what.split && line === what.line);
  if (what.length >= PREFIX && /^[0-9a-f-]+$/.test(what) && story.id.startsWith(what)) return true;
  if (story.id === what || story.file === what || story.file?.endsWith(`/${what}`)) return true;
  return what.length >= PREFIX && story.events.some(event => event.row?.startsWith(what));
}

/** `train.jsonl:3`, also with the path of the run's folder: a row by its split and line. */
function rowOf(what: string, folder: string, { dataset }: RunFacts): Row | undefined {
  const [, file, line] = /^(.+):(\d+)$/.exec(what) ?? [];
  if (file === undefined) return undefined;
  const split = dataset.splits.find(each => each.file === file || resolve(folder, each.file) === resolve(file));
  return split === undefined ? undefined : { split: split.name, line: Number(line) };
}

/** What stands for a document in the files of a run: its id, and the place of its row. */
function namesOf(lives: readonly Life[], files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const rows = ({ id, events }: Life) =>
    events.flatMap(({ split, line }) => (split === undefined ? [] : [[`${files[split]}:${line}`, id] as const]));
  return new Map(lives.flatMap(life => [[life.id, life.id] as const, ...rows(life)]));
}

function tell(life: Life, files: Readonly<Record<string, string>>, evidence: Evidence | undefined): string {
  const lines = [life.id];
  if (life.file !== undefined)
    lines.push(`  from      ${life.file}${life.locator ? `, ${life.locator}` : ''} (${life.source})`);
  if (life.parent !== undefined) lines.push(`  made of   ${life.parent}`);
  for (const event of life.events) lines.push(`  ${event.stage.padEnd(8)}  ${happened(event, files)}`);
  if (evidence !== undefined)
    for (const [who, said] of tellEvidence(evidence)) lines.push(`  ${who.padEnd(8)}  ${said}`);
  return `${lines.join('\n')}\n`;
}

function happened(event: LineEvent, files: Readonly<Record<string, string>>): string {
  const numbers = Object.entries({ ...event.counts, ...event.because }).map(
    ([name, value]) => `${name} ${round(value)}`,
  );
  const because = numbers.length === 0 ? '' : ` (${numbers.join(', ')})`;
  if (event.fail !== undefined) {
    const at = event.at === undefined ? '' : ` at ${event.at}`;
    return `failed: ${event.fail}, ${errors[event.fail as ErrorCode]?.what ?? 'unknown'}${at}`;
  }
  if (event.drop !== undefined)
    return `dropped: ${event.drop}${event.keeper ? `, ${event.keeper} stays` : ''}${because}`;
  if (event.row !== undefined) return `row ${event.line} of ${files[event.split!]}, sha256 ${event.row}`;
  if (event.born !== undefined) {
    const more = event.born.length > SHOWN ? ` and ${event.born.length - SHOWN} more` : '';
    return `made ${event.born.slice(0, SHOWN).join(' ')}${more}${because}`;
  }
  return `${event.changed ? 'changed text or labels' : 'looked at it'}${because}`;
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}
