interface Ranked<T> {
  readonly rank: string;
  readonly item: T;
}

/** Keeps the items of the lowest ranks among all that are offered, in memory for a few times as many as it keeps. */
export class Draw<T> {
  readonly #size: number;
  #kept: Ranked<T>[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  offer(rank: string, item: T): void {
    if (this.#size === 0) return;
    this.#kept.push({ rank, item });
    if (this.#kept.length > 2 * this.#size) this.#cut();
  }

  /** Lowest rank first. */
  drawn(): readonly T[] {
    this.#cut();
    return this.#kept.map(({ item }) => item);
  }

  #cut(): void {
    this.#kept = this.#kept.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, this.#size);
  }
}
