import type { PersonIndex } from '../../recognizers/names.ts';

/** What an operator may know of the document whose values it replaces. */
export interface Opened {
  /** The text of title and parts, as it was before anything was replaced. */
  readonly texts: readonly string[];
  /** Values in the same scope get the same stand-in: the thread, or the document where it is in none. */
  readonly scope: string;
  /** ISO 639-1, where it is known. */
  readonly language?: string | undefined;
  /** 16 bytes or more; empty where the pipeline gives none. */
  readonly key: Uint8Array;
}

/** Replaces the values of one document. `people` are those whose names are known so far. */
export type Replacer = (entity: string, value: string, people: PersonIndex) => string;

/** What becomes of a finding. */
export interface Operator {
  readonly name: string;
  /** For `help redact` and the report. */
  readonly summary: string;
  /** Whether it is nothing without a key. */
  readonly needsKey?: boolean;
  open(doc: Opened): Replacer;
}
