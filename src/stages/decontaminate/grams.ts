import { type Filter, HashNumbers } from '../hashes.ts';
import { Words } from '../words.ts';
import type { Item } from './items.ts';

export interface GramShape {
  /** Words to a gram. */
  readonly words: number;
  /** Items with fewer words than `words` are one gram, those with fewer than this none. */
  readonly minWords: number;
}

/** A gram in more items of one benchmark than both of these says nothing about any of them. */
const [COMMON_ITEMS, COMMON_SHARE] = [10, 0.01];

export interface Indexed extends Pick<Item, 'benchmark' | 'line'> {
  /** Words to a gram of this item; 0 where it is too short to judge. */
  readonly width: number;
  /** Its grams by number, in order of the words at which they begin. */
  readonly grams: Uint32Array;
  readonly starts: Uint32Array;
}

/**
 * All grams of all items. Memory grows with the benchmarks only: about 50 bytes for each of their words.
 *
 * A gram that stands in many items of one benchmark (`Construct a complete truth table for the following argument`) is
 * the form in which it asks, and does not count, unless an item is made of nothing else.
 */
export class GramIndex {
  readonly items: readonly Indexed[];
  readonly #shape: GramShape;
  readonly #numbers = new HashNumbers();
  /** The first `minWords` words of items that are one gram, and how many words those have. */
  readonly #openings = new HashNumbers();
  readonly #widths: Set<number>[] = [];
  /** Items of gram g: those at `offsets[g]` to `offsets[g + 1]`. */
  readonly #offsets: Uint32Array;
  readonly #holders: Uint32Array;
  readonly #gramFilter: Filter;
  readonly #openingFilter: Filter;
  readonly #words = new Words();

  constructor(items: Iterable<Item>, shape: GramShape) {
    this.#shape = shape;
    this.items = withoutCommon(
      Array.from(items, item => this.#indexed(item)),
      this.#numbers.size,
    );
    this.#gramFilter = this.#numbers.filter();
    this.#openingFilter = this.#openings.filter();
    [this.#offsets, this.#holders] = holdersOf(this.items, this.#numbers.size);
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** Numbers of the grams that count and stand in a text, ascending. */
  find(text: string): Uint32Array {
    const words = this.#words;
    words.read(text);
    const { words: most, minWords: least } = this.#shape;
    const found = new Set<number>();
    for (let at = 0; at + most <= words.count; at++) {
      if (this.#gramFilter.mayHave(words.high(at, most))) this.#look(at, most, found);
    }
    if (this.#openings.size === 0) return Uint32Array.from(found).sort();
    for (let at = 0; at + least <= words.count; at++) {
      if (!this.#openingFilter.mayHave(words.high(at, least))) continue;
      const opening = this.#openings.numberOf(words.high(at, least), words.low(at, least));
      if (opening < 0) continue;
      for (const width of this.#widths[opening]!) if (at + width <= words.count) this.#look(at, width, found);
    }
    return Uint32Array.from(found).sort();
  }

  /** The items that hold any of these grams, ascending. */
  holders(grams: Uint32Array): readonly number[] {
    const items = new Set<number>();
    for (const gram of grams) {
      for (let i = this.#offsets[gram]!; i < this.#offsets[gram + 1]!; i++) items.add(this.#holders[i]!);
    }
    return [...items].sort((a, b) => a - b);
  }

  /** Share of an item's words that stand in grams that were found, among those that stand in any gram that counts. */
  share(item: number, isFound: (gram: number) => boolean): number {
    const { grams, starts, width } = this.items[item]!;
    let [found, all, foundEnd, allEnd] = [0, 0, 0, 0];
    for (const [i, gram] of grams.entries()) {
      const [start, end] = [starts[i]!, starts[i]! + width];
      all += end - Math.max(start, allEnd);
      allEnd = end;
      if (!isFound(gram)) continue;
      found += end - Math.max(start, foundEnd);
      foundEnd = end;
    }
    return all === 0 ? 0 : found / all;
  }

  #look(at: number, width: number, found: Set<number>): void {
    const gram = this.#numbers.numberOf(this.#words.high(at, width), this.#words.low(at, width));
    if (gram >= 0 && this.#offsets[gram + 1]! > this.#offsets[gram]!) found.add(gram);
  }

  #indexed({ benchmark, line, text }: Item): Indexed {
    const words = this.#words;
    words.read(text);
    const { words: most, minWords: least } = this.#shape;
    const width = words.count < least ? 0 : Math.min(most, words.count);
    const count = width === 0 ? 0 : words.count - width + 1;
    const starts = Uint32Array.from({ length: count }, (_, at) => at);
    const grams = starts.map(at => this.#numbers.add(words.high(at, width), words.low(at, width)));
    if (width > 0 && width < most) {
      const opening = this.#openings.add(words.high(0, least), words.low(0, least));
      (this.#widths[opening] ??= new Set()).add(width);
    }
    return { benchmark, line, width, grams, starts };
  }
}

function withoutCommon(items: readonly Indexed[], grams: number): readonly Indexed[] {
  const benchmarks = Map.groupBy(items, item => item.benchmark);
  return [...benchmarks.values()].flatMap(ofOne => {
    const counts = new Uint32Array(grams);
    for (const item of ofOne) for (const gram of new Set(item.grams)) counts[gram]!++;
    const most = Math.max(COMMON_ITEMS, COMMON_SHARE * ofOne.length);
    return ofOne.map(item => {
      const own = [...item.grams.keys()].filter(i => counts[item.grams[i]!]! <= most);
      if (own.length === 0 || own.length === item.grams.length) return item;
      return {
        ...item,
        grams: Uint32Array.from(own, i => item.grams[i]!),
        starts: Uint32Array.from(own, i => item.starts[i]!),
      };
    });
  });
}

/** For each gram the items that hold it, one list after the other, and where each begins. */
function holdersOf(items: readonly Indexed[], grams: number): readonly [offsets: Uint32Array, holders: Uint32Array] {
  const offsets = new Uint32Array(grams + 1);
  const distinct = (item: Indexed) => new Set(item.grams);
  for (const item of items) for (const gram of distinct(item)) offsets[gram + 1]!++;
  for (let gram = 0; gram < grams; gram++) offsets[gram + 1]! += offsets[gram]!;
  const holders = new Uint32Array(offsets[grams]!);
  const next = offsets.slice();
  for (const [index, item] of items.entries()) for (const gram of distinct(item)) holders[next[gram]!++] = index;
  return [offsets, holders];
}
