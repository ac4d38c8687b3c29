import type { Part, Role } from '../core/document.ts';

/** What a record holds under a name, in any case of letters. */
export type Lookup = (name: string) => unknown;

/** Names that `chatOf` looks for. */
export const CHAT_FIELDS = [
  ...[
    'messages',
    'conversations',
    'conversation',
    'prompt',
    'completion',
    'response',
    'instruction',
    'input',
    'output',
  ],
  ...['question', 'answer', 'system'],
];

export type Count = (name: string, by?: number) => void;

const ROLES: Readonly<Record<string, Role>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  human: 'user',
  customer: 'user',
  prompter: 'user',
  assistant: 'assistant',
  gpt: 'assistant',
  chatgpt: 'assistant',
  bot: 'assistant',
  chatbot: 'assistant',
  model: 'assistant',
  agent: 'assistant',
  function_call: 'assistant',
  tool: 'tool',
  function: 'tool',
  ipython: 'tool',
  observation: 'tool',
  function_response: 'tool',
};

/** Names of the two sides of a conversation of two turns. */
const PAIRS = [
  ['prompt', 'completion'],
  ['prompt', 'response'],
  ['instruction', 'output'],
  ['instruction', 'response'],
  ['question', 'answer'],
] as const;

/**
 * A conversation in one of the shapes that training sets have: a list of turns under `messages` or `conversations` (OpenAI, TRL,
 * ShareGPT), or its two sides in fields of their own (prompt and completion, Alpaca). `undefined` when the record has no such
 * shape, `E_RECORD` when it has and a turn cannot be read.
 */
export function chatOf(get: Lookup, count: Count): readonly Part[] | 'E_RECORD' | undefined {
  const list = ['messages', 'conversations', 'conversation'].map(get).find(isTurns);
  if (list !== undefined) return turnsOf(list, count);
  for (const [first, second] of PAIRS) {
    const [user, assistant] = [get(first), get(second)];
    if (isTurns(user) && isTurns(assistant)) return turnsOf([...user, ...assistant], count);
    if (typeof user !== 'string' || typeof assistant !== 'string') continue;
    const input = first === 'instruction' ? get('input') : undefined;
    const question = typeof input === 'string' && input.trim() !== '' ? `${user}\n\n${input}` : user;
    const system = get('system');
    return pair(question, assistant, typeof system === 'string' ? system : '');
  }
  return undefined;
}

/** The turns of a list, whatever it is called; `E_RECORD` when it is none. */
export function turnsOf(list: unknown, count: Count): readonly Part[] | 'E_RECORD' {
  if (!Array.isArray(list)) return 'E_RECORD';
  const parts: Part[] = [];
  for (const turn of list) {
    if (turn === null || typeof turn !== 'object') return 'E_RECORD';
    const role = firstText(turn, 'role', 'from', 'speaker')?.trim().toLowerCase();
    if (role === undefined || !Object.hasOwn(ROLES, role)) return 'E_RECORD';
    const text = textOfTurn(turn, count);
    if (text.trim() === '') count('empty-turns');
    else parts.push({ role: ROLES[role]!, text });
  }
  return parts;
}

export function pair(user: string, assistant: string, system: string): Part[] {
  return [
    { role: 'system', text: system },
    { role: 'user', text: user },
    { role: 'assistant', text: assistant },
  ];
}

function isTurns(value: unknown): value is readonly object[] {
  return (
    Array.isArray(value) && value.length > 0 && value.some(turn => isObject(turn) && ('role' in turn || 'from' in turn))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object';
}

function firstText(fields: object, ...names: readonly string[]): string | undefined {
  return names.map(name => (fields as Record<string, unknown>)[name]).find(value => typeof value === 'string');
}

/** What is said, and what tools are asked for, each call in the notation that most open chat templates use. */
function textOfTurn(turn: object, count: Count): string {
  const { content, tool_calls: calls } = turn as Record<string, unknown>;
  const said = Array.isArray(content) ? textOfList(content, count) : firstText(turn, 'content', 'value', 'text');
  const asked = Array.isArray(calls)
    ? calls.map(call => `<tool_call>\n${JSON.stringify(callOf(call))}\n</tool_call>`)
    : [];
  if (asked.length > 0) count('tool-calls', asked.length);
  return [said ?? '', ...asked].filter(text => text !== '').join('\n');
}

/** Text among pictures and sounds, which are counted. */
function textOfList(content: readonly unknown[], count: Count): string {
  const texts = content.map(item =>
    typeof item === 'string' ? item : isObject(item) ? firstText(item, 'text') : undefined,
  );
  const others = texts.filter(text => text === undefined).length;
  if (others > 0) count('attachments', others);
  return texts.filter(text => text !== undefined).join('\n');
}

/** Name and arguments of a call; the arguments are JSON in a string, or are there as they are. */
function callOf(call: unknown): object {
  const inner = isObject(call) && isObject(call.function) ? call.function : call;
  if (!isObject(inner)) return {};
  const { name, arguments: given } = inner;
  if (typeof given !== 'string') return { name, arguments: given };
  try {
    return { name, arguments: JSON.parse(given) };
  } catch {
    return { name, arguments: given };
  }
}
