const BEAT = 0;
const ORDINAL = 1;
const STAGE = 2;
const ABORT = 3;
const COUNTS_AT = 16;

/** Stage number of a pulse while the source is reading; stages of the plan count from 0. */
export const READING = -1;

export interface Progress {
  readonly documents: number;
  readonly bytes: number;
  readonly dropped: number;
  readonly failed: number;
}

/**
 * What a worker shows of itself while it works, in shared memory: readable by the main thread even while the worker hangs,
 * and after it died. It says which document was in work, so that only this one is given up.
 */
export class Pulse {
  readonly memory: SharedArrayBuffer;
  readonly #signs: Int32Array;
  readonly #counts: Float64Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(COUNTS_AT + 4 * 8)) {
    this.memory = memory;
    this.#signs = new Int32Array(memory, 0, 4);
    this.#counts = new Float64Array(memory, COUNTS_AT, 4);
  }

  /** Something moved. `ordinal` is the position of the document in its shard. */
  beat(ordinal: number, stage: number): void {
    Atomics.add(this.#signs, BEAT, 1);
    Atomics.store(this.#signs, ORDINAL, ordinal);
    Atomics.store(this.#signs, STAGE, stage);
  }

  count(what: keyof Progress, by: number): void {
    const at = what === 'documents' ? 0 : what === 'bytes' ? 1 : what === 'dropped' ? 2 : 3;
    this.#counts[at] = this.#counts[at]! + by;
  }

  get beats(): number {
    return Atomics.load(this.#signs, BEAT);
  }

  get ordinal(): number {
    return Atomics.load(this.#signs, ORDINAL);
  }

  get stage(): number {
    return Atomics.load(this.#signs, STAGE);
  }

  get progress(): Progress {
    const [documents = 0, bytes = 0, dropped = 0, failed = 0] = this.#counts;
    return { documents, bytes, dropped, failed };
  }

  abort(): void {
    Atomics.store(this.#signs, ABORT, 1);
  }

  get aborted(): boolean {
    return Atomics.load(this.#signs, ABORT) === 1;
  }
}
