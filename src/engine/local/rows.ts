import { type Document, lengthOf } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { SplitName } from '../../core/facts.ts';
import { sha256 } from '../../core/hash.ts';
import type { FormatDefinition } from '../../define.ts';
import { add } from './account.ts';
import type { RowTotals } from './shard.ts';
import type { ShardFiles } from './shard-files.ts';
import type { Certifying } from './steps.ts';

/** Extension of the file beside the rows of a split that a stage at this position checks them by. */
export function proofOf(stage: number, split: string): string {
  return `proof-${stage}-${split}`;
}

export const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/** What later stages of the plan may have learned about a document. Their parts declare the labels; here they are read. */
interface Learned {
  readonly split?: SplitName;
  readonly tokens?: number;
  readonly language?: string;
}

/** A row that was written, as the ledger tells it. */
interface WrittenAs {
  /** SHA-256 of its line. */
  readonly row: string;
  readonly split: SplitName;
  readonly language?: string;
  readonly characters: number;
  readonly tokens?: number;
}

/** Writes the rows of a shard, one file for each split, and counts them. */
export class Rows {
  readonly totals = {
    rows: {} as Record<string, RowTotals>,
    languages: {} as Record<string, number>,
    tokenBars: {} as Record<number, number>,
  };
  readonly #format: FormatDefinition;
  readonly #files: ShardFiles;
  readonly #certifying: readonly Certifying[];

  /** What certifiers want to know of each document is noted beside its row. */
  constructor(format: FormatDefinition, files: ShardFiles, certifying: readonly Certifying[]) {
    this.#format = format;
    this.#files = files;
    this.#certifying = certifying;
  }

  /** Undefined when the document is not in the shape that the format needs. */
  add(doc: Document): WrittenAs | undefined {
    const row = this.#format.row(doc);
    if (row === undefined) return undefined;
    const { split = 'train', tokens, language } = doc.labels as Learned;
    if (!SPLITS.includes(split)) throw new CorpusmithError('E_FAULT', { place: 'write', detail: 'unknown split' });
    const line = JSON.stringify(row);
    this.#files.write(`rows-${split}`, `${line}\n`);
    for (const { position, certifier } of this.#certifying)
      this.#files.sketch(proofOf(position, split), doc.id, certifier.note(doc));
    const characters = lengthOf(doc);
    this.#count(split, tokens, characters);
    if (language !== undefined) add(this.totals.languages, language, 1);
    const known = { ...(language === undefined ? {} : { language }), ...(tokens === undefined ? {} : { tokens }) };
    return { row: sha256(line), split, characters, ...known };
  }

  #count(split: SplitName, tokens: number | undefined, characters: number): void {
    const sum = (this.totals.rows[split] ??= { rows: 0, tokens: 0, maxTokens: 0, characters: 0 });
    addRows(sum, { rows: 1, tokens, maxTokens: tokens, characters });
    if (tokens !== undefined) this.totals.tokenBars[barOf(tokens)] = (this.totals.tokenBars[barOf(tokens)] ?? 0) + 1;
  }
}

export function addRows(sum: RowTotals, more: RowTotals): void {
  sum.rows += more.rows;
  sum.characters += more.characters;
  const counted = sum.tokens !== undefined && more.tokens !== undefined;
  sum.tokens = counted ? sum.tokens! + more.tokens! : undefined;
  sum.maxTokens = counted ? Math.max(sum.maxTokens!, more.maxTokens!) : undefined;
}

/** Lower end of the histogram bar: 0, then powers of two from 16. */
export function barOf(tokens: number): number {
  return tokens < 16 ? 0 : 2 ** Math.floor(Math.log2(tokens));
}
