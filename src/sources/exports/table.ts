import { z } from 'zod';
import type { Person } from '../../core/document.ts';
import type { InputFile } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { accountOfEmail } from '../account.ts';
import { isoTime } from '../time.ts';
import { conversationOptions, draftOf, type Message, type Thread } from './conversation.ts';
import { present } from './record.ts';
import { type Fields, tableRows } from './table-rows.ts';

const options = z.strictObject({
  ...conversationOptions,
  thread: z.string().min(1).default('thread').describe('Column whose value the messages of one conversation share.'),
  speaker: z
    .string()
    .min(1)
    .default('speaker')
    .describe('Column that tells who says it: a name, an address, or a role.'),
  text: z.string().min(1).default('text').describe('Column with what is said.'),
  time: z
    .string()
    .min(1)
    .optional()
    .describe('Column with the time of a message. Default: messages stand in their order.'),
  title: z.string().min(1).optional().describe('Column with the subject; the first value of a conversation counts.'),
  account: z
    .string()
    .min(1)
    .optional()
    .describe('Column with the customer or account. Default: the mail domain of the customer.'),
  agents: z
    .array(z.string())
    .default([])
    .describe(
      'Values of the speaker column that are agents, in any case. Default: `agent`, `assistant` and the like; in a ' +
        'conversation without these, whoever does not speak first.',
    ),
});

type TableOptions = z.infer<typeof options>;

/** Values of the speaker column that are a role and nobody's name. */
const AGENT_WORDS = new Set([
  'agent',
  'assistant',
  'support',
  'operator',
  'staff',
  'bot',
  'employee',
  'outgoing',
  'outbound',
]);
const CUSTOMER_WORDS = new Set([
  'customer',
  'user',
  'client',
  'visitor',
  'requester',
  'contact',
  'incoming',
  'inbound',
]);

/**
 * Conversations in any table, one message a row: CSV, XLSX, JSON or JSON lines, told by their content. The rows of a conversation
 * may be scattered over the file, so the whole of it is held in memory. Only used by name: nothing tells such a table
 * from another.
 */
export const table = defineSource({
  name: 'table',
  summary: 'Conversations in any table (CSV, XLSX, JSON), one message a row, by a mapping of columns',
  options,
  adds: ['title', 'people', 'account', 'customer', 'thread', 'time'],
  positional: true,
  detect: () => 0,
  async *read({ files: [file] }, given: TableOptions, ctx) {
    const threads = new Map<string, Turn[]>();
    let rows = 0;
    for await (const row of tableRows(file!, ctx)) {
      rows++;
      if ('fail' in row) yield { ...row, file: file! };
      else {
        const turn = turnOf(row.fields, row.locator, given);
        const thread = row.fields(given.thread)?.trim();
        if (turn === undefined || !thread) yield { fail: 'E_MISSING_FIELD', locator: row.locator, file: file! };
        else if (threads.has(thread)) threads.get(thread)!.push(turn);
        else threads.set(thread, [turn]);
      }
    }
    if (rows === 0) yield { fail: 'E_NO_TEXT', file: file! };
    let position = 0;
    for (const [id, turns] of threads) yield draftOf(threadOf(id, ++position, turns, file!, given), given, ctx);
  },
});

/** One row; `agent` is undefined where the row alone does not tell. */
interface Turn {
  readonly locator: string;
  readonly speaker: string;
  readonly agent: boolean | undefined;
  readonly text: string;
  readonly time: string | undefined;
  readonly title: string | undefined;
  readonly account: string | undefined;
}

/** Undefined when a column that the mapping names is not there. */
function turnOf(fields: Fields, locator: string, given: TableOptions): Turn | undefined {
  const [speaker, text] = [fields(given.speaker), fields(given.text)];
  const optional = [given.time, given.title, given.account].map(name => (name === undefined ? '' : fields(name)));
  if (speaker === undefined || text === undefined || optional.includes(undefined)) return undefined;
  const [time, title, account] = optional.map(value => value?.trim() || undefined);
  return { locator, speaker: speaker.trim(), agent: isAgent(speaker, given.agents), text, time, title, account };
}

function isAgent(speaker: string, agents: readonly string[]): boolean | undefined {
  const name = speaker.trim().toLowerCase();
  if (agents.length > 0) return agents.some(agent => agent.trim().toLowerCase() === name);
  return AGENT_WORDS.has(name) ? true : CUSTOMER_WORDS.has(name) ? false : undefined;
}

function threadOf(id: string, position: number, turns: readonly Turn[], file: InputFile, given: TableOptions): Thread {
  const starter = starterOf(turns);
  const hasWords = turns.some(({ agent }) => agent === true);
  const messages = turns.map((turn): Message => {
    const side = (turn.agent ?? (!hasWords && turn.speaker !== starter)) ? 'agent' : 'customer';
    const person = { ...personOf(turn.speaker), role: side } as const;
    return { side, text: turn.text, person, ...present({ time: isoTime(turn.time) }) };
  });
  const first = messages.findIndex(({ side }) => side === 'customer');
  const customer = messages[first]?.person;
  const named = turns.find(({ account }) => account !== undefined)?.account;
  const account = named ?? (given.account === undefined ? accountOfEmail(customer?.email) : undefined);
  const title = turns.find(turn => turn.title !== undefined)?.title;
  return {
    source: 'table',
    kind: 'thread',
    id,
    position,
    locator: turns[0]!.locator,
    file,
    messages,
    customer: { email: customer?.email, id: idOf(turns[first]?.speaker) },
    ...present({ title, account }),
  };
}

/** Who speaks first: by time where all rows have one, else by their order. */
function starterOf(turns: readonly Turn[]): string {
  const times = turns.map(({ time }) => isoTime(time));
  if (times.includes(undefined)) return turns[0]!.speaker;
  const first = times.toSorted()[0];
  return turns[times.indexOf(first)]!.speaker;
}

/**
 * A speaker of one word with four digits or more is the id of somebody. With fewer it may be a place in the conversation
 * (`2`, `caller1`), and any other word a role: with either, all conversations would be with the same customer.
 */
function idOf(speaker: string | undefined): string | undefined {
  return speaker !== undefined && /^[\w.-]{4,64}$/.test(speaker) && speaker.replace(/\D/g, '').length >= 4
    ? speaker
    : undefined;
}

/** A speaker who is not just a role or a number is a name, or an address. */
function personOf(speaker: string): Person {
  const isName =
    /\p{L}/u.test(speaker) && !AGENT_WORDS.has(speaker.toLowerCase()) && !CUSTOMER_WORDS.has(speaker.toLowerCase());
  return isName ? (speaker.includes('@') ? { email: speaker } : { name: speaker }) : {};
}
