// What the tagger finds, once for all recognizers that ask. Not a part.
import type { SearchedText, Span } from '../define.ts';
import { type Tagged, type TagType, tag } from '../tagger/index.ts';

export { modelHash } from '../tagger/index.ts';

const known = new WeakMap<SearchedText, readonly Tagged[]>();

export function* taggedAs(type: TagType, searched: SearchedText): Iterable<Span> {
  let tagged = known.get(searched);
  if (tagged === undefined) {
    tagged = tag(searched.text, searched.taken);
    known.set(searched, tagged);
  }
  for (const { type: its, start, end, score } of tagged) {
    // Joined by an underscore it is part of an identifier of code.
    const isCode = searched.text[start - 1] === '_' || searched.text[end] === '_';
    if (its === type && !isCode) yield { start, end, score };
  }
}
