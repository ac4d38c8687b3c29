import { FEATURES, featuresOf, REACH } from './features.ts';
import { beginOf, insideOf, isInside, LABELS, OUTSIDE, TYPES } from './labels.ts';
import { EMPTY_LINE, NEW_LINE, PERIOD, TAKEN, type Tokens } from './tokens.ts';

/** Weights of emissions, `slot * LABELS + label`, and of transitions, `(gap * LABELS + previous) * LABELS + label`. */
export interface Weights {
  readonly emissions: Int8Array | Int32Array;
  readonly transitions: Int32Array;
}

const IMPOSSIBLE = -0x20000000;
const ADDRESS = TYPES.indexOf('ADDRESS');
/** Transitions after one kind of gap. */
const ROW = LABELS ** 2;

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

  /** Scores every label of every token by itself. Rows of dots and the like score as the tokens before them. */
  emit(tokens: Tokens, { emissions: weights }: Weights): void {
    const slots = this.#slots;
    let repeats = 0;
    for (let i = 0; i < tokens.count; i++) {
      repeats = i + REACH < tokens.count && tokens.isRepeated(i + REACH) ? repeats + 1 : 0;
      if (repeats > 2 * REACH) {
        this.emissions.copyWithin(i * LABELS, (i - PERIOD) * LABELS, (i - PERIOD + 1) * LABELS);
        continue;
      }
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
    const { count, gap } = tokens;
    if (count === 0) return;
    const best = this.#best;
    for (let label = 0; label < LABELS; label++)
      best[label] = isInside(label) ? IMPOSSIBLE : this.emissions[label]! + transitions[gap[0]! * ROW + label]!;
    this.#closeTaken(tokens, 0);
    for (let i = 1; i < count; i++) {
      this.#begin(i * LABELS, gap[i]!, transitions);
      this.#goOn(i * LABELS, gap[i]!, transitions);
      this.#closeTaken(tokens, i);
    }
    let label = OUTSIDE;
    const last = (count - 1) * LABELS;
    for (let k = 1; k < LABELS; k++) if (best[last + k]! > best[last + label]!) label = k;
    for (let i = count - 1; i >= 0; i--) {
      this.labels[i] = label;
      label = this.#from[i * LABELS + label]!;
    }
  }

  /** What rules have found is outside. */
  #closeTaken({ kind }: Tokens, i: number): void {
    if (kind[i] === TAKEN) this.#best.fill(IMPOSSIBLE, i * LABELS + 1, (i + 1) * LABELS);
  }

  /** The best ways to the labels that may follow any other, of the token at `at`. */
  #begin(at: number, gap: number, transitions: Int32Array): void {
    const best = this.#best;
    const { emissions } = this;
    const before = at - LABELS;
    for (let label = OUTSIDE; label < LABELS; label = label === OUTSIDE ? beginOf(0) : label + 2) {
      let from = OUTSIDE;
      let score = IMPOSSIBLE;
      for (let k = 0, row = gap * ROW + label; k < LABELS; k++, row += LABELS) {
        const through = best[before + k]! + transitions[row]!;
        if (through > score) {
          from = k;
          score = through;
        }
      }
      best[at + label] = score + emissions[at + label]!;
      this.#from[at + label] = from;
    }
  }

  /** The best ways to the labels that go on with a span. Only an address does over a line break, and none over an empty line. */
  #goOn(at: number, gap: number, transitions: Int32Array): void {
    const best = this.#best;
    for (let label = insideOf(0); label < LABELS; label += 2) {
      best[at + label] = IMPOSSIBLE;
      if (gap >= NEW_LINE && (gap >= EMPTY_LINE || label !== insideOf(ADDRESS))) continue;
      const before = at - LABELS + label;
      const row = gap * ROW + label * LABELS + label;
      const begun = best[before - 1]! + transitions[row - LABELS]!;
      const stays = best[before]! + transitions[row]!;
      const score = Math.max(begun, stays);
      if (score > IMPOSSIBLE / 2) best[at + label] = score + this.emissions[at + label]!;
      this.#from[at + label] = stays > begun ? label : label - 1;
    }
  }
}
