import type { TableRow } from '../../core/facts.ts';
import type { Partitions, Scratch } from '../../core/stage.ts';
import { ascending } from '../../minhash/order.ts';
import type { SplitOptions } from './options.ts';
import type { Rows } from './rows.ts';

export const KINDS = ['exact', 'near', 'keys', 'answers'] as const;
export type Kind = (typeof KINDS)[number];

/** Places that a failure names of each kind. */
const NAMED = 3;

/** Similarities are kept in ten thousandths. */
const UNIT = 10_000;

/** Leaks that were found. A held-out row counts once for each kind, with the first row that it was found to leak to. */
export class Leaks {
  readonly #rows: Rows;
  /** By row: a bit for each kind. */
  readonly #found: Uint8Array;
  /** A partition for each kind, records of row, other row and similarity. */
  readonly #list: Partitions;
  readonly #counts = new Map<Kind, number>();

  constructor(rows: Rows, scratch: Scratch) {
    scratch.reserve(rows.count);
    this.#rows = rows;
    this.#found = new Uint8Array(rows.count);
    this.#list = scratch.partitions(KINDS.length, 3);
  }

  count(kind: Kind): number {
    return this.#counts.get(kind) ?? 0;
  }

  has(kind: Kind, row: number): boolean {
    return (this.#found[row]! & (1 << KINDS.indexOf(kind))) !== 0;
  }

  /** Of two rows the more held-out one leaks. */
  add(kind: Kind, a: number, b: number, similarity: number): void {
    const [row, other] = this.#rows.splitOf(a) > this.#rows.splitOf(b) ? [a, b] : [b, a];
    if (this.has(kind, row)) return;
    this.#found[row]! |= 1 << KINDS.indexOf(kind);
    this.#list.append(KINDS.indexOf(kind), row, other, Math.floor(similarity * UNIT + 1e-3));
    this.#counts.set(kind, this.count(kind) + 1);
  }

  /** A line for each. */
  *lines(): Generator<TableRow> {
    for (const kind of KINDS) {
      for (const { row, other, similarity } of this.#sorted(kind)) {
        const [{ split, place, id }, to] = [this.#rows.nameOf(row), this.#rows.nameOf(other)];
        const found = { kind, split, place, id, otherSplit: to.split, otherPlace: to.place, otherId: to.id };
        yield kind === 'keys' ? found : { ...found, similarity };
      }
    }
  }

  /** What there are more of than is allowed, if anything, with the first places. */
  beyond(allow: SplitOptions['allowLeaks']): string | undefined {
    const over = KINDS.filter(kind => this.count(kind) > allow[kind]).map(kind => {
      const places = this.#sorted(kind)
        .take(NAMED)
        .map(({ row }) => this.#rows.nameOf(row).place);
      return `${kind}: ${this.count(kind)} found, ${allow[kind]} allowed (${[...places].join(', ')})`;
    });
    return over.length === 0 ? undefined : over.join('; ');
  }

  /** In the order of the rows. */
  *#sorted(kind: Kind): Generator<{ readonly row: number; readonly other: number; readonly similarity: number }> {
    const leaks = this.#list.read(KINDS.indexOf(kind)).slice();
    const row = Uint32Array.from({ length: leaks.length / 3 }, (_, i) => leaks[3 * i]!);
    for (const i of ascending(row.length, row)) {
      yield { row: row[i]!, other: leaks[3 * i + 1]!, similarity: leaks[3 * i + 2]! / UNIT };
    }
  }
}
