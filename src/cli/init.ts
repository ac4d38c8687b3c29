import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { builtIn, catalogOf } from '../catalog.ts';
import { pipelineSchema } from '../config/pipeline.ts';
import { CorpusmithError } from '../core/errors.ts';
import { discover } from '../engine/local/discover.ts';
import type { Plan } from '../engine/plan.ts';
import { type Command, EXIT, type Terminal, text } from './command.ts';
import { type Group, groupsOf, type Look, pipelineText, someNames } from './init-text.ts';
import { type Looked, patternsOf } from './patterns.ts';
import { count, ProgressLine, size } from './progress.ts';

export const initCommand: Command = {
  name: 'init',
  summary: 'Look at a folder, recognise its formats and exports, and write a commented pipeline',
  usage: 'DIR [--file FILE]',
  positionals: [1, 1],
  options: {
    file: {
      type: 'string',
      value: 'FILE',
      describe: 'Pipeline to write. Default: corpusmith.yaml in the current folder.',
    },
  },
  async run(args, terminal) {
    const root = resolve(args.positionals[0]!);
    const file = resolve(text(args, 'file') ?? 'corpusmith.yaml');
    if (statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new CorpusmithError('E_USAGE', { place: root, detail: 'it is not a folder' });
    }
    if (existsSync(file)) {
      throw new CorpusmithError('E_USAGE', { place: file, detail: 'it exists already; name another with --file' });
    }
    const found = await lookAt(root, join(dirname(file), 'out'), terminal);
    if (found.groups.length === 0) {
      const reasons = Object.entries(found.unread).map(([code, uris]) => `${uris.length} ${code}`);
      throw new CorpusmithError('E_NO_INPUT', { place: root, detail: `nothing to read: ${reasons.join(', ')}` });
    }
    write(file, pipelineText(root, file, found));
    terminal.out(args.json ? `${JSON.stringify({ file, ...found })}\n` : summary(relative('', file), found));
    return EXIT.done;
  },
};

function write(file: string, yaml: string): void {
  try {
    writeFileSync(file, yaml, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CorpusmithError('E_USAGE', { place: file, detail: `it cannot be written, ${code}` });
  }
}

/** Recognises every file below a folder, as a run into `out` with `auto` would. */
async function lookAt(root: string, out: string, terminal: Terminal): Promise<Look> {
  const unpackTo = mkdtempSync(join(tmpdir(), 'corpusmith-init-'));
  const { limits } = pipelineSchema.parse({ name: 'init', sources: [{ use: 'auto', files: '**/*' }] });
  const sources = [{ name: 'auto', use: 'auto', files: ['**/*'], exclude: [], options: {} }];
  const plan = { root, sources, limits } as unknown as Plan;
  const progress = new ProgressLine(terminal);
  let bytes = 0;
  const onFile = (more: number) => {
    bytes += more;
    progress.looking(bytes);
  };
  try {
    const catalog = catalogOf(builtIn);
    const { shards } = await discover(plan, catalog, { unpackTo, out, signal: terminal.signal, onFile });
    const looked = new Map<string, Looked>();
    const unread: Record<string, string[]> = {};
    for (const { files, use, fail } of shards) {
      for (const { uri, bytes } of files) {
        if (fail !== undefined) (unread[fail.code] ??= []).push(uri);
        if (fail === undefined || !looked.has(uri)) {
          looked.set(uri, { uri, bytes, ...(fail === undefined ? { use } : { fail: fail.code }) });
        }
      }
    }
    return { groups: groupsOf(patternsOf([...looked.values()])), unread };
  } finally {
    progress.end();
    rmSync(unpackTo, { recursive: true, force: true });
  }
}

function summary(file: string, { groups, unread }: Look): string {
  const codes = Object.entries(unread);
  const width = Math.max(12, ...codes.map(([code]) => code.length));
  const line = (name: string, what: string) => `  ${name.padEnd(width)}  ${what}\n`;
  const read = ({ use, files, bytes }: Group) => line(use, `${count(files)} ${plural(files)}, ${size(bytes)}`);
  const left = codes.map(([code, uris]) =>
    line(code, `${count(uris.length)} ${plural(uris.length)}: ${someNames(uris)}`),
  );
  const cannot = left.length === 0 ? '' : `\nCannot be read\n${left.join('')}`;
  return `${groups.map(read).join('')}${cannot}\nWrote ${file}. Next:\n  corpusmith plan ${file}\n  corpusmith run ${file}\n`;
}

function plural(files: number): string {
  return files === 1 ? 'file' : 'files';
}
