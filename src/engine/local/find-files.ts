import { type Dirent, lstat, lstatSync, readdir, realpathSync, stat, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import glob from 'fast-glob';
import type { DocumentErrorCode } from '../../core/errors.ts';

export interface Found {
  /** Relative to the root, with forward slashes. */
  readonly uri: string;
  readonly path: string;
  /** Set when it can be seen but not read. */
  readonly fail?: DocumentErrorCode;
}

/**
 * Files under `root` that match, sorted by name. A pattern that is the path of a file means that file, whatever signs are in its
 * name. Links are followed; one that leads back to a folder above it, a broken one
 * and a folder that cannot be opened are reported, not passed over.
 */
export async function findFiles(
  root: string,
  patterns: readonly string[],
  exclude: readonly string[],
): Promise<Found[]> {
  const found = new Map<string, Found>();
  const isThere = (pattern: string) => isPlainFile(resolve(root, pattern));
  const put = (path: string, fail?: DocumentErrorCode) => {
    const uri = uriOf(root, path);
    if (!found.has(uri)) found.set(uri, fail === undefined ? { uri, path } : { uri, path, fail });
  };
  const [named, globs] = [patterns.filter(isThere), patterns.filter(pattern => !isThere(pattern))];
  for (const pattern of named) put(resolve(root, pattern));
  const entries = await glob.glob(globs.map(slashes), {
    cwd: root,
    ignore: exclude.map(slashes),
    objectMode: true,
    onlyFiles: false,
    followSymbolicLinks: true,
    unique: true,
    fs: { lstat, stat, readdir: guardedReaddir(put) as typeof readdir },
  });
  for (const { path, dirent } of entries) {
    if (dirent.isDirectory()) continue;
    const absolute = resolve(root, path);
    if (dirent.isSymbolicLink() && linkIsDirectory(absolute)) continue;
    put(absolute, dirent.isSymbolicLink() ? linkError(absolute) : dirent.isFile() ? undefined : 'E_UNREADABLE');
  }
  return [...found.values()].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0));
}

type Callback = (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void;

/** A `readdir` that does not enter a folder it is already in, and reports what it cannot open. */
function guardedReaddir(report: (path: string, fail: DocumentErrorCode) => void) {
  return (path: string, options: { withFileTypes: true }, done: Callback) => {
    if (leadsBack(path)) {
      report(resolve(path), 'E_LINK_LOOP');
      return done(null, []);
    }
    readdir(path, options, (error, entries) => {
      if (error?.code === 'ENOTDIR') return done(null, []);
      if (error === null || error.code === 'ENOENT') return done(error, entries);
      report(resolve(path), 'E_UNREADABLE');
      done(null, []);
    });
  };
}

function leadsBack(path: string): boolean {
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    return false;
  }
  for (let above = dirname(resolve(path)); above !== dirname(above); above = dirname(above)) {
    if (realpathSync(above) === real) return true;
  }
  return false;
}

function isPlainFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}

function linkIsDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function linkError(path: string): DocumentErrorCode | undefined {
  try {
    statSync(path);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ELOOP' ? 'E_LINK_LOOP' : 'E_UNREADABLE';
  }
}

function uriOf(root: string, path: string): string {
  const inside = relative(root, path);
  return slashes(inside === '' || isAbsolute(inside) ? path : inside);
}

function slashes(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}
