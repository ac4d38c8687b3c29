import type { ReviewFacts } from '../core/facts.ts';
import { count } from './figures.ts';

/** Digits that a share is told with. */
const DIGITS = 2;

/** The sentence that counts of a sample that was read to its end: how many rows may still hold a value. */
export function sampleSentence({ combined, frame }: ReviewFacts): string | undefined {
  const { done, missed, bound, rowsAtMost = 0 } = combined;
  if (bound === undefined) return undefined;
  const read = done === frame ? `In all ${count(frame)} rows` : `In ${count(done)} randomly drawn rows`;
  const found =
    missed === 0 ? '0 leaks were found' : `${count(missed)} with a leak ${missed === 1 ? 'was' : 'were'} found`;
  const left =
    done === frame
      ? 'no other row is in the dataset.'
      : `with 95 % confidence at most ${share(bound, 'up')} (about ${count(rowsAtMost)} of ${count(frame)}) still hold one.`;
  return `${read} ${found}; ${left}`;
}

/** A share as `1.0 %`, with two digits that mean something. A bound is rounded up, so that it stays one. */
export function share(value: number, rounding?: 'up'): string {
  const percent = 100 * value;
  if (percent === 0 || percent >= 100) return `${Math.round(percent)} %`;
  const places = Math.max(0, DIGITS - 1 - Math.floor(Math.log10(percent)));
  const unit = 10 ** -places;
  // Less by a hair, or 1 % that is 1.0000000000000002 becomes 1.1 %.
  const rounded = rounding === 'up' ? Math.ceil(percent / unit - 1e-9) * unit : percent;
  return `${rounded.toFixed(places)} %`;
}
