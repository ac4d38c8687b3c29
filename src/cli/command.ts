import { type ParseArgsOptionDescriptor, parseArgs } from 'node:util';
import { CorpusmithError, nearest } from '../core/errors.ts';

/** Where a command writes, and what it may assume about it. */
export interface Terminal {
  /** Result: standard output. */
  out(text: string): void;
  /** Progress and remarks: standard error. */
  err(text: string): void;
  /** Standard error is a terminal, so that a line can be rewritten. */
  readonly live: boolean;
  /** Standard output is a terminal that shows colours. */
  readonly colour: boolean;
  readonly width: number;
  readonly signal: AbortSignal;
}

export const EXIT = { done: 0, failures: 1, config: 2, fault: 3 } as const;

export interface Option extends ParseArgsOptionDescriptor {
  readonly describe: string;
  /** Name of the value in the help: `DIR`. */
  readonly value?: string;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** After the command's name: `FILE [--out DIR]`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Least and most positional arguments. */
  readonly positionals: readonly [number, number];
  /** Returns the exit code. */
  run(args: Arguments, terminal: Terminal): Promise<number>;
}

export interface Arguments {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly json: boolean;
}

const JSON_OPTION: Option = { type: 'boolean', describe: 'Print one JSON value, for scripts.' };
const HELP_OPTION: Option = { type: 'boolean', describe: 'Print this help.' };

export function optionsOf(command: Command): Readonly<Record<string, Option>> {
  return { ...command.options, json: JSON_OPTION, help: HELP_OPTION };
}

/** Parses the arguments of a command. `E_USAGE` says what is wrong and names the nearest option. */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const options = optionsOf(command);
  let parsed: ReturnType<typeof parseArgs>;
  try {
    const plain = Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]));
    parsed = parseArgs({ args: [...argv], options: plain, allowPositionals: true, strict: true });
  } catch (error) {
    throw usageError(command, explain(error as Error & { code?: string }, argv, Object.keys(options)));
  }
  const { positionals } = parsed;
  const values = parsed.values as Arguments['values'];
  const [least, most] = command.positionals;
  if (values.help !== true && positionals.length < least) throw usageError(command, 'an argument is missing');
  if (positionals.length > most) throw usageError(command, `too many arguments: ${positionals.slice(most).join(' ')}`);
  const empty = Object.keys(values).find(name => values[name] === '');
  if (empty !== undefined) throw usageError(command, `--${empty} is empty`);
  return { positionals, values, json: values.json === true };
}

/** A whole number given as an option; undefined when it was not given. */
export function wholeNumber(
  args: Arguments,
  name: string,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const given = args.values[name];
  if (given === undefined) return undefined;
  const number = /^\d{1,15}$/.test(String(given)) ? Number(given) : Number.NaN;
  if (number >= least && number <= most) return number;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  throw new CorpusmithError('E_USAGE', { detail: `--${name} takes a whole number ${range}, not "${given}"` });
}

export function text(args: Arguments, name: string): string | undefined {
  const given = args.values[name];
  return typeof given === 'string' ? given : undefined;
}

/** An entry to spread into options: none where there is no value. */
export function defined<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

function explain(error: Error & { code?: string }, argv: readonly string[], names: readonly string[]): string {
  if (error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    const option = /--[\w-]+/.exec(error.message)?.[0] ?? 'an option';
    return error.message.includes('does not take') ? `${option} takes no value` : `${option} lacks its value`;
  }
  if (error.code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return error.message.split('\n')[0]!.replace(/\.$/, '');
  const known = new Set(names);
  const unknown = argv.find(arg => arg.startsWith('-') && !known.has(arg.replace(/^--?/, '').split('=')[0]!)) ?? '';
  const near = nearest(unknown.replace(/^--?/, '').split('=')[0]!, names);
  return `unknown option ${unknown}${near === undefined ? '' : `; did you mean --${near}`}`;
}

function usageError(command: Command, detail: string): CorpusmithError {
  return new CorpusmithError('E_USAGE', { detail: `${detail}. Usage: corpusmith ${command.name} ${command.usage}` });
}
