import { CorpusmithError, type Fate, nearest } from '../core/errors.ts';
import { plainError } from '../engine/local/failure.ts';
import { version } from '../version.ts';
import { type Command, EXIT, parseArguments, type Terminal } from './command.ts';
import { diffCommand } from './diff.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { commandHelp, helpFor, overview } from './help.ts';
import { indexCommand } from './index-command.ts';
import { initCommand } from './init.ts';
import { inspectCommand } from './inspect.ts';
import { pageWidth } from './layout.ts';
import { listCommand } from './list.ts';
import { logCommand } from './log.ts';
import { planCommand } from './plan.ts';
import { reportCommand } from './report.ts';
import { reviewCommand } from './review.ts';
import { runCommand } from './run.ts';
import { signCommand } from './sign.ts';
import { subjectCommand } from './subject.ts';
import { validateCommand } from './validate.ts';
import { verifyCommand } from './verify.ts';

const commands: Command[] = [
  initCommand,
  planCommand,
  runCommand,
  explainCommand,
  inspectCommand,
  reportCommand,
  diffCommand,
  logCommand,
  reviewCommand,
  verifyCommand,
  signCommand,
  subjectCommand,
  exportCommand,
  validateCommand,
  indexCommand,
  listCommand,
];
commands.push(helpFor(commands));

/** Runs the command line; returns the exit code. Ctrl-C stops cleanly, a second one at once. */
export async function main(argv: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(EXIT.fault);
    stop.abort();
    if (process.stderr.isTTY) process.stderr.write('\nstopping; once more stops at once\n');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  // Never taken off: a pipe may break after the last write.
  if (!process.stdout.listeners('error').includes(cannotPrint)) {
    process.stdout.on('error', cannotPrint);
    process.stderr.on('error', ignore);
  }
  const terminal: Terminal = {
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
    live: process.stderr.isTTY === true,
    // NO_COLOR: https://no-color.org
    colour: process.stdout.isTTY === true && (process.env.NO_COLOR ?? '') === '',
    width: process.stderr.columns ?? process.stdout.columns ?? 80,
    signal: stop.signal,
  };
  try {
    return await dispatch(argv, terminal);
  } catch (error) {
    return fail(error, argv.includes('--json'), terminal);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function dispatch([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h') {
    terminal.out(overview(commands, pageWidth(terminal.width)));
    return name === undefined ? EXIT.config : EXIT.done;
  }
  if (name === '--version' || name === '-v') {
    terminal.out(`${version}\n`);
    return EXIT.done;
  }
  const command = commands.find(candidate => candidate.name === name);
  if (command === undefined) {
    const near = nearest(
      name,
      commands.map(candidate => candidate.name),
    );
    const hint = near === undefined ? '' : `; did you mean "${near}"?`;
    throw new CorpusmithError('E_USAGE', { detail: `there is no command "${name}"${hint}` });
  }
  const args = parseArguments(command, rest);
  if (args.values.help === true) {
    terminal.out(commandHelp(command, pageWidth(terminal.width)));
    return EXIT.done;
  }
  return command.run(args, terminal);
}

/** Prints an error in one form for people and one for scripts. Errors of ours only: others may quote a document. */
function fail(error: unknown, json: boolean, terminal: Terminal): number {
  const known = error instanceof CorpusmithError ? error : new CorpusmithError('E_FAULT', plainError(error));
  if (json) {
    const { code, message, place, detail, fix } = known;
    terminal.out(`${JSON.stringify({ error: { code, message, place, detail, fix } })}\n`);
  } else {
    terminal.err(`error ${known.code}: ${known.message}\n`);
  }
  return exitOf(known.fate);
}

function exitOf(fate: Fate): number {
  return fate === 'config' ? EXIT.config : fate === 'fault' ? EXIT.fault : EXIT.failures;
}

/** Nobody can be told that remarks reach nobody. */
function ignore(): void {}

/** A reader that closed the pipe (`| head`) is no error; anything else about standard output is. */
function cannotPrint({ code }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit(EXIT.done);
  const error = new CorpusmithError('E_WRITE', {
    place: 'standard output',
    ...(code === undefined ? {} : { detail: code }),
  });
  process.stderr.write(`error ${error.code}: ${error.message}\n`);
  process.exit(EXIT.fault);
}
