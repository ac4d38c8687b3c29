/** Union-find over 0 .. count-1; the root of a group is its smallest index, so the order of joins does not matter. */
export class Groups {
  readonly #parent: Uint32Array;

  constructor(count: number) {
    this.#parent = Uint32Array.from({ length: count }, (_, i) => i);
  }

  root(index: number): number {
    const parent = this.#parent;
    let at = index;
    // Path halving: every other index on the way points two steps further up.
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  }

  join(a: number, b: number): void {
    const [x, y] = [this.root(a), this.root(b)];
    if (x < y) this.#parent[y] = x;
    else this.#parent[x] = y;
  }
}
