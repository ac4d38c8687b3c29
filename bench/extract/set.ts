import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceDefinition } from '../../src/define.ts';
import { memoryFile, readWith } from '../../test/harness.ts';

/** What a score says: numbers, and pairs of hits and cases, by name. */
export interface Score {
  readonly [name: string]: unknown;
}

/** A figure of a peer, with the peer's name and version where it is not the set's library. */
export type Figure = readonly [value: number, of: string];

export interface Measure {
  readonly name: string;
  /** Where the score holds it: names, and positions in lists. */
  readonly at: readonly (string | number)[];
  /** What the library reaches that we build on: our figure must not fall under it. None: shown, but held against nothing. */
  readonly library?: number;
  /** The best of all peers. */
  readonly best?: Figure;
}

/** One set of cases: `score.py NAME` in the folder compares what we say about them with the truth. */
export interface CaseSet {
  readonly folder: string;
  readonly name: string;
  /** The library that we build on, with its version. */
  readonly library: string;
  readonly measures: readonly Measure[];
  /** Our answers, in the shape that the folder's README asks for. */
  predict(folder: string): AsyncIterable<object>;
}

/** The JSON lines of a file of the folder. */
export function linesOf<T>(folder: string, file: string): T[] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return lines.filter(line => line.trim() !== '').map(line => JSON.parse(line) as T);
}

/** All text that a source finds in a file, parts joined by blank lines; `undefined` when it refuses the file. */
export async function sourceText(
  source: SourceDefinition,
  uri: string,
  bytes: Uint8Array,
): Promise<string | undefined> {
  const { drafts, failures } = await readWith(source, [memoryFile(uri, bytes)]);
  const refused = failures.some(({ fail }) => fail !== 'E_NO_TEXT' && fail !== 'E_NO_TEXT_LAYER');
  if (drafts.length === 0 && refused) return undefined;
  return drafts.flatMap(draft => draft.parts.map(part => part.text)).join('\n\n');
}

/** Words of Markdown without what only its notation adds: numbers of lists, rules, names of languages at fences. */
export function plainText(markdown: string): string {
  return markdown
    .split('\n')
    .filter(line => !/^\s*(?:`{3,}[\w+#-]*|~{3,}|\|(?: --- \|)+)$/.test(line))
    .map(line => line.replace(/^\s*(?:#{1,6} |> |- |\d+\. )+/, ''))
    .join('\n');
}
