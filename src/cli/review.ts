import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import { relative, resolve } from 'node:path';
import type { Dataset } from '../audit/dataset.ts';
import { loadCatalog } from '../catalog.ts';
import { CorpusmithError } from '../core/errors.ts';
import { writeAtomically } from '../engine/local/files.ts';
import { redactionFigures } from '../reports/redaction-figures.ts';
import { DecisionLog } from '../review/decision-log.ts';
import { QUEUES, type Queue, readReviewers } from '../review/decisions.ts';
import { lockFolder, moveAside, openPlan, readPlan, reviewFolder, writeResult } from '../review/folder.ts';
import { reviewPage } from '../review/page.ts';
import type { ReviewPlan } from '../review/plan.ts';
import { proposalsText } from '../review/proposals.ts';
import { type ReviewResult, resultOf } from '../review/result.ts';
import { resultText } from '../review/result-text.ts';
import { serve } from '../review/server.ts';
import { Session } from '../review/session.ts';
import { type ShownRows, shownRows } from '../review/shown-rows.ts';
import { type Arguments, type Command, defined, EXIT, type Terminal, text, wholeNumber } from './command.ts';
import { readFacts } from './finished-run.ts';
import { count } from './progress.ts';

/** More than anybody reads. */
const MOST_ROWS = 100_000;
/** Operators whose values look like real ones. */
const LIFELIKE = ['surrogate', 'shift-date', 'generalise'];

export const reviewCommand: Command = {
  name: 'review',
  summary: 'Read a random sample of the rows in the browser, mark what was missed, and say how much may be left',
  usage:
    'DIR [--plan N] [--seed S] [--reviewer NAME] [--share S] [--queue sample|risk] [--no-open] [--restart] | DIR [--result] [--proposals FILE]',
  positionals: [1, 1],
  options: {
    plan: {
      type: 'string',
      value: 'N',
      describe: 'Rows to draw. Fixed by the first call. Default: 299, which rules out 1 % when nothing is found.',
    },
    seed: { type: 'string', value: 'S', describe: 'Seed of the draw. Default: from the hashes of the dataset.' },
    reviewer: { type: 'string', value: 'NAME', describe: 'Who reads. Default: your name on this machine.' },
    share: {
      type: 'string',
      value: 'S',
      describe: 'Part of the plan that this reviewer reads. Default: 1 for the first, 0.2 for a second one.',
    },
    queue: {
      type: 'string',
      value: 'NAME',
      describe: 'sample: what was drawn. risk: rows where something may be wrong; never part of the estimate.',
    },
    'no-open': { type: 'boolean', describe: 'Print the address of the page, open no browser.' },
    restart: { type: 'boolean', describe: 'Move the review that is there aside and begin anew.' },
    result: { type: 'boolean', describe: 'Print what has been found so far.' },
    proposals: {
      type: 'string',
      value: 'FILE',
      describe: 'Write what was marked as options for the next run. It holds personal data.',
    },
  },
  async run(args, terminal) {
    const folder = resolve(args.positionals[0]!);
    const dataset = await datasetIn(folder);
    const proposals = text(args, 'proposals');
    if (args.values.result === true || proposals !== undefined) return tell(dataset, proposals, args, terminal);
    return read(dataset, args, terminal);
  },
};

async function datasetIn(folder: string): Promise<Dataset> {
  return { folder, facts: readFacts(folder), catalog: await loadCatalog() };
}

/** Prints the result, and writes proposals. */
async function tell(
  dataset: Dataset,
  proposals: string | undefined,
  args: Arguments,
  terminal: Terminal,
): Promise<number> {
  const { folder } = dataset;
  const plan = readPlan(folder);
  if (plan === undefined)
    throw new CorpusmithError('E_REVIEW', { place: folder, detail: 'nothing has been reviewed here' });
  const shown = await shownRows(dataset, plan, terminal.signal);
  if (proposals !== undefined) {
    const path = resolve(proposals);
    if (!relative(folder, path).startsWith('..'))
      throw new CorpusmithError('E_USAGE', {
        place: proposals,
        detail: 'proposals hold personal data: not among the reports',
      });
    writeAtomically(path, proposalsText(plan.dataset, readReviewers(reviewFolder(folder), plan), shown));
    terminal.err(`Wrote ${proposals}. It holds personal data.\n`);
  }
  if (args.values.result !== true) return EXIT.done;
  const result = refresh(dataset, plan, shown);
  terminal.out(args.json ? `${JSON.stringify(result)}\n` : resultText(result));
  return EXIT.done;
}

