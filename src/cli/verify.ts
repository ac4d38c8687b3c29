import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Check, Problem } from '../audit/check.ts';
import { SIGN_OFF } from '../audit/sign-off.ts';
import { publicKeyOf } from '../audit/signature.ts';
import { problemsOf, verifyDataset } from '../audit/verify.ts';
import { loadCatalog } from '../catalog.ts';
import { CorpusmithError } from '../core/errors.ts';
import { type Command, EXIT, text } from './command.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary:
    'Recompute every hash, chain and sum of a finished dataset, its review and its sign-off; say what was altered. ' +
    'Exit code 0: whole, 1: altered, or the sign-off does not hold, 2: no finished run',
  usage: 'DIR [--public-key FILE]',
  positionals: [1, 1],
  options: {
    'public-key': {
      type: 'string',
      value: 'FILE',
      describe: 'Key (PEM) that must have signed the dataset off. Without it, compare the fingerprint that is printed.',
    },
  },
  async run(args, terminal) {
    const folder = resolve(args.positionals[0]!);
    const keyFile = text(args, 'public-key');
    const publicKey = keyFile === undefined ? undefined : publicKeyOf(readKeyFile(keyFile), keyFile);
    const today = new Date().toISOString().slice(0, 10);
    const checks = await verifyDataset(folder, { today, publicKey }, await loadCatalog(), terminal.signal);
    const problems = problemsOf(checks);
    if (args.json) terminal.out(`${JSON.stringify(problems)}\n`);
    else terminal.out(`${checks.map(told).join('')}\n${verdict(problems, relative('.', folder) || '.')}\n`);
    return problems.length === 0 ? EXIT.done : EXIT.failures;
  },
};

/** The text of a PEM file. */
export function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CorpusmithError('E_SIGNING_KEY', { place: path, detail: `it cannot be read (${code})` });
  }
}

/** A line for a check, then one for each thing that is to be said of it. */
export function told({ name, said, problems, remarks = [] }: Check): string {
  const state = problems.length === 0 ? 'ok' : problems.every(isOfSignOff) ? 'NOT VALID' : 'ALTERED';
  const lines = [
    `  ${name.padEnd(10)}${state.padEnd(11)}${said}`,
    ...problems.map(one => `  ${' '.repeat(21)}! ${place(one)}: ${one.problem}`),
    ...remarks.map(remark => `  ${' '.repeat(21)}${remark}`),
  ];
  return `${lines.join('\n')}\n`;
}

function verdict(problems: readonly Problem[], shown: string): string {
  if (problems.length === 0) return `${shown} is whole: nothing was altered.`;
  if (problems.every(isOfSignOff)) return `${shown} is whole, but its sign-off does not hold.`;
  const files = [...new Set(problems.filter(one => !isOfSignOff(one)).map(({ file }) => file))];
  return `${shown} was altered: ${files.join(', ')}.`;
}

function isOfSignOff({ file }: Problem): boolean {
  return file === SIGN_OFF;
}

function place({ file, line }: Problem): string {
  return line === undefined ? file : `${file}:${line}`;
}
