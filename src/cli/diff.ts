import { resolve } from 'node:path';
import { CorpusmithError } from '../core/errors.ts';
import { compare, type Difference, type Pair } from '../diff/compare.ts';
import { readFates } from '../diff/fates.ts';
import { count, ranked } from '../reports/figures.ts';
import { type Arguments, type Command, EXIT, text } from './command.ts';
import { readFacts } from './finished-run.ts';

export const diffCommand: Command = {
  name: 'diff',
  summary:
    'Compare two finished datasets: rows that went and came and why, the mix of splits, sources and languages, redaction, ' +
    'options. Exit code 1: a limit was passed',
  usage: 'BEFORE AFTER [--max-rows-out 5%] [--max-token-shift 10%]',
  positionals: [2, 2],
  options: {
    'max-rows-out': {
      type: 'string',
      value: 'SHARE',
      describe: 'Most rows that may go: a share of those before (`5%`) or a number.',
    },
    'max-token-shift': {
      type: 'string',
      value: 'SHARE',
      describe: 'Most that the tokens may grow or shrink: a share of those before (`10%`) or a number.',
    },
  },
  async run(args, terminal) {
    const limits = { rows: limit(args, 'max-rows-out'), tokens: limit(args, 'max-token-shift') };
    const [before, after] = args.positionals.map(folder => resolve(folder));
    const difference = compare(await read(before!), await read(after!));
    const passed = passedLimits(difference, limits);
    if (args.json) terminal.out(`${JSON.stringify({ ...difference, passed })}\n`);
    else terminal.out(`${differenceText(difference)}${passed.map(one => `\n! ${one}\n`).join('')}`);
    return passed.length === 0 ? EXIT.done : EXIT.failures;
  },
};

async function read(folder: string) {
  return { facts: readFacts(folder), fates: await readFates(folder) };
}

/** Most that a number may differ, given what it was before. */
type Limit = (before: number) => number;

function limit(args: Arguments, name: string): Limit | undefined {
  const given = text(args, name);
  if (given === undefined) return undefined;
  const [, number, percent] = /^(\d{1,12}(?:\.\d{1,6})?)(%?)$/.exec(given) ?? [];
  if (number === undefined)
    throw new CorpusmithError('E_USAGE', { detail: `--${name} takes a number or a share such as 5%, not "${given}"` });
  return before => (percent === '%' ? (before * Number(number)) / 100 : Number(number));
}

function passedLimits(
  { rows, tokens }: Difference,
  limits: { readonly rows: Limit | undefined; readonly tokens: Limit | undefined },
): string[] {
  const passed: string[] = [];
  if (limits.rows !== undefined && rows.out > limits.rows(rows.before))
    passed.push(`${count(rows.out)} of ${count(rows.before)} rows went: more than --max-rows-out allows`);
  if (limits.tokens === undefined) return passed;
  if (tokens === undefined) return [...passed, '--max-token-shift: neither dataset counts tokens'];
  const [before, after] = tokens;
  if (Math.abs(after - before) > limits.tokens(before))
    passed.push(`${count(before)} tokens became ${count(after)}: more than --max-token-shift allows`);
  return passed;
}

function differenceText({ rows, out, in: came, tokens, options, ...mixes }: Difference): string {
  const tally = (title: string, counts: Readonly<Record<string, number>>) =>
    block(
      title,
      ranked(counts).map(([cause, amount]) => [cause, count(amount)]),
    );
  const mix = (title: string, pairs: Readonly<Record<string, Pair>>) =>
    block(
      title,
      Object.entries(pairs).map(([name, pair]) => [name, pairText(pair)]),
    );
  return [
    block('Rows', [
      ['all', pairText([rows.before, rows.after])],
      ['same', count(rows.same)],
      ['changed text', count(rows.changed)],
      ['same text, other document', count(rows.moved)],
      ['out', count(rows.out)],
      ['in', count(rows.in)],
      ...(tokens === undefined ? [] : ([['tokens', pairText(tokens)]] as const)),
    ]),
    tally('Out, by what became of the document', out),
    tally('In, by what had become of it before', came),
    mix('Splits', mixes.splits),
    mix('Sources', mixes.sources),
    mix('Languages', mixes.languages),
    mix('Redacted', mixes.entities),
    block(
      'Options that differ',
      options.map(path => [path, '']),
    ),
  ]
    .filter(part => part !== '')
    .join('\n');
}

function pairText([before, after]: Pair): string {
  const by = after - before;
  return by === 0 ? count(after) : `${count(before)} -> ${count(after)} (${by > 0 ? '+' : '-'}${count(Math.abs(by))})`;
}

function block(title: string, lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  if (lines.length === 0) return '';
  return `${title}\n${lines.map(([name, said]) => `  ${name.padEnd(width)}${said}`.trimEnd()).join('\n')}\n`;
}
