import type { z } from 'zod';
import { builtIn, catalogOf, partsOf } from '../catalog.ts';
import { schemaOf } from '../config/json-schema.ts';
import { CorpusmithError, nearest } from '../core/errors.ts';
import type { AnyPart } from '../define.ts';
import { type Command, EXIT, optionsOf } from './command.ts';

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
      if (name === undefined) {
        terminal.out(overview(commands));
        return EXIT.done;
      }
      const command = commands.find(candidate => candidate.name === name);
      const parts = partsOf(catalogOf(builtIn)).filter(part => part.name === name);
      if (command === undefined && parts.length === 0) throw unknown(name, commands);
      if (args.json) terminal.out(`${JSON.stringify(parts.map(describePart))}\n`);
      else terminal.out([...(command ? [commandHelp(command)] : []), ...parts.map(partHelp)].join('\n'));
      return EXIT.done;
    },
  };
}

export function overview(all: readonly Command[]): string {
  const width = Math.max(...all.map(command => command.name.length));
  const lines = all.map(command => `  ${command.name.padEnd(width)}  ${command.summary}\n`);
  return (
    'corpusmith: from raw business documents to a fine-tuning set.\n\nUsage: corpusmith COMMAND ...\n\n' +
    `${lines.join('')}\n\`corpusmith COMMAND --help\` prints the options of a command; --json works with every one.\n` +
    'Exit codes: 0 done, 1 done with more failures than allowed, 2 bad pipeline or usage, 3 fault.\n'
  );
}

export function commandHelp(command: Command): string {
  const options = Object.entries(optionsOf(command)).map(([name, { value, describe }]) => ({
    left: `--${name}${value === undefined ? '' : ` ${value}`}`,
    right: describe,
  }));
  return `${command.summary}.\n\nUsage: corpusmith ${command.name} ${command.usage}\n\n${columns(options)}`;
}

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

/** A part as plain data: what `help`, the reference and the editor's schema show. */
export function describePart(part: AnyPart): PartDescription {
  const { kind, name, summary } = part;
  if (!('options' in part)) return { kind, name, summary, options: [] };
  const schema = schemaOf(part.options);
  const options = Object.entries(schema.properties ?? {}).map(([option, given]) => {
    const property = given as z.core.JSONSchema.BaseSchema;
    return {
      name: option,
      type: typeOf(property),
      ...(property.default === undefined ? {} : { default: property.default }),
      describe: property.description ?? '',
    };
  });
  return { kind, name, summary, options };
}

function partHelp(part: AnyPart): string {
  const { kind, name, summary, options } = describePart(part);
  const lines = options.map(option => {
    const fallback = option.default === undefined ? '' : ` Default: ${JSON.stringify(option.default)}.`;
    return { left: `${option.name}: ${option.type}`, right: `${option.describe}${fallback}` };
  });
  return `${kind} ${name}: ${summary}.\n\n${lines.length === 0 ? '  No options.\n' : columns(lines)}`;
}

function typeOf(schema: z.core.JSONSchema.BaseSchema): string {
  if (schema.enum !== undefined) return schema.enum.map(value => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return either.map(inner => typeOf(inner as z.core.JSONSchema.BaseSchema)).join(' | ');
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as z.core.JSONSchema.BaseSchema)}`;
  return String(schema.type ?? 'any');
}

const WIDEST = 34;

function columns(rows: readonly { readonly left: string; readonly right: string }[]): string {
  const width = Math.min(WIDEST, Math.max(...rows.map(row => row.left.length)));
  return rows
    .map(({ left, right }) =>
      left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}\n` : `  ${left.padEnd(width)}  ${right}\n`,
    )
    .join('');
}

function unknown(name: string, commands: readonly Command[]): CorpusmithError {
  const names = [...commands.map(command => command.name), ...builtIn.map(part => part.name)];
  const near = nearest(name, names);
  return new CorpusmithError('E_UNKNOWN_PART', {
    detail: near === undefined ? `"${name}"` : `"${name}"; did you mean "${near}"?`,
  });
}
