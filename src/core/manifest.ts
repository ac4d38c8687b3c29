import type { ChainEnd } from './chain.ts';
import { sealed } from './seal.ts';

/** Name of the file that lists all others of a finished run. */
export const MANIFEST = 'manifest.json';
const SCHEMA = 'corpusmith/manifest/1';

/** The files of a finished run but this one, with the ends of those that are chained. Kept as a sealed file. */
export interface Manifest {
  readonly schema: typeof SCHEMA;
  /** Of the dataset, and the SHA-256 of its resolved pipeline. */
  readonly name: string;
  readonly pipeline: string;
  /** By path, relative to the folder. */
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  /** `findings`: how many lines, and the hash of the last. */
  readonly chains: Readonly<Record<string, ChainEnd>>;
}

export function manifestText({ name, pipeline, files, chains }: Omit<Manifest, 'schema'>): string {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return sealed({ schema: SCHEMA, name, pipeline, files: sorted, chains } satisfies Manifest);
}
