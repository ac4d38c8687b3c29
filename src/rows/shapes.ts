import { z } from 'zod';
import type { Role } from '../core/document.ts';

/** A turn of a row in any format. */
export interface Turn {
  readonly role: Role;
  /** Undefined where it says something else than text: a call of a tool, an image. */
  readonly text: string | undefined;
  /** Where it stands in the row: `messages[2]`. */
  readonly at: string;
  /** Ids of tool calls that it makes or answers. */
  readonly toolIds: readonly string[];
}

/** The list of turns of a row, for whoever changes it. */
export interface TurnList {
  readonly field: string;
  readonly role: string;
  readonly text: string;
}

/** How rows of a format are told, checked and read. */
export interface Shape {
  /** Field by which a row of the format is known among those that a runner reads. */
  readonly mark: string;
  /** Other fields are left alone. */
  readonly loose: z.ZodType;
  /** Other fields are problems. */
  readonly strict: z.ZodType;
  /** Turns of a row that `loose` has passed; none for plain text. */
  turns(row: never): readonly Turn[];
  readonly list?: TurnList;
}

type ObjectMaker = typeof z.strictObject;

/** A shape whose schema is made twice, with loose and with strict objects. */
function shape<R>(
  mark: string,
  schema: (object: ObjectMaker) => z.ZodType<R>,
  turns: (row: R) => readonly Turn[],
  list?: TurnList,
): Shape {
  const [loose, strict] = [schema(z.looseObject as unknown as ObjectMaker), schema(z.strictObject)];
  return { mark, loose, strict, turns, ...(list === undefined ? {} : { list }) };
}

const WEIGHT = z.union([z.literal(0), z.literal(1)]);
const TOOLS = z.union([z.array(z.unknown()), z.string()]);

interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content?: string | readonly { readonly text?: string | undefined }[] | null | undefined;
  readonly tool_calls?: readonly { readonly id?: string | undefined }[] | null | undefined;
  readonly tool_call_id?: string | null | undefined;
}

const messageList = (object: ObjectMaker) =>
  z
    .array(
      object({
        role: z.enum(['system', 'user', 'assistant', 'tool']),
        content: z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).nullish(),
        name: z.string().optional(),
        weight: WEIGHT.optional(),
        tool_calls: z.array(z.looseObject({ id: z.string().optional() })).nullish(),
        tool_call_id: z.string().nullish(),
      }),
    )
    .min(1);

function turnsOfMessages(list: readonly Message[], field: string): Turn[] {
  return list.map(({ role, content, tool_calls, tool_call_id }, i) => {
    const calls = tool_calls ?? [];
    const said = typeof content === 'string' ? content : textOf(content ?? []);
    return {
      role,
      text: said === '' && calls.length > 0 ? undefined : said,
      at: `${field}[${i}]`,
      toolIds: [...calls.map(({ id = '' }) => id), ...(typeof tool_call_id === 'string' ? [tool_call_id] : [])],
    };
  });
}

/** Text of a list of blocks; undefined when some of them are no text. */
function textOf(blocks: readonly { readonly text?: string | undefined }[]): string | undefined {
  return blocks.some(({ text }) => text === undefined) ? undefined : blocks.map(({ text }) => text).join('');
}

function turn(role: Role, text: string | undefined, at: string): Turn {
  return { role, text, at, toolIds: [] };
}

const MESSAGES: TurnList = { field: 'messages', role: 'role', text: 'content' };

const FROM = {
  system: 'system',
  human: 'user',
  gpt: 'assistant',
  observation: 'tool',
  function_call: 'assistant',
} as const;

/** A block of content of Nova or Gemini: text, or something else under a name that the service knows. */
const block = (object: ObjectMaker, ...others: readonly string[]) =>
  object({ text: z.string().optional(), ...Object.fromEntries(others.map(name => [name, z.unknown().optional()])) });

