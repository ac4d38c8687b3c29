// The averaged structured perceptron (Collins, 2002): whole sequences are decoded, and the weights of the wrong labels go
// down, those of the right ones up. All arithmetic is on whole numbers, so that every machine gets the same weights.
import { Decoder } from '../../src/tagger/decode.ts';
import { FEATURES, featuresOf, SLOTS } from '../../src/tagger/features.ts';
import type { Gazetteer } from '../../src/tagger/gazetteer.ts';
import { beginOf, insideOf, LABELS, OUTSIDE, TYPES } from '../../src/tagger/labels.ts';
import { describeLines } from '../../src/tagger/lines.ts';
import { GAPS } from '../../src/tagger/model.ts';
import { CAPACITY, Tokens } from '../../src/tagger/tokens.ts';
import type { Draw } from './draw.ts';
import type { Example } from './fill.ts';

/** Share of words whose list bits are hidden, as many as no list has: names more often than ordinary words. */
const HIDDEN_NAMES = 0.35;
const HIDDEN_OTHERS = 0.12;
/** Weights are shipped in bytes, this many units to one update. */
const SCALE = 12;
/** Smaller weights, four of five, are left out: features that hardly counted in training hardly matter. */
const LEAST = 16;

export interface Learned {
  readonly emissions: Int8Array;
  readonly transitions: Int32Array;
}

export class Learner {
  readonly #weights = {
    emissions: new Int32Array(SLOTS * LABELS),
    transitions: new Int32Array(GAPS * LABELS * LABELS),
  };
  // Each update times the step it was made at: what the average lacks of the last weights.
  readonly #emissionSums = new Float64Array(SLOTS * LABELS);
  readonly #transitionSums = new Float64Array(GAPS * LABELS * LABELS);
  readonly #decoder = new Decoder(CAPACITY);
  readonly #gold = new Uint8Array(CAPACITY);
  readonly #slots = new Int32Array(FEATURES);
  readonly #tokens: Tokens;
  readonly #draw: Draw;
  #step = 0;

  constructor(lists: Gazetteer, draw: Draw) {
    this.#tokens = new Tokens(lists);
    this.#draw = draw;
  }

  learn(example: Example): void {
    const tokens = this.#tokens;
    tokens.read(example.text, 0, example.taken, 0);
    describeLines(tokens);
    label(tokens, example, this.#gold);
    for (let i = 0; i < tokens.count; i++)
      if (this.#draw.chance(this.#gold[i] === OUTSIDE ? HIDDEN_OTHERS : HIDDEN_NAMES)) tokens.gazetteer[i] = 0;
    this.#step++;
    this.#decoder.emit(tokens, this.#weights);
    this.#decoder.decode(tokens, this.#weights);
    for (let i = 0; i < tokens.count; i++) this.#update(i, this.#decoder.labels);
  }

  #update(i: number, labels: Uint8Array): void {
    const [right, wrong] = [this.#gold[i]!, labels[i]!];
    const { emissions, transitions } = this.#weights;
    if (right !== wrong) {
      featuresOf(this.#tokens, i, this.#slots);
      for (const slot of this.#slots) {
        this.#add(emissions, this.#emissionSums, slot * LABELS + right, 1);
        this.#add(emissions, this.#emissionSums, slot * LABELS + wrong, -1);
      }
    }
    const [rightBefore, wrongBefore] = i === 0 ? [OUTSIDE, OUTSIDE] : [this.#gold[i - 1]!, labels[i - 1]!];
    if (right === wrong && rightBefore === wrongBefore) return;
    const row = this.#tokens.gap[i]! * LABELS;
    this.#add(transitions, this.#transitionSums, (row + rightBefore) * LABELS + right, 1);
    this.#add(transitions, this.#transitionSums, (row + wrongBefore) * LABELS + wrong, -1);
  }

  #add(weights: Int32Array, sums: Float64Array, at: number, change: number): void {
    weights[at]! += change;
    sums[at]! += change * this.#step;
  }

  /** The average of the weights over all steps, in bytes. */
  finish(): Learned {
    const average = (weights: Int32Array, sums: Float64Array, i: number) =>
      Math.round((weights[i]! - sums[i]! / (this.#step + 1)) * SCALE);
    const { emissions, transitions } = this.#weights;
    return {
      emissions: Int8Array.from(emissions, (_, i) => inByte(average(emissions, this.#emissionSums, i))),
      transitions: Int32Array.from(transitions, (_, i) => average(transitions, this.#transitionSums, i)),
    };
  }
}

function inByte(weight: number): number {
  return Math.abs(weight) < LEAST ? 0 : Math.max(-127, Math.min(127, weight));
}

/** Writes the right label of each token. */
function label(tokens: Tokens, { spans }: Example, gold: Uint8Array): void {
  let next = 0;
  let before = -1;
  for (let i = 0; i < tokens.count; i++) {
    while (next < spans.length && spans[next]!.end <= tokens.start[i]!) next++;
    const span = spans[next];
    gold[i] = OUTSIDE;
    if (span === undefined || tokens.start[i]! < span.start || tokens.end[i]! > span.end) continue;
    const type = TYPES.indexOf(span.type);
    gold[i] = before === next ? insideOf(type) : beginOf(type);
    before = next;
  }
}
