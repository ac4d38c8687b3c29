import { FEATURES, featuresOf } from './features.ts';
import { insideOf, isInside, LABELS, OUTSIDE, TYPES } from './labels.ts';
import { EMPTY_LINE, NEW_LINE, TAKEN, type Tokens } from './tokens.ts';

/** Weights of emissions, `slot * LABELS + label`, and of transitions, `(gap * LABELS + previous) * LABELS + label`. */
export interface Weights {
  readonly emissions: Int8Array | Int32Array;
  readonly transitions: Int32Array;
}

const IMPOSSIBLE = -0x20000000;
const ADDRESS = TYPES.indexOf('ADDRESS');

/** Scratch space for the tokens of one stretch. */
export class Decoder {
  /** Score of each label at each token, `token * LABELS + label`. */
  readonly emissions: Int32Array;
  /** The best labels after `decode`. */
  readonly labels: Uint8Array;
  readonly #best: Int32Array;
  readonly #from: Uint8Array;
  readonly #slots = new Int32Array(FEATURES);

  constructor(capacity: number) {
    this.emissions = new Int32Array(capacity * LABELS);
    this.labels = new Uint8Array(capacity);
    this.#best = new Int32Array(capacity * LABELS);
    this.#from = new Uint8Array(capacity * LABELS);
  }

  /** Scores every label of every token by itself. */
  emit(tokens: Tokens, { emissions: weights }: Weights): void {
    const slots = this.#slots;
    for (let i = 0; i < tokens.count; i++) {
      featuresOf(tokens, i, slots);
      // Nine variables: adding into the array would store each partial sum.
      let [a, b, c, d, e, f, g, h, o] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
      for (let k = 0; k < FEATURES; k++) {
        const at = slots[k]! * LABELS;
        o += weights[at]!;
        a += weights[at + 1]!;
        b += weights[at + 2]!;
        c += weights[at + 3]!;
        d += weights[at + 4]!;
        e += weights[at + 5]!;
        f += weights[at + 6]!;
        g += weights[at + 7]!;
        h += weights[at + 8]!;
      }
      const at = i * LABELS;
      const out = this.emissions;
      out[at] = o;
      out[at + 1] = a;
      out[at + 2] = b;
      out[at + 3] = c;
      out[at + 4] = d;
      out[at + 5] = e;
      out[at + 6] = f;
      out[at + 7] = g;
      out[at + 8] = h;
    }
  }

  /** Writes the labels of the best path into `labels` (Viterbi, 1967). */
  decode(tokens: Tokens, { transitions }: Weights): void {
    const { count, kind, gap } = tokens;
    if (count === 0) return;
    const best = this.#best;
    for (let i = 0; i < count; i++) {
      for (let label = 0; label < LABELS; label++) {
        const at = i * LABELS + label;
        if (kind[i] === TAKEN && label !== OUTSIDE) best[at] = IMPOSSIBLE;
        else if (i > 0) this.#step(at, label, gap[i]!, transitions);
        else
          best[at] = isInside(label) ? IMPOSSIBLE : this.emissions[at]! + transitions[gap[0]! * LABELS ** 2 + label]!;
      }
    }
    let label = OUTSIDE;
    const last = (count - 1) * LABELS;
    for (let k = 1; k < LABELS; k++) if (best[last + k]! > best[last + label]!) label = k;
    for (let i = count - 1; i >= 0; i--) {
      this.labels[i] = label;
      label = this.#from[i * LABELS + label]!;
    }
  }

  /** The best way to `label` at place `at`. */
  #step(at: number, label: number, gap: number, transitions: Int32Array): void {
    const best = this.#best;
    const before = at - label - LABELS;
    const row = gap * LABELS ** 2 + label;
    let from = OUTSIDE;
    let score = IMPOSSIBLE;
    if (isInside(label)) {
      // Only an address goes on over a line break, and nothing over an empty line.
      if (gap < NEW_LINE || (gap < EMPTY_LINE && label === insideOf(ADDRESS))) {
        from = label - 1;
        score = best[before + from]! + transitions[row + from * LABELS]!;
        const stays = best[before + label]! + transitions[row + label * LABELS]!;
        if (stays > score) {
          from = label;
          score = stays;
        }
      }
    } else {
      for (let k = 0; k < LABELS; k++) {
        const through = best[before + k]! + transitions[row + k * LABELS]!;
        if (through > score) {
          from = k;
          score = through;
        }
      }
    }
    best[at] = score <= IMPOSSIBLE / 2 ? IMPOSSIBLE : score + this.emissions[at]!;
    this.#from[at] = from;
  }
}
