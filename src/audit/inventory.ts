import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { CorpusmithError } from '../core/errors.ts';
import { MANIFEST, type Manifest } from '../core/manifest.ts';
import { type Sealed, unsealed } from '../core/seal.ts';
import { workBytes } from '../engine/local/work-lines.ts';
import { type Check, type Problem, Problems } from './check.ts';
import { JOURNAL } from './moves.ts';

/** The manifest of a dataset beside the files that are there. */
export interface Inventory {
  /** Undefined when it is missing or altered: then nothing is known of the other files. */
  readonly manifest: Sealed<Manifest> | undefined;
  /** Listed files that are missing or not what the manifest says. */
  readonly altered: ReadonlySet<string>;
  readonly checks: readonly Check[];
}

/** Hashes every listed file, one after the other, in pieces. */
export async function takeInventory(folder: string, signal: AbortSignal): Promise<Inventory> {
  const { manifest, problem } = readManifest(folder);
  const seal: Check = {
    name: 'manifest',
    said: manifest === undefined ? 'the list of all files' : `${manifest.files.length} files, seal ${manifest.seal}`,
    problems: problem === undefined ? interrupted(folder) : [{ file: MANIFEST, problem }, ...interrupted(folder)],
  };
  if (manifest === undefined) return { manifest, altered: new Set(), checks: [seal] };
  const problems = new Problems();
  for (const file of manifest.files) {
    const problem = await compare(folder, file, signal);
    if (problem !== undefined) problems.add({ file: file.path, problem });
  }
  const files = {
    name: 'files',
    said: 'size and SHA-256 of each as listed',
    problems: problems.all,
    remarks: unlisted(folder, manifest).map(path => `${path} is not of the run`),
  };
  return { manifest, altered: new Set(problems.all.map(({ file }) => file)), checks: [seal, files] };
}

/** The manifest of a folder, or what is wrong with it. */
export function readManifest(folder: string): { manifest?: Sealed<Manifest>; problem?: string } {
  let text: string;
  try {
    text = readFileSync(join(folder, MANIFEST), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: code === 'ENOENT' ? 'it is missing' : `it cannot be read (${code})` };
  }
  const manifest = unsealed<Manifest>(text);
  if (manifest === undefined) return { problem: 'its seal does not fit' };
  return Array.isArray(manifest.files) && manifest.chains !== undefined
    ? { manifest }
    : { problem: 'it is no manifest of corpusmith' };
}

async function compare(
  folder: string,
  { path, bytes, sha256 }: Manifest['files'][number],
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!isWithin(path)) return 'it lies outside of the folder';
  const stats = statSync(join(folder, path), { throwIfNoEntry: false });
  if (stats === undefined) return 'it is missing';
  if (!stats.isFile()) return 'it is no file';
  if (stats.size !== bytes) return `it has ${stats.size} bytes instead of ${bytes}`;
  return (await hashOfFile(join(folder, path), signal)) === sha256 ? undefined : 'its SHA-256 is another';
}

/** SHA-256 of a file, hex. */
export async function hashOfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of workBytes(path)) {
    if (signal.aborted) throw new CorpusmithError('E_INTERRUPTED');
    hash.update(chunk);
  }
  return hash.digest('hex');
}

function isWithin(path: string): boolean {
  return !path.startsWith('/') && !normalize(path).startsWith('..');
}

/** The work folder, reviews, also those that were moved aside, and the sign-off. */
const MADE_LATER = /^(?:(?:\.corpusmith|review(?:-\d+)?)\/|signoff\.json$)/;

/** Files of the folder that are neither listed nor made by a command that comes after the run. */
function unlisted(folder: string, manifest: Manifest): string[] {
  const listed = new Set([...manifest.files.map(({ path }) => path), MANIFEST]);
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => !entry.isDirectory())
    .map(entry => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .filter(path => !listed.has(path) && !MADE_LATER.test(path))
    .sort();
}

function interrupted(folder: string): Problem[] {
  const isThere = statSync(join(folder, JOURNAL), { throwIfNoEntry: false }) !== undefined;
  return isThere ? [{ file: JOURNAL, problem: 'an erasure was interrupted; the same command again ends it' }] : [];
}
