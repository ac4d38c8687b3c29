import { extname } from 'node:path';

/** A file that was looked at: the source that recognised it, or the code of why nothing will read it. */
export interface Looked {
  /** Relative to the root; `archive.zip!/entry` inside an archive. */
  readonly uri: string;
  readonly bytes: number;
  readonly use?: string;
  readonly fail?: string;
}

/** A glob pattern, the source for what it matches, and the files that it matches. */
export interface Pattern {
  readonly pattern: string;
  readonly use: string;
  readonly files: readonly Looked[];
}

/**
 * Patterns that match every file that a source recognised, each by its own pattern. As wide as one source allows:
 * `tickets/**` with `*.json` while all of them are of one source, else folder by folder; what is mixed within one folder
 * or archive is left to `auto`, which decides file by file.
 */
export function patternsOf(looked: readonly Looked[]): Pattern[] {
  const outerOf = ({ uri }: Looked) => uri.split('!/')[0]!;
  const outer = new Set(looked.filter(file => file.uri.includes('!/')).map(outerOf));
  const archives = Map.groupBy(
    looked.filter(file => outer.has(outerOf(file))),
    outerOf,
  );
  const plain = looked.filter(file => !outer.has(outerOf(file)));
  const ofArchives = [...archives].flatMap(([uri, entries]) => one(uri, entries, 'E_UNKNOWN_FORMAT'));
  return [...below('', plain), ...ofArchives];
}

/** Patterns of the files in a folder (`a/b/`, or empty for the root) and in all folders below it. */
function below(folder: string, files: readonly Looked[]): Pattern[] {
  const children = Map.groupBy(files, file => {
    const rest = file.uri.slice(folder.length);
    return rest.slice(0, rest.indexOf('/') + 1);
  });
  return [...children].flatMap(([child, inside]) =>
    [...Map.groupBy(inside, file => kindOf(file.uri))].flatMap(([kind, alike]) => {
      const path = folder + child;
      if (SPECIAL.test(path) || SPECIAL.test(extname(alike[0]!.uri)))
        return alike.flatMap(file => one(file.uri, [file]));
      if (child === '') return one(path + kind, alike);
      return usesOf(alike).size > 1 ? below(path, alike) : one(`${path}**/${kind}`, alike);
    }),
  );
}

/** Names with signs that mean something in a pattern are listed one by one: a path that is there is taken as it stands. */
const SPECIAL = /[\\*?()[\]{}!|+@]/;

/** The pattern for files that belong together. `mixing` is a failure that only `auto` treats as it was seen. */
function one(pattern: string, files: readonly Looked[], mixing?: string): Pattern[] {
  const [use, ...others] = usesOf(files);
  if (use === undefined) return [];
  const isMixed = others.length > 0 || files.some(({ fail }) => fail !== undefined && fail === mixing);
  return [{ pattern, use: isMixed ? 'auto' : use, files }];
}

function usesOf(files: readonly Looked[]): Set<string> {
  return new Set(files.flatMap(({ use }) => use ?? []));
}

/** What names with the extension of this one look like; `!(*.*)` for those without a dot. */
function kindOf(uri: string): string {
  const extension = extname(uri);
  return extension === '' ? '!(*.*)' : `*${extension}`;
}
