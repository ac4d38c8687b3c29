import type { Range } from '../define.ts';
import type { Finding } from './resolve.ts';

interface Piece {
  readonly text: string;
  /** What it stands for: it is not looked into again. */
  readonly stands?: StandsFor;
}

/** The finding that was replaced, and how long its value was, in UTF-16 units. */
interface StandsFor {
  readonly finding: Finding;
  readonly length: number;
}

/** What was replaced, and where in the text its replacement is. */
export interface Replaced extends StandsFor, Range {}

/** A text whose findings are replaced in passes: replacing one can bring another to light. */
export class RedactedText {
  #pieces: readonly Piece[];

  constructor(text: string) {
    this.#pieces = [{ text }];
  }

  get text(): string {
    return this.#pieces.map(piece => piece.text).join('');
  }

  /** What is still to be looked at: the text, with line breaks for what has been replaced, so that nothing begins there. */
  get open(): string {
    return this.#pieces.map(({ text, stands }) => (stands === undefined ? text : '\n'.repeat(text.length))).join('');
  }

  /** What has been replaced, in order. */
  get replaced(): readonly Replaced[] {
    let start = 0;
    return this.#pieces.flatMap(({ text, stands }) => {
      const end = start + text.length;
      const found = stands === undefined ? [] : [{ ...stands, start, end }];
      start = end;
      return found;
    });
  }

  /** Replaces findings in `open`, which are disjoint and in order. */
  replace(findings: readonly Finding[], by: (finding: Finding, value: string) => string): void {
    const { text } = this;
    const pieces: Piece[] = [];
    const cutter = new Cutter(this.#pieces);
    for (const finding of findings) {
      cutter.moveTo(finding.start, pieces);
      const value = text.slice(finding.start, finding.end);
      pieces.push({ text: by(finding, value), stands: { finding, length: value.length } });
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
      const { text, ...rest } = this.#pieces[this.#next]!;
      const to = Math.min(end, this.#start + text.length);
      if (to > this.#at) kept?.push({ text: text.slice(this.#at - this.#start, to - this.#start), ...rest });
      this.#at = to;
      if (to < this.#start + text.length) return;
      this.#start = to;
      this.#next++;
    }
  }
}
