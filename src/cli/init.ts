import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join, posix, relative, resolve } from 'node:path';
import { builtIn, catalogOf } from '../catalog.ts';
import { pipelineSchema } from '../config/pipeline.ts';
import { CorpusmithError } from '../core/errors.ts';
import { discover } from '../engine/local/discover.ts';
import type { Plan } from '../engine/plan.ts';
import { type Command, EXIT, text } from './command.ts';
import { count, size } from './progress.ts';

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
    if (existsSync(file)) {
      throw new CorpusmithError('E_USAGE', { place: file, detail: 'it exists already; name another with --file' });
    }
    const found = await lookAt(root, terminal.signal);
    const yaml = pipelineText(root, file, found);
    try {
      writeFileSync(file, yaml, { flag: 'wx' });
    } catch (error) {
      throw new CorpusmithError('E_OUT_NOT_WRITABLE', {
        place: file,
        detail: (error as NodeJS.ErrnoException).code ?? '',
      });
    }
    const shown = relative(process.cwd(), file);
    if (args.json) terminal.out(`${JSON.stringify({ file, ...found })}\n`);
    else {
      for (const group of found.groups)
        terminal.out(`  ${group.use.padEnd(12)} ${count(group.files)} files, ${size(group.bytes)}\n`);
      for (const [code, files] of Object.entries(found.unread))
        terminal.out(`  ${code.padEnd(12)} ${files.length} files\n`);
      terminal.out(`\nWrote ${shown}. Next:\n  corpusmith plan ${shown}\n  corpusmith run ${shown}\n`);
    }
    return EXIT.done;
  },
};

interface Group {
  readonly use: string;
  readonly patterns: readonly string[];
  readonly files: number;
  readonly bytes: number;
}

interface Look {
  readonly groups: readonly Group[];
  /** Files that nothing will read, by the code of the reason. */
  readonly unread: Readonly<Record<string, readonly string[]>>;
}

/** Recognises every file below a folder. */
async function lookAt(root: string, signal: AbortSignal): Promise<Look> {
  const unpackTo = mkdtempSync(join(tmpdir(), 'corpusmith-init-'));
  const { limits } = pipelineSchema.parse({ name: 'init', sources: [{ use: 'auto', files: '**/*' }] });
  const sources = [{ name: 'auto', use: 'auto', files: ['**/*'], exclude: [], options: {} }];
  const plan = { root, sources, limits } as unknown as Plan;
  try {
    const catalog = catalogOf(builtIn);
    const out = join(root, 'out');
    const { shards } = await discover(plan, catalog, { unpackTo, out, signal, onFile: () => {} });
    const files = new Map<string, { use: string; bytes: number }>();
    const unread: Record<string, string[]> = {};
    for (const shard of shards) {
      if (shard.fail !== undefined) (unread[shard.fail.code] ??= []).push(shard.files[0]!.uri);
      else for (const { uri, bytes } of shard.files) files.set(uri, { use: shard.use, bytes });
    }
    return { groups: groupsOf(files), unread };
  } finally {
    rmSync(unpackTo, { recursive: true, force: true });
  }
}

/**
 * One group for each part, with patterns by folder and extension. A kind of file that more than one part reads is left to
 * `auto`, which decides file by file.
 */
function groupsOf(files: ReadonlyMap<string, { readonly use: string; readonly bytes: number }>): Group[] {
  const uses = new Map<string, Set<string>>();
  for (const [uri, { use }] of files) uses.set(patternOf(uri), (uses.get(patternOf(uri)) ?? new Set()).add(use));
  const groups = new Map<string, { patterns: Set<string>; names: Set<string>; bytes: number }>();
  for (const [uri, { use, bytes }] of files) {
    const pattern = patternOf(uri);
    const name = uses.get(pattern)!.size > 1 ? 'auto' : use;
    const group = groups.get(name) ?? { patterns: new Set(), names: new Set(), bytes: 0 };
    group.patterns.add(pattern);
    group.names.add(uri);
    group.bytes += bytes;
    groups.set(name, group);
  }
  return [...groups].map(([use, { patterns, names, bytes }]) => ({
    use,
    patterns: [...patterns].sort(),
    files: names.size,
    bytes,
  }));
}

/** `mail/2024/a.eml` gives `mail/**` with `*.eml`; a file in an archive gives the archive. */
function patternOf(uri: string): string {
  const outer = uri.split('!/')[0]!;
  if (outer !== uri) return outer;
  const [folder] = outer.split('/');
  const kind = `*${extname(outer)}`;
  return folder === outer ? kind : posix.join(folder!, '**', kind);
}

function pipelineText(root: string, file: string, { groups, unread }: Look): string {
  const from = relative(resolve(file, '..'), root).replaceAll('\\', '/') || '.';
  const name = basename(root).replaceAll(/[^\w.-]+/g, '-') || 'dataset';
  const sources = groups.map(({ use, patterns, files, bytes }) => {
    const list =
      patterns.length === 1
        ? ` ${quoted(patterns[0]!)}`
        : patterns.map(pattern => `\n      - ${quoted(pattern)}`).join('');
    return `  - use: ${use}    # ${count(files)} files, ${size(bytes)}\n    files:${list}\n`;
  });
  const left = Object.entries(unread).map(
    ([code, uris]) => `# Not read, ${code}: ${uris.slice(0, 5).join(', ')}${uris.length > 5 ? ', ...' : ''}\n`,
  );
  return `# Made by \`corpusmith init\`. \`corpusmith help NAME\` explains a source or stage with all its options.
name: ${quoted(name)}
seed: 7
root: ${quoted(from)}    # paths below start here

sources:
${sources.join('')}${left.join('')}
stages:
  - use: clean            # mojibake, control characters, white space
  - use: boilerplate      # lines repeated over many documents of one source
  - use: language         # label the language; \`keep: [en, de]\` drops the others
  - use: quality          # Gopher, C4 and FineWeb rules
  - use: drop-short
    characters: 50
  - use: dedupe           # exact and near-duplicates
    similarity: 0.8
  - use: redact           # e-mail, phone, card, IBAN, names known from the export ...
  - use: chat             # threads to turns, documents to samples
  # - use: tokenize       # needs the target model's tokenizer files
  #   tokenizer: models/target
  #   maxTokens: 4096
  - use: split
    validation: 0.05
    test: 0.05

sink: { use: jsonl, format: messages, dir: out }
trainers: [trl, axolotl]
maxFailures: 0            # more failures than this and the exit code is 1
`;
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) && !/^[\d.]+$/.test(text) ? text : JSON.stringify(text);
}
