import { z } from 'zod';
import type { Person } from '../../core/document.ts';
import type { Draft, InputFile, Peek, SourceContext, Unreadable } from '../../core/source.ts';
import { defineSource } from '../../define.ts';
import { peekText } from '../encoding.ts';
import { isoTime } from '../time.ts';
import { conversationOptions, draftOf, type Message, unreadable } from './conversation.ts';
import { recordsOf } from './reading.ts';
import { type Fields, fieldsOf, folderOfUri, groupBy, listOf, present, textOf } from './record.ts';
import { plainText } from './slack-text.ts';

const options = z.strictObject({
  ...conversationOptions,
  agents: z
    .array(z.string())
    .default([])
    .describe(
      'User ids, names, addresses or mail domains of those who answer. Default: whoever did not start the thread.',
    ),
  lone: z
    .enum(['drop', 'keep'])
    .default('drop')
    .describe('Messages that nobody replied to: left out and counted, or kept as threads.'),
});

type SlackOptions = z.infer<typeof options>;
type Users = ReadonlyMap<string, Person>;

/** Subtypes that are still something that a person or bot said. */
const SPOKEN = new Set(['', 'thread_broadcast', 'file_share', 'me_message', 'bot_message', 'file_comment']);

const DAY = /(?:^|\/)\d{4}-\d{2}-\d{2}\.json$/;
const SIDE_TABLE = /(?:^|\/)(?:users|org_users|channels|groups|dms|mpims|integration_logs)\.json$/;
const USERS = /(?:^|\/)(?:org_)?users\.json$/;

/**
 * A Slack workspace export, zipped or unpacked: `users.json`, and a folder of day files for each channel. A thread is a message
 * with its replies; what stands beside it in the channel is not joined to it. Of the tables beside the channels only that of
 * the users is read; the others hold nothing that was said and are counted as `tables-not-read`. Counts `lone-messages`, and
 * as `channel-events` joins, topics and the like.
 */
export const slack = defineSource({
  name: 'slack',
  summary: 'Slack workspace export: threads of its channels (ZIP or folder)',
  options,
  adds: ['people', 'thread', 'time'],
  detect,
  units: files => groupBy(files, exportOf),
  async *read({ files }, given: SlackOptions, ctx) {
    const days = files.filter(file => DAY.test(file.uri));
    for (const file of files) {
      const belongs = DAY.test(file.uri) || (SIDE_TABLE.test(file.uri) && days.length > 0);
      if (!belongs) yield { fail: 'E_WRONG_FORMAT', file };
      else if (!DAY.test(file.uri) && !USERS.test(file.uri)) ctx.count('tables-not-read');
    }
    if (days.length === 0) return;
    const users = new Map<string, Person>();
    for (const file of files.filter(({ uri }) => USERS.test(uri))) yield* readUsers(file, users, ctx);
    for (const channel of groupBy(days, file => folderOfUri(file.uri))) yield* threadsOf(channel, users, given, ctx);
  },
});

function detect(peek: Peek): number {
  const head = peekText(peek.head)?.trimStart();
  if (!head?.startsWith('[')) return 0;
  const isEmpty = /^\[\s{0,99}\]/.test(head);
  const has = (key: string) => head.includes(`"${key}"`);
  if (DAY.test(peek.uri)) return has('ts') && (has('type') || has('text')) ? 0.95 : isEmpty ? 0.8 : 0;
  if (!SIDE_TABLE.test(peek.uri)) return 0;
  const isTable =
    (has('members') && has('created')) || (has('id') && (has('team_id') || has('is_bot'))) || has('service_type');
  return isTable ? 0.95 : isEmpty ? 0.8 : 0;
}

/** The folder of the whole export: a day file lies one folder deeper than the side tables. */
function exportOf(file: InputFile): string {
  const folder = folderOfUri(file.uri);
  return DAY.test(file.uri) ? folderOfUri(folder) : folder;
}

