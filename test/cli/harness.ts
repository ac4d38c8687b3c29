// Runs the command line in this process or in one of its own, and catches what it prints.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { main } from '../../src/cli/main.ts';

export const entry = fileURLToPath(new URL('./entry.ts', import.meta.url));

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function cli(...argv: readonly string[]): Promise<Ended> {
  const printed = { out: '', err: '' };
  const catching = (stream: NodeJS.WriteStream, key: 'out' | 'err') =>
    vi.spyOn(stream, 'write').mockImplementation(text => {
      printed[key] += String(text);
      return true;
    });
  const spies = [catching(process.stdout, 'out'), catching(process.stderr, 'err')];
  try {
    return { code: await main(argv), ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The command line in a process of its own; `ended` tells its exit code and what it printed. */
export function start(...argv: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  readonly printed: { readonly out: string; readonly err: string };
} {
  const child = spawn(process.execPath, [entry, ...argv]);
  const printed = { out: '', err: '' };
  child.stdout.on('data', data => (printed.out += data));
  child.stderr.on('data', data => (printed.err += data));
  const ended = new Promise<Ended>(resolve =>
    child.on('close', (code, signal) => resolve({ code: code ?? (signal === null ? -1 : -2), ...printed })),
  );
  return { child, ended, printed };
}
