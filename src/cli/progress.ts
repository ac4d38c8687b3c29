import type { RunProgress } from '../engine/local/run.ts';
import type { Terminal } from './command.ts';

/** Without a terminal a line is printed this often. */
const PLAIN_EVERY_MS = 5_000;
/** Rates before this many seconds say nothing. */
const SETTLED_S = 1;

/** Shows how far a run is: one line that is rewritten, or plain lines where the output is not a terminal. */
export class ProgressLine {
  readonly #terminal: Terminal;
  #phase = '';
  #began = 0;
  #printed = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(progress: RunProgress): void {
    this.#print(`${progress.step} ${progress.phase}`, seconds => describe(progress, seconds));
  }

  #print(phase: string, text: (seconds: number) => string): void {
    const now = performance.now();
    const isNew = phase !== this.#phase;
    if (isNew) [this.#phase, this.#began] = [phase, now];
    if (!this.#terminal.live && !isNew && now - this.#printed < PLAIN_EVERY_MS) return;
    this.#printed = now;
    const line = text((now - this.#began) / 1000);
    if (this.#terminal.live) this.#terminal.err(`\r${line.slice(0, this.#terminal.width - 1)}\x1b[K`);
    else this.#terminal.err(`${line}\n`);
  }

  /** Shows how much of the input has been looked at, before there is a run. */
  looking(bytes: number): void {
    this.#print('discover', () => `looking at the input  ${size(bytes)}`);
  }

  /** Clears the line. */
  end(): void {
    if (this.#terminal.live) this.#terminal.err('\r\x1b[K');
  }
}

function describe(progress: RunProgress, seconds: number): string {
  const { step, phase, phases, stages, documents, documentsTotal, bytes, bytesTotal, dropped, failed } = progress;
  if (step === 'discover') return `looking at the input  ${size(bytes)}`;
  if (step === 'decide') return `${stages.join(', ')}: deciding over ${count(documents)} documents`;
  if (step === 'write') return 'writing the dataset';
  if (step === 'certify') return `${stages.join(', ')}: checking the written files`;
  const name = `${phase + 1}/${phases} ${phase === 0 ? ['read', ...stages].join(', ') : stages.join(', ') || 'rows'}`;
  const total = documentsTotal === undefined ? '' : ` of ${count(documentsTotal)}`;
  const fields = [name, `${count(documents)}${total} documents`];
  const done = documentsTotal === undefined ? bytes / bytesTotal : documents / documentsTotal;
  if (seconds >= SETTLED_S) fields.push(`${size(bytes / seconds)}/s`);
  fields.push(`${count(dropped)} dropped`);
  if (failed > 0) fields.push(`${count(failed)} failed`);
  if (seconds >= SETTLED_S && done > 0 && done < 1) fields.push(`ETA ${clock((seconds / done) * (1 - done))}`);
  return fields.join('  ');
}

export function count(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}

/** `12.3 MB`: powers of 1024. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