async function* readUsers(file: InputFile, users: Map<string, Person>, ctx: SourceContext): AsyncGenerator<Unreadable> {
  for await (const record of recordsOf(file, ctx)) {
    if ('fail' in record) yield unreadable(record.fail, file, 'record', record.position);
    else {
      const { id, name, real_name, profile } = fieldsOf(record.value);
      const { real_name: profileName, email, phone } = fieldsOf(profile);
      const shown = textOf(profileName) || textOf(real_name) || textOf(name);
      if (textOf(id) === undefined) yield unreadable('E_RECORD', file, 'record', record.position);
      else users.set(textOf(id)!, present({ name: shown, email: textOf(email), phone: textOf(phone) }));
    }
  }
}

interface Said {
  readonly fields: Fields;
  readonly time: number;
  readonly file: InputFile;
}

/** Threads of one channel. All its messages are held at once: a thread may go on for months. */
async function* threadsOf(
  days: readonly InputFile[],
  users: Users,
  given: SlackOptions,
  ctx: SourceContext,
): AsyncGenerator<Draft | Unreadable> {
  const threads = new Map<string, Said[]>();
  for (const file of days) {
    for await (const record of recordsOf(file, ctx)) {
      const fields = 'fail' in record ? {} : fieldsOf(record.value);
      const ts = textOf(fields.ts);
      if ('fail' in record) yield unreadable(record.fail, file, 'record', record.position);
      else if (ts === undefined || !Number.isFinite(Number(ts))) {
        yield unreadable('E_RECORD', file, 'record', record.position);
      } else if (!SPOKEN.has(textOf(fields.subtype) ?? '')) ctx.count('channel-events');
      else {
        const root = textOf(fields.thread_ts) ?? ts;
        const said = { fields, time: Number(ts), file };
        if (threads.has(root)) threads.get(root)!.push(said);
        else threads.set(root, [said]);
      }
    }
  }
  let position = 0;
  for (const [root, said] of threads) {
    position++;
    if (said.length === 1 && given.lone === 'drop') ctx.count('lone-messages');
    else yield threadOf(root, position, said, users, given, ctx);
  }
}

function threadOf(
  root: string,
  position: number,
  unordered: readonly Said[],
  users: Users,
  given: SlackOptions,
  ctx: SourceContext,
): Draft | Unreadable {
  const said = unordered.toSorted((a, b) => a.time - b.time);
  const starter = starterOf(said);
  const messages = said.map(({ fields, time }): Message => {
    const user = textOf(fields.user);
    const isAgent = given.agents.length === 0 ? user !== starter : isOneOf(given.agents, user, users);
    const side = isAgent ? 'agent' : 'customer';
    return {
      side,
      text: plainText(textOf(fields.text) ?? '', users),
      automatic: isBot(fields),
      attachments: listOf(fields.files).length,
      person: { ...personOf(fields, users), role: side },
      ...present({ time: isoTime(time) }),
    };
  });
  const file = said[0]!.file;
  const source = `slack ${folderOfUri(file.uri)}`;
  return draftOf({ source, kind: 'thread', id: root, position, messages, file }, given, ctx);
}

/** Who asked: the author of the first message that no bot wrote, or whom the replies name when it was deleted. */
function starterOf(said: readonly Said[]): string | undefined {
  const first = said.find(({ fields }) => !isBot(fields))?.fields ?? {};
  const isReply = first.thread_ts !== undefined && first.thread_ts !== first.ts;
  return (isReply && said[0]!.fields === first && textOf(first.parent_user_id)) || textOf(first.user);
}

function isBot(fields: Fields): boolean {
  return fields.subtype === 'bot_message' || isId(fields.bot_id) || fields.user === 'USLACKBOT';
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** Guests from other workspaces are not in `users.json`; their messages bring a profile. */
function personOf(fields: Fields, users: Users): Person {
  const known = users.get(textOf(fields.user) ?? '');
  const { real_name, display_name } = fieldsOf(fields.user_profile);
  return known ?? present({ name: textOf(real_name) || textOf(display_name) });
}

function isOneOf(agents: readonly string[], user: string | undefined, users: Users): boolean {
  if (user === undefined) return false;
  const { name, email } = users.get(user) ?? {};
  const names = [user, name, email, email?.split('@')[1]].map(known => known?.toLowerCase());
  return agents.some(agent => names.includes(agent.toLowerCase()));
}
