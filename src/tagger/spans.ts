import type { Decoder, Weights } from './decode.ts';
import { beginOf, insideOf, isInside, LABELS, OUTSIDE, TYPES, typeOf } from './labels.ts';
import type { Tokens } from './tokens.ts';

/** A span of tokens, `to` exclusive; `margin` is how much better its labels score than the best other reading. */
export interface TokenSpan {
  readonly type: number;
  readonly from: number;
  readonly to: number;
  readonly margin: number;
}

/** The spans that the decoder's labels mark, in order. */
export function spansOf(tokens: Tokens, decoder: Decoder, weights: Weights): TokenSpan[] {
  const spans: TokenSpan[] = [];
  const { labels } = decoder;
  for (let from = 0; from < tokens.count; ) {
    let to = from + 1;
    if (labels[from] !== OUTSIDE) {
      while (to < tokens.count && isInside(labels[to]!)) to++;
      const type = typeOf(labels[from]!);
      spans.push({ type, from, to, margin: marginOf(tokens, decoder, weights, from, to, type) });
    }
    from = to;
  }
  return spans;
}

/** The other readings: no span here, or one of another type. What stands around it stays as it is. */
function marginOf(tokens: Tokens, decoder: Decoder, weights: Weights, from: number, to: number, type: number): number {
  const read = (first: number, rest: number) => scoreOf(tokens, decoder, weights, from, to, first, rest);
  let other = read(OUTSIDE, OUTSIDE);
  for (let k = 0; k < TYPES.length; k++) if (k !== type) other = Math.max(other, read(beginOf(k), insideOf(k)));
  return read(beginOf(type), insideOf(type)) - other;
}

function scoreOf(
  { gap, count }: Tokens,
  { emissions, labels }: Decoder,
  { transitions }: Weights,
  from: number,
  to: number,
  first: number,
  rest: number,
): number {
  let score = 0;
  let before = from === 0 ? OUTSIDE : labels[from - 1]!;
  for (let i = from; i < to; i++) {
    const label = i === from ? first : rest;
    score += emissions[i * LABELS + label]! + transitions[(gap[i]! * LABELS + before) * LABELS + label]!;
    before = label;
  }
  return to < count ? score + transitions[(gap[to]! * LABELS + before) * LABELS + labels[to]!]! : score;
}
