import { z } from 'zod';
import type { Labels, Part, Person } from '../core/document.ts';
import type { Draft, Unreadable } from '../core/source.ts';
import { CHAT_FIELDS, type Count, chatOf, type Lookup, pair, turnsOf } from './chat-shapes.ts';
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
  dayFirst: z.boolean().default(false).describe('Whether 03/04/2024 is a day in April. By default it is one in March.'),
  thread: column('Field by which records belong together: they never stand in two splits.'),
  account: column('Field with the customer or account: its records never stand in two splits.'),
  name: column('Field with the name of the person concerned; `redact` will know it.'),
  email: column('Field with the e-mail address of that person.'),
  phone: column('Field with the phone number of that person.'),
  prompt: column('Field with the user’s side of a conversation of two turns.'),
  completion: column('Field with the assistant’s side.'),
  system: column('Field with the system turn.'),
};

/** Records of JSON can hold lists, and records within records: `customer.email` names a field within a field. */
export const recordOptions = {
  ...mappingOptions,
  messages: column('Field with the list of turns, each with a role and its content.'),
};

export type MappingOptions = z.infer<z.ZodObject<typeof mappingOptions>> & { readonly messages?: string | undefined };

type Fields = Readonly<Record<string, unknown>>;

// In order of preference; compared without regard to case.
const TEXT_FIELDS = ['text', 'body', 'content', 'description', 'message', 'document', 'page_content', 'comment'];
const TITLE_FIELDS = ['title', 'subject', 'headline'];
const TIME_FIELDS = ['time', 'date', 'created_at', 'createdat', 'created at', 'created', 'timestamp', 'published'];
const MEANINGFUL = new Set([...TEXT_FIELDS, ...TITLE_FIELDS, ...TIME_FIELDS, ...CHAT_FIELDS]);

/**
 * A record as a draft. `E_MISSING_FIELD` when it lacks a field that the mapping names, `E_RECORD` for a list of turns that cannot
 * be read, `E_NO_TEXT` without any text. Counts `times-not-understood`, and what a chat holds besides text.
 */
export function documentFrom(
  fields: Fields,
  options: MappingOptions,
  locator: string,
  count: Count = () => {},
): Draft | Unreadable {
  if (lacksField(fields, options)) return { fail: 'E_MISSING_FIELD', locator };
  const get = lookupIn(fields);
  const found = partsOf(fields, get, options, count);
  if (found === 'E_RECORD') return { fail: 'E_RECORD', locator };
  const parts = found.filter(part => isFilled(part.text));
  return parts.length === 0
    ? { fail: 'E_NO_TEXT', locator }
    : { locator, parts, labels: labelsOf(fields, get, options, count) };
}

function lacksField(fields: Fields, options: MappingOptions): boolean {
  const { text, title, time, thread, account, name, email, phone, prompt, completion, system, messages } = options;
  const lacks = (each: string | undefined) => each !== undefined && fieldOf(fields, each) === undefined;
  if (typeof text === 'string' ? lacks(text) : text?.some(lacks)) return true;
  return [title, time, thread, account, name, email, phone, prompt, completion, system, messages].some(lacks);
}

function partsOf(fields: Fields, get: Lookup, options: MappingOptions, count: Count): readonly Part[] | 'E_RECORD' {
  const { text, prompt, completion, system, messages } = options;
  const under = (name: string | undefined) => (name === undefined ? '' : textOf(fieldOf(fields, name)));
  if (text !== undefined) return [prose([text].flat().map(under).filter(isFilled).join('\n\n'))];
  if (messages !== undefined) return wellFormed(turnsOf(fieldOf(fields, messages), count));
  if (prompt !== undefined || completion !== undefined) return pair(under(prompt), under(completion), under(system));
  const chat = chatOf(get, count);
  if (chat !== undefined) return wellFormed(chat);
  const known = TEXT_FIELDS.map(get).find(value => typeof value === 'string' && isFilled(value));
  if (known !== undefined) return [prose(textOf(known))];
  const all = Object.entries(fields).map(([name, value]) => [name, textOf(value)] as const);
  const lines = all.filter(([, value]) => isFilled(value)).map(([name, value]) => `${name}: ${value}`);
  return [prose(lines.join('\n'))];
}

function labelsOf(fields: Fields, get: Lookup, options: MappingOptions, count: Count): Labels {
  const under = (name: string | undefined) => (name === undefined ? '' : textOf(fieldOf(fields, name)).trim());
  const guess = (names: readonly string[]) =>
    names.map(get).find(value => typeof value === 'string' && isFilled(value));
  const title = options.title === undefined ? textOf(guess(TITLE_FIELDS)).trim() : under(options.title);
  const times = options.time === undefined ? TIME_FIELDS.map(get) : [fieldOf(fields, options.time)];
  const stated = times.find(value => typeof value === 'number' || (typeof value === 'string' && isFilled(value)));
  const time = isoTime(stated, options.dayFirst);
  if (time === undefined && stated !== undefined) count('times-not-understood');
  const person: Person = filled({
    name: under(options.name),
    email: under(options.email),
    phone: under(options.phone),
  });
  return {
    ...filled({ title, thread: under(options.thread), account: under(options.account), time }),
    ...(Object.keys(person).length === 0 ? {} : { people: [person] }),
  };
}

/** A field by its name, or by the names on the way to it with dots between. Undefined when it is not there. */
function fieldOf(fields: Fields, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  let value: unknown = fields;
  for (const step of name.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Fields)[step];
  }
  return value;
}

/** The fields whose names mean something; case does not matter, and the first of two that differ only in it counts. */
function lookupIn(fields: Fields): Lookup {
  const known = new Map<string, unknown>();
  for (const name of Object.keys(fields)) {
    const plain = MEANINGFUL.has(name) ? name : name.toLowerCase();
    if (MEANINGFUL.has(plain) && !known.has(plain)) known.set(plain, fields[name]);
  }
  return name => known.get(name);
}

function prose(text: string): Part {
  return { role: 'document', text: text.toWellFormed() };
}

function wellFormed(parts: readonly Part[] | 'E_RECORD'): readonly Part[] | 'E_RECORD' {
  return parts === 'E_RECORD' ? parts : parts.map(part => ({ ...part, text: part.text.toWellFormed() }));
}

function isFilled(text: string): boolean {
  return /\S/.test(text);
}

function filled(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) if (value) kept[name] = value;
  return kept;
}

/**
 * Text of a field: strings as they are but for halves of surrogate pairs, which no encoding can write; numbers and booleans
 * written out; lists of texts one below the other; other nested values as JSON.
 */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value) && value.every(item => typeof item === 'string')) return value.join('\n').toWellFormed();
  return Object.keys(value).length === 0 ? '' : JSON.stringify(value);
}
