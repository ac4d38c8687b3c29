/** Where a text may be cut, the best places first: between paragraphs, lines, sentences, words. */
const SEAMS = [/\n[^\S\n]*\n\s*/g, /\n/g, /[.!?…]["'”’)\]]{0,3}\s|[。！？]/g, /\s/g];

/**
 * Cuts a text into pieces that fit, each as long as it may be, at the best seam that there is: paragraphs, then lines,
 * sentences, words, and characters where nothing else is left. Joined, the pieces are the text without the blank lines
 * around them. A single character that does not fit is a piece all the same.
 *
 * `fits` must hold for every beginning of a text for which it holds.
 */
export function* pieces(text: string, fits: (piece: string) => boolean, level = 0): Iterable<string> {
  const ends = endsOf(text, level);
  let start = 0;
  let first = 0;
  while (first < ends.length) {
    const fitting = most(ends.length - first, count => fits(tidy(text.slice(start, ends[first + count - 1]!))));
    const end = ends[first + Math.max(1, fitting) - 1]!;
    const piece = tidy(text.slice(start, end));
    if (piece !== '') {
      if (fitting === 0 && level < SEAMS.length) yield* pieces(piece, fits, level + 1);
      else yield piece;
    }
    first += Math.max(1, fitting);
    start = end;
  }
}

/** Offsets at which the units of a level end: whole characters below the last seam. */
function endsOf(text: string, level: number): readonly number[] {
  const ends: number[] = [];
  const seam = SEAMS[level];
  if (seam === undefined) {
    let at = 0;
    for (const character of text) ends.push((at += character.length));
    return ends;
  }
  for (const match of text.matchAll(seam)) ends.push(match.index + match[0].length);
  if (ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}

/** The largest count up to `limit` for which `holds`, or 0: doubled until it fails, then halved. */
function most(limit: number, holds: (count: number) => boolean): number {
  let [good, bad] = [0, limit + 1];
  for (let count = 1; good + 1 < bad; count = bad > limit ? Math.min(good * 2, limit) : (good + bad) >> 1) {
    if (holds(count)) good = count;
    else bad = count;
  }
  return good;
}

/** Without blank lines around it; the indentation of its first line stays. */
function tidy(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}
