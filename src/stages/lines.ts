import type { Document, Part } from '../core/document.ts';

/** Lines `from` to `to` (exclusive) of a part. */
export interface Lines {
  readonly part: number;
  readonly from: number;
  readonly to: number;
}

/** Case and the width of blanks do not make another line; digits do, for they may be all that a line says. */
export function normalizedLines(text: string): readonly string[] {
  return text.split('\n').map(line => line.trim().toLowerCase().replace(/\s+/g, ' '));
}

/** Runs of normalized lines that are not blank. */
export function* paragraphsOf(lines: readonly string[]): Iterable<readonly [from: number, to: number]> {
  let from = 0;
  for (let i = 0; i <= lines.length; i++) {
    if (i < lines.length && lines[i] !== '') continue;
    if (i > from) yield [from, i];
    from = i + 1;
  }
}

/** The lines of these stretches, by part. */
export function linesByPart(stretches: readonly Lines[]): Map<number, Set<number>> {
  const byPart = new Map<number, Set<number>>();
  for (const { part, from, to } of stretches) {
    const lines = byPart.get(part) ?? new Set();
    for (let line = from; line < to; line++) lines.add(line);
    byPart.set(part, lines);
  }
  return byPart;
}

/** The parts of a document without those lines; a part that is emptied goes. */
export function withoutLines(doc: Document, removed: ReadonlyMap<number, ReadonlySet<number>>): readonly Part[] {
  const parts = doc.parts.map((part, i) => {
    const lines = removed.get(i);
    return lines === undefined ? part : { ...part, text: textWithout(part.text, lines) };
  });
  return parts.filter((part, i) => part.text !== '' || !removed.has(i));
}

/** Of the blank lines around a gap one side stays. */
function textWithout(text: string, removed: ReadonlySet<number>): string {
  const kept: string[] = [];
  let afterGap = false;
  for (const [i, line] of text.split('\n').entries()) {
    const blank = line.trim() === '';
    if (removed.has(i)) afterGap = true;
    else if (!(afterGap && blank && (kept.at(-1) ?? '').trim() === '')) {
      kept.push(line);
      if (!blank) afterGap = false;
    }
  }
  while (kept.length > 0 && kept.at(-1)!.trim() === '') kept.pop();
  return kept.join('\n');
}
