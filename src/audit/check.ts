/** Something in a finished dataset that is not as the run, the review or the signature left it. Never text of a document. */
export interface Problem {
  /** Relative to the dataset's folder. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly problem: string;
}

/** One thing that was looked at, and what came of it. */
export interface Check {
  readonly name: string;
  /** What was compared, in a few words. */
  readonly said: string;
  readonly problems: readonly Problem[];
  /** Worth knowing, but no sign of an alteration. */
  readonly remarks?: readonly string[];
}

/** Problems of one file that are told one by one. */
const TOLD = 20;

/** Gathers problems; of one file only the first are kept, the others are counted. */
export class Problems {
  readonly #told: Problem[] = [];
  readonly #counts = new Map<string, number>();

  add(problem: Problem): void {
    const count = (this.#counts.get(problem.file) ?? 0) + 1;
    this.#counts.set(problem.file, count);
    if (count <= TOLD) this.#told.push(problem);
  }

  get all(): readonly Problem[] {
    const untold = [...this.#counts].filter(([, count]) => count > TOLD);
    return [...this.#told, ...untold.map(([file, count]) => ({ file, problem: `and ${count - TOLD} more places` }))];
  }
}