/** By name of the format. */
export const shapes: Readonly<Record<string, Shape>> = {
  messages: shape(
    'messages',
    object =>
      object({ messages: messageList(object), tools: TOOLS.optional(), parallel_tool_calls: z.boolean().optional() }),
    ({ messages }) => turnsOfMessages(messages, 'messages'),
    MESSAGES,
  ),
  'bedrock-claude': shape(
    'messages',
    object => {
      const message = object({ role: z.enum(['user', 'assistant']), content: z.string() });
      return object({ system: z.string().optional(), messages: z.array(message).min(1) });
    },
    ({ system, messages }) => [
      ...(system === undefined ? [] : [turn('system', system, 'system')]),
      ...turnsOfMessages(messages, 'messages'),
    ],
    MESSAGES,
  ),
  nova: shape(
    'messages',
    object => {
      const content = z.array(block(object, 'image', 'video', 'document', 'reasoningContent')).min(1);
      return object({
        schemaVersion: z.literal('bedrock-conversation-2024'),
        system: z.array(object({ text: z.string() })).optional(),
        messages: z.array(object({ role: z.enum(['user', 'assistant']), content })).min(1),
      });
    },
    ({ system, messages }) => [
      ...(system === undefined ? [] : [turn('system', textOf(system), 'system')]),
      ...messages.map(({ role, content }, i) => turn(role, textOf(content), `messages[${i}]`)),
    ],
    MESSAGES,
  ),
  gemini: shape(
    'contents',
    object => {
      const parts = z.array(block(object, 'fileData', 'inlineData', 'functionCall', 'functionResponse')).min(1);
      return object({
        systemInstruction: object({ role: z.string().optional(), parts }).optional(),
        contents: z.array(object({ role: z.enum(['user', 'model']), parts })).min(1),
        tools: z.array(z.unknown()).optional(),
      });
    },
    ({ systemInstruction, contents }) => [
      ...(systemInstruction === undefined
        ? []
        : [turn('system', textOf(systemInstruction.parts), 'systemInstruction')]),
      ...contents.map(({ role, parts }, i) => {
        return turn(role === 'model' ? 'assistant' : 'user', textOf(parts), `contents[${i}]`);
      }),
    ],
    { field: 'contents', role: 'role', text: 'parts' },
  ),
  sharegpt: shape(
    'conversations',
    object => {
      const from = z.enum(Object.keys(FROM) as (keyof typeof FROM)[]);
      return object({ conversations: z.array(object({ from, value: z.string() })).min(1), tools: TOOLS.optional() });
    },
    ({ conversations }) => conversations.map(({ from, value }, i) => turn(FROM[from], value, `conversations[${i}]`)),
    { field: 'conversations', role: 'from', text: 'value' },
  ),
  alpaca: shape(
    'instruction',
    object =>
      object({
        instruction: z.string(),
        input: z.string(),
        output: z.string(),
        system: z.string().optional(),
        history: z.array(z.tuple([z.string(), z.string()])).optional(),
      }),
    ({ instruction, output, system, history = [] }) => [
      ...(system === undefined ? [] : [turn('system', system, 'system')]),
      ...history.flatMap(([question, answer], i) => [
        turn('user', question, `history[${i}][0]`),
        turn('assistant', answer, `history[${i}][1]`),
      ]),
      turn('user', instruction, 'instruction'),
      turn('assistant', output, 'output'),
    ],
  ),
  'prompt-completion': shape(
    'prompt',
    object => {
      const said = z.union([z.string(), messageList(object)]);
      return object({ prompt: said, completion: said });
    },
    ({ prompt, completion }) => [
      ...(typeof prompt === 'string' ? [turn('user', prompt, 'prompt')] : turnsOfMessages(prompt, 'prompt')),
      ...(typeof completion === 'string'
        ? [turn('assistant', completion, 'completion')]
        : turnsOfMessages(completion, 'completion')),
    ],
  ),
  'bedrock-text': shape(
    'prompt',
    object => object({ prompt: z.string(), completion: z.string() }),
    ({ prompt, completion }) => [turn('user', prompt, 'prompt'), turn('assistant', completion, 'completion')],
  ),
  'input-output': shape(
    'segments',
    object => object({ segments: z.array(object({ label: z.boolean(), text: z.string() })).min(1) }),
    ({ segments }) => segments.map(({ label, text }, i) => turn(label ? 'assistant' : 'user', text, `segments[${i}]`)),
  ),
  text: shape(
    'text',
    object => object({ text: z.string() }),
    ({ text }) => [turn('document', text, 'text')],
  ),
};
