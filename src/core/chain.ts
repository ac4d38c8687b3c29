import { canonicalJson, sha256 } from './hash.ts';

/** What the first link holds on to. */
const BEGINNING = '0'.repeat(64);

/** A line of a chained file: what it says, its number from 1, and the hash that ties it to all before it. */
export type Link<T> = T & { readonly seq: number; readonly hash: string };

/**
 * Makes lines of a file that cannot be altered, left out or moved without a trace: the hash of each is the SHA-256 of the
 * hash before it and of its own canonical JSON. Whoever has the last hash, the head, can check all.
 */
export class Chain {
  #entries: number;
  #head: string;

  /** Goes on after a file that is there already. */
  constructor({ entries, head }: ChainEnd = { entries: 0, head: BEGINNING }) {
    this.#entries = entries;
    this.#head = head;
  }

  get end(): ChainEnd {
    return { entries: this.#entries, head: this.#head };
  }

  /** The line of the next entry, with its line break. */
  line(entry: object): string {
    const numbered = { seq: this.#entries + 1, ...entry };
    const hash = linkHash(this.#head, numbered);
    this.#entries++;
    this.#head = hash;
    return `${JSON.stringify({ ...numbered, hash })}\n`;
  }
}

export interface ChainEnd {
  readonly entries: number;
  readonly head: string;
}

/** Where a chain breaks: its line from 1, and what is wrong with it. */
export interface Break {
  readonly line: number;
  readonly problem: string;
}

/** Checks the lines of a chained file one by one. */
export class ChainCheck {
  #chain = new Chain();
  #broken: Break | undefined;

  /** What the line says; undefined where it is no link of the chain. Only the first break is told: all after it follows. */
  read<T>(line: string): Link<T> | undefined {
    if (this.#broken !== undefined) return undefined;
    const { entries } = this.#chain.end;
    const problem = (what: string) => {
      this.#broken = { line: entries + 1, problem: what };
      return undefined;
    };
    let link: Link<T>;
    try {
      link = JSON.parse(line) as Link<T>;
    } catch {
      return problem('it is not JSON');
    }
    if (link?.seq !== entries + 1) return problem(`its number is not ${entries + 1}`);
    const { hash: _hash, seq: _seq, ...entry } = link as Link<object>;
    // The very bytes: a blank that was put in is an edit too.
    if (this.#chain.line(entry) !== `${line}\n`)
      return problem('its hash does not fit what it says and the line before');
    return link;
  }

  get broken(): Break | undefined {
    return this.#broken;
  }

  get end(): ChainEnd {
    return this.#chain.end;
  }
}

function linkHash(before: string, entry: object): string {
  return sha256(`${before}${canonicalJson(entry)}`);
}
