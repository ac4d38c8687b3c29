import { basename, dirname, relative } from 'node:path';
import type { Pattern } from './patterns.ts';
import { count, size } from './progress.ts';

/** Names of files that are given as examples. */
const SHOWN = 5;

/** What one `sources:` entry will read. */
export interface Group {
  readonly use: string;
  readonly patterns: readonly { readonly pattern: string; readonly files: number }[];
  readonly files: number;
  readonly bytes: number;
  /** Files that the patterns match and that will fail, by code. */
  readonly failing: Readonly<Record<string, readonly string[]>>;
}

export interface Look {
  readonly groups: readonly Group[];
  /** Files that cannot be read, by the code of the reason. */
  readonly unread: Readonly<Record<string, readonly string[]>>;
}

/** One group for each source, by name; `auto` last. */
export function groupsOf(patterns: readonly Pattern[]): Group[] {
  const last = (use: string) => (use === 'auto' ? '~' : use);
  const byUse = [...Map.groupBy(patterns, ({ use }) => use)].sort(([a], [b]) => (last(a) < last(b) ? -1 : 1));
  return byUse.map(([use, own]) => {
    const files = own.flatMap(pattern => pattern.files);
    const good = files.filter(file => file.fail === undefined);
    const bad = Object.entries(Object.groupBy(files, file => file.fail ?? ''));
    return {
      use,
      patterns: own
        .map(({ pattern, files }) => ({ pattern, files: files.filter(file => file.fail === undefined).length }))
        .sort((a, b) => (a.pattern < b.pattern ? -1 : 1)),
      files: good.length,
      bytes: good.reduce((sum, { bytes }) => sum + bytes, 0),
      failing: Object.fromEntries(
        bad.flatMap(([code, some]) => (code === '' ? [] : [[code, some!.map(({ uri }) => uri)]])),
      ),
    };
  });
}

/** The pipeline that reads a folder, with comments. `file` is where it will be written. */
export function pipelineText(root: string, file: string, look: Look): string {
  const from = slashes(relative(dirname(file), root)) || '.';
  const home = slashes(relative(root, dirname(file)));
  const inHome = (path: string) => quoted(home === '' ? path : `${home}/${path}`);
  const name =
    basename(root)
      .replaceAll(/[^\w.-]+/g, '-')
      .slice(0, 100) || 'dataset';
  return `# Made by \`corpusmith init\`. \`corpusmith help NAME\` explains a source or stage with all its options.
name: ${quoted(name)}
seed: 7
root: ${quoted(from)}    # paths below start here

sources:
${look.groups.map(sourceText).join('')}${nowhere(look)}
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
  #   tokenizer: ${inHome('models/target')}
  #   maxTokens: 4096
  - use: split
    validation: 0.05
    test: 0.05

sink: { use: jsonl, format: messages, dir: ${inHome('out')} }
trainers: [trl, axolotl]
maxFailures: 0            # more failures than this and the exit code is 1
`;
}

function sourceText({ use, patterns, files, bytes, failing }: Group): string {
  const comment = `    # ${count(files)} ${files === 1 ? 'file' : 'files'}, ${size(bytes)}`;
  const list =
    patterns.length === 1
      ? ` ${quoted(patterns[0]!.pattern)}`
      : patterns.map(({ pattern, files }) => `\n      - ${quoted(pattern)}    # ${count(files)}`).join('');
  const agents =
    use === 'eml' || use === 'mbox' ? '    # agents: [example.com]    # domains or addresses of your staff\n' : '';
  const bad = Object.entries(failing).map(
    ([code, uris]) => `    # ${code}, will be in rejects.jsonl: ${someNames(uris)}\n`,
  );
  return `  - use: ${use}${comment}\n    files:${list}\n${agents}${bad.join('')}`;
}

/** Comments on files that no pattern matches, because no source knows them or their like. */
function nowhere({ groups, unread }: Look): string {
  const told = new Set(groups.flatMap(({ failing }) => Object.values(failing).flat()));
  const left = Object.entries(unread).map(([code, uris]) => [code, uris.filter(uri => !told.has(uri))] as const);
  return left
    .filter(([, uris]) => uris.length > 0)
    .map(([code, uris]) => `  # Not matched by any pattern, ${code}: ${someNames(uris)}\n`)
    .join('');
}

/** The first names, and how many there are beside them. */
export function someNames(uris: readonly string[]): string {
  const more = uris.length > SHOWN ? ` and ${count(uris.length - SHOWN)} more` : '';
  return `${uris.slice(0, SHOWN).map(quoted).join(', ')}${more}`;
}

/** As YAML: plain where that can mean nothing else. A name may hold anything, line breaks included. */
function quoted(text: string): string {
  const isPlain =
    /^(?:\.\.?\/|[A-Za-z])[\w./-]*$|^\.\.?$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
