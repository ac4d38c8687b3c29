import type { Finding } from './resolve.ts';

interface Piece {
  readonly text: string;
  /** Has been replaced: it is not looked into again. */
  readonly isDone: boolean;
}

/** A text whose findings are replaced in passes: replacing one can bring another to light. */
export class RedactedText {
  #pieces: readonly Piece[];

  constructor(text: string) {
    this.#pieces = [{ text, isDone: false }];
  }

  get text(): string {
    return this.#pieces.map(piece => piece.text).join('');
  }

  /** What is still to be looked at: the text, with line breaks for what has been replaced, so that nothing begins there. */
  get open(): string {
    return this.#pieces.map(({ text, isDone }) => (isDone ? '\n'.repeat(text.length) : text)).join('');
  }

  /** Replaces findings in `open`, which are disjoint and in order. */
  replace(findings: readonly Finding[], by: (finding: Finding, value: string) => string): void {
    const { text } = this;
    const pieces: Piece[] = [];
    const cutter = new Cutter(this.#pieces);
    for (const finding of findings) {
      cutter.moveTo(finding.start, pieces);
      pieces.push({ text: by(finding, text.slice(finding.start, finding.end)), isDone: true });
      cutter.moveTo(finding.end);
    }
    cutter.moveTo(text.length, pieces);
    this.#pieces = pieces;
  }
}

/** Goes through pieces once, from their beginning to their end. */
class Cutter {
  readonly #pieces: readonly Piece[];
  /** The piece in hand, and where it begins. */
  #next = 0;
  #start = 0;
  #at = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** Goes on to this place; what lies before it is added to `kept`, the pieces at its ends cut. */
  moveTo(end: number, kept?: Piece[]): void {
    while (this.#at < end) {
      const { text, isDone } = this.#pieces[this.#next]!;
      const to = Math.min(end, this.#start + text.length);
      if (to > this.#at) kept?.push({ text: text.slice(this.#at - this.#start, to - this.#start), isDone });
      this.#at = to;
      if (to < this.#start + text.length) return;
      this.#start = to;
      this.#next++;
    }
  }
}
