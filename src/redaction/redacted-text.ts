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
    let from = 0;
    for (const finding of findings) {
      pieces.push(...this.#between(from, finding.start));
      pieces.push({ text: by(finding, text.slice(finding.start, finding.end)), isDone: true });
      from = finding.end;
    }
    this.#pieces = [...pieces, ...this.#between(from, text.length)];
  }

  /** The pieces in a stretch, those at its ends cut. */
  *#between(start: number, end: number): Iterable<Piece> {
    let at = 0;
    for (const { text, isDone } of this.#pieces) {
      const [from, to] = [Math.max(start, at), Math.min(end, at + text.length)];
      if (from < to) yield { text: text.slice(from - at, to - at), isDone };
      at += text.length;
    }
  }
}
