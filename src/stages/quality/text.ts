/** A text, and the pieces of it that rules measure. Words are what stands between blanks. */
export interface Measured {
  readonly text: string;
  readonly words: readonly string[];
  /** Lines that are not blank, trimmed. */
  readonly lines: readonly string[];
  readonly paragraphs: readonly string[];
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
  return { text, words: pieces(/\s+/), lines: pieces(/\n/), paragraphs: pieces(/\n{2,}/) };
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
