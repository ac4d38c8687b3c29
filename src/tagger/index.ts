/**
 * Finds names of people, places, postal addresses and organisations without a neural network: a linear-chain model over
 * BIO labels, decoded by Viterbi, whose weights are those of an averaged structured perceptron (Collins, 2002) with
 * hashed features.
 *
 * `npm run train:tagger` makes the weights out of sentences that the project's own templates generate, and of the doc
 * comments of @types/node (MIT) as text without names. Names and words in them, and the word lists that are shipped as
 * hashes, come from @faker-js/faker (MIT), Intl.DisplayNames (Unicode CLDR, Unicode licence) and the project's own lists.
 */
import { Decoder } from './decode.ts';
import { type TagType, TYPES } from './labels.ts';
import { describeLines } from './lines.ts';
import { type Model, model, STEPS, stepOf } from './model.ts';
import { spansOf } from './spans.ts';
import { CAPACITY, type Taken, Tokens } from './tokens.ts';

export type { TagType } from './labels.ts';
export { modelHash } from './model.ts';
export type { Taken } from './tokens.ts';

/** UTF-16 offsets, end exclusive; `score` in (0, 1] is about the chance that the span is right. */
export interface Tagged {
  readonly type: TagType;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

interface Tools {
  readonly trained: Model;
  readonly tokens: Tokens;
  readonly decoder: Decoder;
}

let tools: Tools | undefined;

/** Disjoint spans, in order. `taken` is what rules have found already, in order and disjoint: each stands as one token. */
export function tag(text: string, taken: readonly Taken[]): readonly Tagged[] {
  tools ??= toolsOf(model());
  const { trained, tokens, decoder } = tools;
  const tagged: Tagged[] = [];
  let firstTaken = 0;
  for (let at = 0; at < text.length; ) {
    while (firstTaken < taken.length && taken[firstTaken]!.end <= at) firstTaken++;
    at = tokens.read(text, at, taken, firstTaken);
    describeLines(tokens);
    decoder.emit(tokens, trained);
    decoder.decode(tokens, trained);
    for (const { type, from, to, margin } of spansOf(tokens, decoder, trained)) {
      const score = trained.chances[type * STEPS + stepOf(margin)]! / 255;
      tagged.push({ type: TYPES[type]!, start: tokens.start[from]!, end: tokens.end[to - 1]!, score });
    }
  }
  return tagged;
}

function toolsOf(trained: Model): Tools {
  return { trained, tokens: new Tokens(trained.lists), decoder: new Decoder(CAPACITY) };
}
