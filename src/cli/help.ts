import type { z } from 'zod';
import { builtIn, catalogOf, partsOf } from '../catalog.ts';
import { schemaOf } from '../config/json-schema.ts';
import { CorpusmithError, nearest } from '../core/errors.ts';
import type { AnyPart } from '../define.ts';
import { type Command, EXIT, optionsOf } from './command.ts';
import { columns, pageWidth, wrap } from './layout.ts';

const AUTO = 'source auto: Each file is read by the source that recognises it.\n\n  No options.\n';

/** The help command of a list of commands, itself among them. */
export function helpFor(commands: readonly Command[]): Command {
  return {
    name: 'help',
    summary: 'Print help about a command or a part, with its options',
    usage: '[COMMAND | PART]',
    positionals: [0, 1],
    options: {},
    async run(args, terminal) {
      const [name] = args.positionals;
      const width = pageWidth(terminal.width);
      if (name === undefined) {
        terminal.out(overview(commands, width));
        return EXIT.done;
      }
      const command = commands.find(candidate => candidate.name === name);
      const parts = partsOf(catalogOf(builtIn)).filter(part => part.name === name);
      if (name === 'auto' && !args.json) {
        terminal.out(AUTO);
        return EXIT.done;
      }
      if (command === undefined && parts.length === 0) throw unknown(name, commands);
      if (args.json)
        terminal.out(
          `${JSON.stringify([...(command ? [describeCommand(command)] : []), ...parts.map(describePart)])}\n`,
        );
      else
        terminal.out(
          [...(command ? [commandHelp(command, width)] : []), ...parts.map(part => partHelp(part, width))].join('\n'),
        );
      return EXIT.done;
    },
  };
}

export function overview(all: readonly Command[], width: number): string {
  const rows = all.map(({ name, summary }) => [name, summary] as const);
  return (
    'corpusmith: from raw business documents to a fine-tuning set.\n\nUsage: corpusmith COMMAND ...\n\n' +
    `${columns(rows, LEFT, width)}\n\`corpusmith COMMAND --help\` prints the options of a command; --json works with every one.\n` +
    'Exit codes: 0 done, 1 done with more failures than allowed, 2 bad pipeline or usage, 3 fault.\n'
  );
}

export function commandHelp(command: Command, width: number): string {
  const options = Object.entries(optionsOf(command)).map(
    ([name, { value, describe }]) => [`--${name}${value === undefined ? '' : ` ${value}`}`, describe] as const,
  );
  const summary = wrap(`${command.summary}.`, width).join('\n');
  return `${summary}\n\nUsage: corpusmith ${command.name} ${command.usage}\n\n${columns(options, LEFT, width)}`;
}

function describeCommand(command: Command) {
  const { name, summary, usage } = command;
  const options = Object.entries(optionsOf(command)).map(([option, { type, describe }]) => ({
    name: option,
    type,
    describe,
  }));
  return { kind: 'command', name, summary, usage, options };
}

type Schema = z.core.JSONSchema.BaseSchema;

/** Columns for the name and type of an option; a type of more characters is told beside it. */
const [LEFT, LONG_TYPE] = [30, 40];

interface OptionDescription {
  readonly name: string;
  readonly type: string;
  readonly default?: unknown;
  readonly describe: string;
}

interface PartDescription {
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionDescription[];
}

/** A part as plain data: what `help`, the reference and the editor's schema show. Options within one are `gopher.minWords`. */
export function describePart(part: AnyPart): PartDescription {
  const { kind, name, summary } = part;
  return { kind, name, summary, options: 'options' in part ? describeOptions(schemaOf(part.options), '') : [] };
}

function describeOptions(schema: Schema, prefix: string): OptionDescription[] {
  return Object.entries(schema.properties ?? {}).flatMap(([option, given]) => {
    const property = given as Schema;
    const nested = describeOptions(property, `${prefix}${option}.`);
    const isGiven = property.default !== undefined && nested.length === 0;
    const described: OptionDescription = {
      name: `${prefix}${option}`,
      type: typeOf(property),
      ...(isGiven ? { default: property.default } : {}),
      describe: property.description ?? '',
    };
    return [described, ...nested];
  });
}

function partHelp(part: AnyPart, width: number): string {
  const { kind, name, summary, options } = describePart(part);
  const rows = options.map(option => {
    const depth = option.name.split('.').length - 1;
    const isLong = option.type.length > LONG_TYPE;
    const type = isLong ? option.type.replace(/".*"/s, 'name') : option.type;
    const names = isLong
      ? ` Names: ${option.type
          .replace(/^list of /, '')
          .replaceAll('"', '')
          .replaceAll(' |', ',')}.`
      : '';
    const fallback = option.default === undefined ? '' : ` Default: ${shown(option.default)}.`;
    const left = `${'  '.repeat(depth)}${option.name.slice(option.name.lastIndexOf('.') + 1)}: ${type}`;
    return [left, `${option.describe}${names}${fallback}`] as const;
  });
  const heading = wrap(`${kind} ${name}: ${summary}.`, width).join('\n');
  return `${heading}\n\n${rows.length === 0 ? '  No options.\n' : columns(rows, LEFT, width)}`;
}

/** A value as it is written in a pipeline, with spaces so that it can be wrapped. */
function shown(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(shown).join(', ')}]` : JSON.stringify(value);
}

function typeOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map(value => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.map(inner => typeOf(inner as Schema)).join(' | ');
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as Schema)}`;
  return String(schema.type ?? 'any');
}

function unknown(name: string, commands: readonly Command[]): CorpusmithError {
  const names = [...commands.map(command => command.name), ...builtIn.map(part => part.name)];
  const near = nearest(name, names);
  return new CorpusmithError('E_UNKNOWN_PART', {
    detail: near === undefined ? `"${name}"` : `"${name}"; did you mean "${near}"?`,
  });
}
