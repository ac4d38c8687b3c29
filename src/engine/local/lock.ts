import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { CorpusmithError } from '../../core/errors.ts';
import { writeError } from './files.ts';

/**
 * Takes the lock file of an output folder; returns what gives it back. A lock whose process is gone is taken over: a killed
 * run resumes without help. `E_LOCKED` when its process lives.
 */
export function takeLock(path: string): () => void {
  const mine = `${process.pid} ${startOf(process.pid)}`;
  for (;;) {
    if (create(path, mine)) break;
    const theirs = readLock(path);
    if (theirs === undefined) continue;
    const pid = Number(theirs.split(' ')[0]);
    if (isAlive(pid, theirs)) throw new CorpusmithError('E_LOCKED', { place: path, detail: `process ${pid}` });
    rmSync(path, { force: true });
  }
  if (readLock(path) !== mine) throw new CorpusmithError('E_LOCKED', { place: path });
  return () => rmSync(path, { force: true });
}

function create(path: string, content: string): boolean {
  try {
    const fd = openSync(path, 'wx', 0o600);
    writeSync(fd, content);
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw writeError(error, path);
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, lock: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return lock === `${pid} ${startOf(pid)}` && statOf(pid)[0] !== ZOMBIE;
}

/** Start time of a process in clock ticks, where /proc tells it: a number that was given out again is not the same process. */
function startOf(pid: number): string {
  return statOf(pid)[19] ?? '';
}

/** State of a process that has ended and that nobody has asked about yet: in a container without an init process it stays. */
const ZOMBIE = 'Z';

/** What /proc tells of a process from its state on; nothing where there is no /proc. */
function statOf(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
