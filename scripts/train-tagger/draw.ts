import { seededRandom } from '../../src/core/hash.ts';

/** Draws from one seeded stream: the same seed gives the same text on any machine. */
export class Draw {
  readonly #next: () => number;

  constructor(seed: string) {
    this.#next = seededRandom(seed);
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.#next() * (to - from + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#next() * list.length)]!;
  }

  /** One of the values, each with its weight. */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T {
    let left = this.#next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of choices) if ((left -= weight) < 0) return value;
    return choices.at(-1)![1];
  }

  /** `#` becomes a digit, `?` a capital letter. */
  digits(pattern: string): string {
    return pattern
      .replaceAll('#', () => String(this.int(0, 9)))
      .replaceAll('?', () => this.pick([...'ABCDEFGHJKLMNPRSTUWXY']));
  }
}
