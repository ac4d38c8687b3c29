// Tools that find personal data, asked by turns: our own in this process, each peer in one of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { cache, environment, installNpm, installPython, type Missing, outcome } from '../../installed.ts';
import type { Case, Prediction } from '../predict.ts';

export interface Answer {
  /** CPU time of one pass over the texts. */
  readonly seconds: number;
  readonly predictions: readonly Prediction[];
  /** Texts of which it cannot be told what was found in them; they count as without. */
  readonly untold: number;
}

export interface Tool {
  /** The name of the package with its version. */
  readonly madeOf: string;
  /** Goes over the texts until `atLeast` seconds of CPU time have passed, once at least. */
  find(cases: readonly Case[], atLeast: number): Promise<Answer>;
  close(): void;
}

const programs = fileURLToPath(new URL('./', import.meta.url));

const NPM = ['openredaction@1.1.5', 'redact-pii@3.4.0', 'compromise@14.17.0'];

const PEERS: Readonly<Record<string, () => Promise<Tool>>> = {
  Presidio: () => pythonPeer('presidio'),
  'Presidio, all': () => pythonPeer('presidio', 'all'),
  Rampart: () => pythonPeer('rampart'),
  scrubadub: () => pythonPeer('scrubadub'),
  'datafog-core': () => pythonPeer('datafog_core'),
  openredaction: () => npmPeer('openredaction'),
  'redact-pii': () => npmPeer('redact-pii'),
  compromise: () => npmPeer('compromise'),
};

/** Starts all peers, one after another. */
export async function startPeers(): Promise<Map<string, Tool | Missing>> {
  const started = new Map<string, Tool | Missing>();
  for (const [name, start] of Object.entries(PEERS)) started.set(name, await outcome(start));
  return started;
}

/** Our own, as `predict` finds. */
export function ours(predict: (cases: readonly Case[]) => Prediction[]): Tool {
  return {
    madeOf: 'this commit',
    async find(cases, atLeast) {
      const start = process.cpuUsage();
      const passed = () => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage(start));
      let predictions: Prediction[] = [];
      let passes = 0;
      for (; passes === 0 || passed() < atLeast; passes++) predictions = predict(cases);
      return { seconds: passed() / passes, predictions, untold: 0 };
    },
    close() {},
  };
}

async function pythonPeer(name: string, ...args: readonly string[]): Promise<Tool> {
  const python = await installPython(name, join(programs, `${name}.txt`));
  return startPeer(python, [join(programs, `${name}_peer.py`), ...args]);
}

async function npmPeer(name: string): Promise<Tool> {
  const folder = join(cache, 'peers/npm');
  await installNpm(folder, NPM);
  return startPeer(process.execPath, [join(programs, 'npm_peer.ts'), name, folder]);
}

/** Starts a program that answers as serve.py says. Throws with the last that it wrote where it ends before it answers. */
async function startPeer(file: string, args: readonly string[]): Promise<Tool> {
  const peer = spawn(file, args, { env: environment, stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
  let written = '';
  peer.stderr!.on('data', data => (written = (written + data).slice(-2000)));
  // What is written to a peer that has ended; its answer is missed below.
  peer.stdin!.on('error', () => {});
  const answers = createInterface({ input: peer.stdio[3] as Readable })[Symbol.asyncIterator]();
  const answer = async <T>(): Promise<T> => {
    const { value, done } = await answers.next();
    if (!done) return JSON.parse(value) as T;
    if (peer.exitCode === null && peer.signalCode === null) await once(peer, 'exit');
    throw new Error(written.trim().split('\n').at(-1) || `ended with ${peer.exitCode ?? peer.signalCode}`);
  };
  const { madeOf } = await answer<{ madeOf: string }>();
  return {
    madeOf,
    async find(cases, atLeast) {
      peer.stdin!.write(`${JSON.stringify([cases.map(({ text }) => text), atLeast])}\n`);
      const { seconds, spans } = await answer<{ seconds: number; spans: (Prediction['spans'] | null)[] }>();
      const predictions = cases.map(({ id }, i) => ({ id, spans: spans[i] ?? [] }));
      return { seconds, predictions, untold: spans.filter(each => each === null).length };
    },
    close: () => peer.stdin!.end(),
  };
}
