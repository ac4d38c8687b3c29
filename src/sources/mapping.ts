import { z } from 'zod';
import type { Labels, Part, Person, Role } from '../core/document.ts';
import type { Draft, Unreadable } from '../core/source.ts';
import { isoTime } from './time.ts';

const column = (what: string) => z.string().min(1).optional().describe(what);

/** Which fields of a record become what. Shared by all sources of records. */
export const mappingOptions = {
  text: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe(
      'Field or fields that hold the text. Default: a chat in one of the usual shapes, a field named like text, or all.',
    ),
  title: column('Field with the title.'),
  time: column('Field with the time.'),
  thread: column('Field by which records belong together: they never stand in two splits.'),
  account: column('Field with the customer or account: its records never stand in two splits.'),
  name: column('Field with the name of the person concerned; `redact` will know it.'),
  email: column('Field with the e-mail address of that person.'),
  phone: column('Field with the phone number of that person.'),
  prompt: column('Field with the user’s side of a conversation of two turns.'),
  completion: column('Field with the assistant’s side.'),
  system: column('Field with the system turn.'),
};

export type MappingOptions = z.infer<z.ZodObject<typeof mappingOptions>>;

type Fields = Readonly<Record<string, unknown>>;

const TEXT_FIELDS = [
  'text',
  'body',
  'content',
  'description',
  'message',
  'document',
  'page_content',
  'answer',
  'comment',
];
const TITLE_FIELDS = ['title', 'subject', 'headline', 'name'];
const TIME_FIELDS = ['time', 'date', 'created_at', 'createdAt', 'created', 'timestamp', 'published'];

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  customer: 'user',
  prompter: 'user',
  assistant: 'assistant',
  gpt: 'assistant',
  bot: 'assistant',
  model: 'assistant',
  agent: 'assistant',
  tool: 'tool',
  function: 'tool',
  observation: 'tool',
};

/** A record as a draft. `E_MISSING_FIELD` when a field that the mapping names is not there, `E_NO_TEXT` without any text. */
export function documentFrom(fields: Fields, options: MappingOptions, locator: string): Draft | Unreadable {
  const named = [options.text, options.title, options.prompt, options.completion]
    .flat()
    .filter(name => name !== undefined);
  if (named.some(name => !(name in fields))) return { fail: 'E_MISSING_FIELD', locator };
  const parts = partsOf(fields, options).filter(part => part.text.trim() !== '');
  if (parts.length === 0) return { fail: 'E_NO_TEXT', locator };
  return { locator, parts, labels: labelsOf(fields, options) };
}

function partsOf(fields: Fields, options: MappingOptions): Part[] {
  if (options.text !== undefined) return [prose([options.text].flat().map(name => textOf(fields[name])))];
  const { prompt, completion, system } = options;
  if (prompt !== undefined && completion !== undefined) {
    return turns(
      textOf(fields[prompt]),
      textOf(fields[completion]),
      system === undefined ? '' : textOf(fields[system]),
    );
  }
  const chat = chatOf(fields);
  if (chat !== undefined) return chat;
  const known = TEXT_FIELDS.find(name => typeof fields[name] === 'string' && fields[name] !== '');
  if (known !== undefined) return [prose([textOf(fields[known])])];
  const all = Object.entries(fields).map(([name, value]) => [name, textOf(value)] as const);
  return [
    prose([
      all
        .filter(([, text]) => text !== '')
        .map(([name, text]) => `${name}: ${text}`)
        .join('\n'),
    ]),
  ];
}

/** A conversation in one of the shapes that training sets have. */
function chatOf(fields: Fields): Part[] | undefined {
  const list = listOf(fields.messages) ?? listOf(fields.conversations) ?? listOf(fields.conversation);
  if (list !== undefined) return list.map(turnOf).filter(part => part !== undefined);
  const { prompt, completion, instruction, output, input, system } = fields;
  const before = listOf(prompt);
  const after = listOf(completion);
  if (before !== undefined && after !== undefined)
    return [...before, ...after].map(turnOf).filter(part => part !== undefined);
  if (typeof prompt === 'string' && typeof completion === 'string') return turns(prompt, completion, textOf(system));
  if (typeof instruction === 'string' && typeof output === 'string') {
    return turns([instruction, textOf(input)].filter(text => text !== '').join('\n\n'), output, textOf(system));
  }
  return undefined;
}

function turnOf(message: Fields): Part | undefined {
  const role = ROLES[textOf(message.role ?? message.from).toLowerCase()];
  const text = contentOf(message.content ?? message.value);
  return role === undefined ? undefined : { role, text };
}

/** Text of a message: a string, or the text parts of a list. */
function contentOf(content: unknown): string {
  if (!Array.isArray(content)) return textOf(content);
  return content.map(part => textOf((part as Fields)?.text ?? (typeof part === 'string' ? part : ''))).join('\n');
}

function turns(user: string, assistant: string, system: string): Part[] {
  return [
    { role: 'system', text: system },
    { role: 'user', text: user },
    { role: 'assistant', text: assistant },
  ];
}

function prose(texts: readonly string[]): Part {
  return { role: 'document', text: texts.filter(text => text.trim() !== '').join('\n\n') };
}

function labelsOf(fields: Fields, options: MappingOptions): Labels {
  const field = (name: string | undefined) => (name === undefined ? '' : textOf(fields[name]).trim());
  const guess = (names: readonly string[]) =>
    names.find(name => typeof fields[name] === 'string' && fields[name] !== '');
  const title = field(options.title ?? guess(TITLE_FIELDS));
  const named = options.time ?? guess(TIME_FIELDS);
  const time = named === undefined ? undefined : isoTime(fields[named]);
  const person = filled({
    name: field(options.name),
    email: field(options.email),
    phone: field(options.phone),
  }) as Person;
  return {
    ...filled({ title, thread: field(options.thread), account: field(options.account), time }),
    ...(Object.keys(person).length === 0 ? {} : { people: [person] }),
  };
}

function filled(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => !!entry[1]));
}

function listOf(value: unknown): Fields[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const isMessage = (item: unknown) => item !== null && typeof item === 'object' && ('role' in item || 'from' in item);
  return value.every(isMessage) ? (value as Fields[]) : undefined;
}

/** Text of a field: strings as they are, numbers and booleans written out, nested values as JSON. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
