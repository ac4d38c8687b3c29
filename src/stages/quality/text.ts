/** A text, and the pieces of it that rules measure. Words are what stands between blanks. */
export interface Measured {
  readonly text: string;
  readonly words: readonly string[];
  /** Lines that are not blank, trimmed. */
  readonly lines: readonly string[];
  readonly paragraphs: readonly string[];
  /** Of each sequence of `n` words, by its first word: a number that equal sequences share. */
  grams(n: number): Uint32Array;
}

/** One published rule. A document goes when the measured value is under `min` or over `max`. */
export interface Rule {
  readonly name: string;
  readonly min?: number;
  readonly max?: number;
  /** Measured turn by turn in a conversation: its turns begin and end with the same lines, and quote each other. */
  readonly byTurn?: true;
  measure(text: Measured): number;
}

export function measured(text: string): Measured {
  const pieces = (separator: RegExp) =>
    text
      .split(separator)
      .map(piece => piece.trim())
      .filter(piece => piece !== '');
  const words = pieces(/\s+/);
  return { text, words, lines: pieces(/\n/), paragraphs: pieces(/\n{2,}/), grams: gramsOf(words) };
}

/** Numbers the sequences of each length once: those of `n` words by the number of their first `n - 1` and their last word. */
function gramsOf(words: readonly string[]): (n: number) => Uint32Array {
  const byLength: Uint32Array[] = [];
  return n => {
    for (let length = byLength.length + 1; length <= n; length++) {
      const [single = new Uint32Array(0), shorter] = [byLength[0], byLength.at(-1)];
      const numbers = new Map<string | number, number>();
      const count = Math.max(0, words.length - length + 1);
      byLength.push(
        Uint32Array.from({ length: count }, (_, i) => {
          const key = shorter === undefined ? words[i]! : shorter[i]! * words.length + single[i + length - 1]!;
          const number = numbers.get(key) ?? numbers.size;
          if (number === numbers.size) numbers.set(key, number);
          return number;
        }),
      );
    }
    return byLength[n - 1]!;
  };
}

/** `part` of `whole`; 0 of nothing. */
export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

export function shareOf<T>(items: readonly T[], test: (item: T) => boolean): number {
  return ratio(items.filter(test).length, items.length);
}

/** Items that occurred before, and the characters in them. */
export function duplicates(items: readonly string[]): { readonly items: number; readonly characters: number } {
  const seen = new Set<string>();
  let count = 0;
  let characters = 0;
  for (const item of items) {
    if (seen.has(item)) {
      count++;
      characters += item.length;
    } else seen.add(item);
  }
  return { items: count, characters };
}
