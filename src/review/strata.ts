import type { FrameRow } from './frame.ts';

/** Kinds of rows that are drawn from one by one, so that each is seen in proportion. More than this say nothing by themselves. */
const MOST_STRATA = 12;
const OTHER = 'other';

/** Sorts rows into strata: source × language × with or without findings × longer or shorter than the median. */
export class Strata {
  readonly names: readonly string[];
  /** Rows of each. */
  readonly sizes: readonly number[];
  /** Number of the stratum of each row, in the order of the frame. */
  readonly of: readonly number[];

  /** `kinds` and `lengths` of all rows, in one order. */
  constructor(kinds: readonly RowKind[], lengths: readonly number[]) {
    const median = lengths.toSorted((a, b) => a - b)[Math.floor((lengths.length - 1) / 2)] ?? 0;
    const name = naming(new Set(kinds));
    const namesOfRows = kinds.map((kind, i) => `${name(kind)}, ${lengths[i]! > median ? 'long' : 'short'}`);
    const counts = new Map<string, number>();
    for (const one of namesOfRows) counts.set(one, (counts.get(one) ?? 0) + 1);
    const ranked = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([one]) => one);
    const kept = ranked.length > MOST_STRATA ? ranked.slice(0, MOST_STRATA - 1) : ranked;
    this.names = kept.length < ranked.length ? [...kept, OTHER] : kept;
    const numbers = new Map(kept.map((one, i) => [one, i]));
    this.of = namesOfRows.map(one => numbers.get(one) ?? kept.length);
    const sizes = this.names.map(() => 0);
    for (const stratum of this.of) sizes[stratum]!++;
    this.sizes = sizes;
  }
}

/** What a stratum is made of but the length. One object for all rows of a kind. */
export interface RowKind {
  readonly source: string;
  readonly language: string;
  readonly hasFindings: boolean;
}

/** Gives rows of one kind one object, so that a million rows need no million of them. */
export function kindsOf(): (row: FrameRow) => RowKind {
  const known = new Map<string, RowKind>();
  return ({ source, language = 'unknown', hasFindings }) => {
    const key = JSON.stringify([source, language, hasFindings]);
    const kind = known.get(key) ?? { source, language, hasFindings };
    known.set(key, kind);
    return kind;
  };
}

/** Names tell sources and languages apart only where there is more than one. */
function naming(kinds: ReadonlySet<RowKind>): (kind: RowKind) => string {
  const differ = (of: (kind: RowKind) => string) => new Set([...kinds].map(of)).size > 1;
  const [sources, languages] = [differ(kind => kind.source), differ(kind => kind.language)];
  return ({ source, language, hasFindings }) =>
    [
      ...(sources ? [source] : []),
      ...(languages ? [language] : []),
      hasFindings ? 'with findings' : 'without findings',
    ].join(', ');
}

/** Shares `total` among strata in proportion to their sizes, by largest remainders. `total` is at most their sum. */
export function allocate(sizes: readonly number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const quotas = sizes.map(size => (all === 0 ? 0 : (size * total) / all));
  const shares = quotas.map(Math.floor);
  const left = total - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = quotas.map((_, i) => i).toSorted((a, b) => quotas[b]! - shares[b]! - (quotas[a]! - shares[a]!));
  for (const i of byRemainder.slice(0, left)) shares[i]!++;
  return shares;
}