function refresh(dataset: Dataset, plan: ReviewPlan, shown: ShownRows): ReviewResult {
  const result = resultOf(plan, readReviewers(reviewFolder(dataset.folder), plan), shown);
  writeResult(dataset, result);
  return result;
}

/** Serves the page until the command is stopped. */
async function read(dataset: Dataset, args: Arguments, terminal: Terminal): Promise<number> {
  const { folder } = dataset;
  if (args.values.restart === true) {
    const aside = moveAside(folder);
    if (aside !== undefined) terminal.err(`The review that was there is now ${aside}.\n`);
  }
  const { plan, log } = await begin(dataset, args, terminal);
  try {
    const shown = await shownRows(dataset, plan, terminal.signal);
    const session = new Session(plan, log, shown, () => void refresh(dataset, plan, shown));
    const { reviewer, queue } = log.beginning;
    const lifelike = redactionFigures(dataset.facts).entities.filter(({ operators }) =>
      operators.some(operator => LIFELIKE.includes(operator)),
    );
    const page = reviewPage({ dataset: plan.dataset, reviewer, queue, lifelike: lifelike.map(({ entity }) => entity) });
    const server = await serve(session, page);
    try {
      announce(server.url, session, log, args, terminal);
      await Promise.race([stopped(terminal.signal), server.failed]);
    } finally {
      await server.close();
    }
    const result = refresh(dataset, plan, shown);
    if (!args.json) terminal.out(`${progress(session)}\n\n${resultText(result)}\n${howToGoOn(session, args)}`);
    return EXIT.done;
  } finally {
    log.close();
  }
}

async function begin(dataset: Dataset, args: Arguments, terminal: Terminal) {
  const unlock = lockFolder(dataset.folder);
  try {
    const asked = {
      ...defined('size', wholeNumber(args, 'plan', 1, MOST_ROWS)),
      ...defined('seed', text(args, 'seed')),
    };
    const plan = await openPlan(dataset, asked, terminal.signal);
    const reviewer = { reviewer: nameOf(args), queue: queueOf(args), ...defined('share', shareOf(args)) };
    return { plan, log: new DecisionLog(reviewFolder(dataset.folder), plan, reviewer) };
  } finally {
    unlock();
  }
}

function announce(url: string, session: Session, log: DecisionLog, args: Arguments, terminal: Terminal): void {
  const { reviewer, queue, share } = log.beginning;
  const { length } = session.rows;
  if (log.wasTorn) terminal.err('The last mark was not written to its end and is lost: look at the row again.\n');
  if (args.json) terminal.out(`${JSON.stringify({ url, reviewer, queue, share, rows: length, done: session.done })}\n`);
  else
    terminal.out(
      `${reviewer}: ${progress(session)}\nOpen ${url}\nThe address is good for one use. Ctrl-C stops; nothing is lost.\n`,
    );
  if (terminal.live && args.values['no-open'] !== true) open(url);
}

function progress(session: Session): string {
  return `${count(session.done)} of ${count(session.rows.length)} rows are done.`;
}

function howToGoOn(session: Session, { positionals, values }: Arguments): string {
  const [folder] = positionals;
  if (session.done === session.rows.length)
    return `All is read. The result again: corpusmith review ${folder} --result\n`;
  const given = ['reviewer', 'queue'].flatMap(name =>
    values[name] === undefined ? [] : [` --${name} ${values[name]}`],
  );
  return `Go on with: corpusmith review ${folder}${given.join('')}\n`;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Opens a page in the browser of the desktop. Where there is none, the address has been printed. */
function open(url: string): void {
  const [command, ...args] = {
    darwin: ['open', url],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
  }[process.platform as string] ?? ['xdg-open', url];
  spawn(command!, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

function nameOf(args: Arguments): string {
  const name = (text(args, 'reviewer') ?? userInfo().username).trim();
  if (name !== '' && name.length <= 80 && !/\p{C}/u.test(name)) return name;
  throw new CorpusmithError('E_USAGE', { detail: '--reviewer takes a name of up to 80 characters' });
}

function queueOf(args: Arguments): Queue {
  const given = text(args, 'queue') ?? 'sample';
  const queue = QUEUES.find(one => one === given);
  if (queue !== undefined) return queue;
  throw new CorpusmithError('E_USAGE', { detail: `--queue takes ${QUEUES.join(' or ')}, not "${given}"` });
}

function shareOf(args: Arguments): number | undefined {
  const given = text(args, 'share');
  if (given === undefined) return undefined;
  const share = /^(?:1(?:\.0+)?|0?\.\d{1,6})$/.test(given) ? Number(given) : Number.NaN;
  if (share > 0) return share;
  throw new CorpusmithError('E_USAGE', { detail: `--share takes a number above 0 and up to 1, not "${given}"` });
}
