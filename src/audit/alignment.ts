import { sha256 } from '../core/hash.ts';

/** Rows that are looked ahead to find where a file and its ledger go together again. */
const WINDOW = 64;

/** A row as the ledger tells it. */
export interface Told {
  readonly sha256: string;
  /** Of the ledger, from 1. */
  readonly at: number;
}

/** Where the rows of a file are not those that the ledger tells. `line` is of the file, `at` of the ledger. */
export interface Difference {
  readonly line: number;
  readonly at?: number;
  readonly problem: string;
}

/**
 * Compares the rows of one split with the ledger, in step, holding no more than a window of both. A line that was taken out,
 * put in or moved within the window is told as that, and not as a difference of all lines after it.
 */
export class Alignment {
  readonly #lines: AsyncIterator<string>;
  readonly #report: (difference: Difference) => void;
  /** Hashes of lines that were read, and what the ledger told, both still to be compared. */
  readonly #read: string[] = [];
  readonly #told: Told[] = [];
  #isAtEnd = false;
  /** Lines that are compared. */
  #line = 0;

  constructor(lines: AsyncIterable<string>, report: (difference: Difference) => void) {
    this.#lines = lines[Symbol.asyncIterator]();
    this.#report = report;
  }

  /** The ledger tells of the next row. */
  async hear(told: Told): Promise<void> {
    this.#told.push(told);
    if (this.#told.length > WINDOW) await this.#step();
  }

  /** The ledger is at its end. Returns the number of lines in the file. */
  async end(): Promise<number> {
    while (this.#told.length > 0) await this.#step();
    for (await this.#fill(1); this.#read.length > 0; await this.#fill(1)) this.#putIn(1);
    return this.#line;
  }

  async #step(): Promise<void> {
    await this.#fill(1);
    const told = this.#told[0]!;
    if (this.#read[0] === told.sha256) this.#next();
    else await this.#mend(told);
  }

  /** Finds out what has happened to the next line. */
  async #mend({ sha256, at }: Told): Promise<void> {
    await this.#fill(WINDOW);
    const ahead = this.#read.indexOf(sha256);
    const back = this.#told.findIndex(told => told.sha256 === this.#read[0]);
    const line = this.#line + 1;
    if (ahead > 0 && ahead === back) {
      this.#report({ line, at, problem: `it has changed places with line ${line + ahead}` });
      this.#report({ line: line + ahead, at, problem: `it has changed places with line ${line}` });
      this.#read[ahead] = this.#read[0]!;
      this.#next();
    } else if (ahead > 0 && (back < 0 || ahead < back)) {
      this.#putIn(ahead);
    } else if (back > 0 || this.#read.length === 0) {
      for (const missing of this.#told.splice(0, Math.max(1, back)))
        this.#report({ line, at: missing.at, problem: 'a row is missing before this place' });
    } else {
      this.#report({ line, at, problem: 'the row is not the one of the ledger' });
      this.#next();
    }
  }

  #next(): void {
    this.#read.shift();
    this.#told.shift();
    this.#line++;
  }

  #putIn(lines: number): void {
    for (let i = 0; i < lines; i++) {
      this.#line++;
      this.#report({ line: this.#line, problem: 'the ledger knows of no such row here' });
    }
    this.#read.splice(0, lines);
  }

  async #fill(wanted: number): Promise<void> {
    while (this.#read.length < wanted && !this.#isAtEnd) {
      const { value, done } = await this.#lines.next();
      if (done) this.#isAtEnd = true;
      else this.#read.push(sha256(value));
    }
  }
}
