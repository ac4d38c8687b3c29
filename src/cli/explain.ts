import { join, resolve } from 'node:path';
import { CorpusmithError, type ErrorCode, errors } from '../core/errors.ts';
import { sha256 } from '../core/hash.ts';
import { SPLITS } from '../engine/local/rows.ts';
import type { Event, Story } from '../engine/local/story.ts';
import { workLines } from '../engine/local/work-lines.ts';
import { type Command, EXIT, text } from './command.ts';
import { readFacts } from './finished-run.ts';

/** Documents of one file that are told in full. */
const SHOWN = 10;
/** Shortest prefix of a row's hash that is looked up. */
const HASH_PREFIX = 8;

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
    const line = /^(.*\.jsonl):(\d+)$/.exec(what);
    const hash = line === null ? what : await hashOfRow(folder, line[1]!, Number(line[2]));
    const lives = await livesOf(join(folder, 'ledger.jsonl'), hash);
    if (lives.length === 0) throw new CorpusmithError('E_NOT_FOUND', { detail: what });
    const files = Object.fromEntries(facts.dataset.splits.map(split => [split.name, split.file]));
    if (args.json) terminal.out(`${JSON.stringify(lives)}\n`);
    else
      terminal.out(
        lives
          .slice(0, SHOWN)
          .map(life => tell(life, files))
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

interface LineEvent extends Event {
  /** Line of the row in its split's file. */
  readonly line?: number;
}

/** Reads the ledger twice: first for the ids that are meant, then for all that is written of them and their kin. */
async function livesOf(ledger: string, what: string): Promise<Life[]> {
  const meant = new Set<string>();
  for await (const line of workLines(ledger)) {
    const story = JSON.parse(line) as Story;
    if (isMeant(story, what)) meant.add(story.id);
  }
  const related = (id: string) => meant.has(id) || [...ancestors(id)].some(above => meant.has(above));
  const above = new Set([...meant].flatMap(id => [...ancestors(id)]));
  const lives = new Map<string, Life>();
  const rows: Record<string, number> = {};
  for await (const line of workLines(ledger)) {
    const { phase: _phase, events, ...who } = JSON.parse(line) as Story;
    const numbered = events.map(event => {
      if (event.split === undefined) return event;
      rows[event.split] = (rows[event.split] ?? 0) + 1;
      return { ...event, line: rows[event.split]! };
    });
    if (!related(who.id) && !above.has(who.id)) continue;
    const life = lives.get(who.id) ?? { ...who, events: [] };
    Object.assign(life, who);
    life.events.push(...numbered);
    lives.set(who.id, life);
  }
  return [...lives.values()];
}

function isMeant(story: Story, what: string): boolean {
  if (story.id === what || story.file === what || story.file?.endsWith(`/${what}`)) return true;
  return what.length >= HASH_PREFIX && story.events.some(event => event.row?.startsWith(what));
}

/** `a1-2-3` was born of `a1-2`, which was born of `a1`. */
function* ancestors(id: string): Generator<string> {
  for (let cut = id.lastIndexOf('-'); cut > 0; cut = id.lastIndexOf('-', cut - 1)) yield id.slice(0, cut);
}

async function hashOfRow(folder: string, file: string, wanted: number): Promise<string> {
  const known = SPLITS.map(split => `${split}.jsonl`);
  let number = 0;
  if (known.includes(file)) {
    for await (const line of workLines(join(folder, file))) if (++number === wanted) return sha256(line);
  }
  throw new CorpusmithError('E_NOT_FOUND', { detail: `${file}:${wanted}` });
}

function tell(life: Life, files: Readonly<Record<string, string>>): string {
  const lines = [life.id];
  if (life.file !== undefined)
    lines.push(`  from      ${life.file}${life.locator ? `, ${life.locator}` : ''} (${life.source})`);
  if (life.parent !== undefined) lines.push(`  made of   ${life.parent}`);
  for (const event of life.events) lines.push(`  ${event.stage.padEnd(8)}  ${happened(event, files)}`);
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
  if (event.born !== undefined) return `made ${event.born.join(' ')}${because}`;
  return `${event.changed ? 'changed text or labels' : 'looked at it'}${because}`;
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}
