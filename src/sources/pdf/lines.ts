import { toLogical } from './bidi.ts';
import type { Glyph } from './glyphs.ts';

/** Glyphs that stand side by side without a wide gap: what columns are made of. */
export interface Fragment {
  readonly glyphs: readonly Glyph[];
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

/** A line of text in reading order. */
export interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
  /** There is a gap as wide as between the cells of a table. */
  readonly gapped: boolean;
}

/** Gap, in font sizes, from which two glyphs of one baseline are in different fragments. */
const FRAGMENT_GAP = 1;
const CELL_GAP = 2;
const CJK = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;

/** Cuts the glyphs of a page, in the order they were drawn, into fragments. */
export function fragmentsOf(glyphs: readonly Glyph[]): Fragment[] {
  const rows = rowsOf(glyphs, glyph => glyph);
  return rows.flatMap(row => {
    const sorted = row.filter(glyph => glyph.text.trim() !== '' || glyph.width > 0).sort((a, b) => a.x - b.x);
    const fragments: Glyph[][] = [];
    let right = Number.NEGATIVE_INFINITY;
    for (const glyph of sorted) {
      if (isBlank(glyph)) continue;
      if (fragments.length === 0 || glyph.x - right > FRAGMENT_GAP * glyph.size) fragments.push([]);
      fragments.at(-1)!.push(glyph);
      right = Math.max(right, glyph.x + glyph.width);
    }
    return withBlanks(fragments, sorted.filter(isBlank)).map(fragmentOf);
  });
}

/** Joins fragments into lines by their baselines, from top to bottom. */
export function linesOf(fragments: readonly Fragment[]): Line[] {
  return rowsOf(fragments, fragment => fragment)
    .map(row => lineOf(row.flatMap(fragment => fragment.glyphs)))
    .filter(line => line.text !== '');
}

/**
 * Groups what shares a line, top to bottom. The tallest come first, so that a superscript joins its line: it belongs to the
 * row whose band (from a fifth below the baseline to four fifths of the size above it) holds its middle.
 */
export function rowsOf<T>(items: readonly T[], place: (item: T) => { y: number; size: number }): T[][] {
  const order = items.map((item, i) => ({ item, i, ...place(item) })).sort((a, b) => b.y - a.y || a.i - b.i);
  const rows: { y: number; size: number; items: { item: T; i: number }[] }[] = [];
  for (const entry of order) {
    const middle = entry.y + entry.size * 0.3;
    const row = rows.slice(-3).findLast(({ y, size }) => {
      const near = Math.abs(y - entry.y) < 0.25 * Math.min(size, entry.size);
      const small = entry.size < size * 0.85 && middle > y - 0.2 * size && middle < y + 0.8 * size;
      const large =
        size < entry.size * 0.85 && y + size * 0.3 > entry.y - 0.2 * entry.size && y < entry.y + 0.6 * entry.size;
      return near || small || large;
    });
    if (row === undefined) rows.push({ y: entry.y, size: entry.size, items: [entry] });
    else {
      row.items.push(entry);
      if (entry.size > row.size) [row.y, row.size] = [entry.y, entry.size];
    }
  }
  return rows.sort((a, b) => b.y - a.y).map(row => row.items.sort((a, b) => a.i - b.i).map(({ item }) => item));
}

function lineOf(unsorted: readonly Glyph[]): Line {
  const sorted = unsorted.toSorted((a, b) => a.x - b.x);
  const glyphs = sorted.filter((glyph, i) => !isOverprint(glyph, sorted[i - 1]));
  const drawn = glyphs.filter(glyph => !isBlank(glyph));
  const clusters: string[] = [];
  const threshold = spaceThreshold(drawn, glyphs.length > drawn.length);
  let gapped = false;
  let right = drawn[0]?.x ?? 0;
  let previous = '';
  for (const [i, glyph] of glyphs.entries()) {
    if (isBlank(glyph)) {
      // A blank that begins where a glyph begins takes no room: it is an unused place to break the word.
      const beside = [glyphs[i - 1], glyphs[i + 1]];
      if (
        beside.some(other => other !== undefined && !isBlank(other) && Math.abs(other.x - glyph.x) < 0.02 * glyph.size)
      )
        continue;
      if (clusters.length > 0 && clusters.at(-1) !== ' ') clusters.push(' ');
      continue;
    }
    const gap = glyph.x - right;
    const wide = CJK.test(previous) && CJK.test(glyph.text) ? 0.5 : threshold;
    if (gap > wide * glyph.size && clusters.length > 0 && clusters.at(-1) !== ' ') clusters.push(' ');
    if (gap > CELL_GAP * glyph.size && previous !== '') gapped = true;
    clusters.push(plain(glyph.text));
    right = Math.max(right, glyph.x + glyph.width);
    previous = glyph.text;
  }
  const letters = Math.max(1, drawn.length);
  return {
    text: toLogical(clusters).join('').replace(/\s+/g, ' ').trim(),
    left: drawn[0]?.x ?? 0,
    right,
    y: median(drawn.map(glyph => glyph.y)),
    size: median(drawn.map(glyph => glyph.size)),
    bold: drawn.filter(glyph => glyph.bold).length > letters * 0.8,
    gapped,
  };
}

/**
 * From which gap, in font sizes, a space is missing. Letters may be spaced out, so it lies above the usual gap of the line;
 * where the file has spaces of its own, only a clear gap adds one.
 */
function spaceThreshold(glyphs: readonly Glyph[], hasSpaces: boolean): number {
  const gaps: number[] = [];
  for (let i = 1; i < glyphs.length; i++) {
    const [a, b] = [glyphs[i - 1]!, glyphs[i]!];
    gaps.push((b.x - a.x - a.width) / Math.max(b.size, 1));
  }
  const usual = gaps.length < 6 ? 0 : Math.max(0, median(gaps));
  return usual + (hasSpaces ? 0.25 : 0.15);
}

function fragmentOf(glyphs: readonly Glyph[]): Fragment {
  return {
    glyphs,
    left: glyphs[0]!.x,
    right: glyphs.reduce((max, glyph) => (isBlank(glyph) ? max : Math.max(max, glyph.x + glyph.width)), -1e9),
    y: median(glyphs.map(glyph => glyph.y)),
    size: median(glyphs.map(glyph => glyph.size)),
  };
}

// A blank goes to the fragment it begins in or follows; it never bridges a gap.
function withBlanks(fragments: readonly Glyph[][], blanks: readonly Glyph[]): Glyph[][] {
  const starts = fragments.map(fragment => fragment[0]!.x);
  const out = fragments.map(fragment => [...fragment]);
  for (const blank of blanks) {
    const at = starts.findLastIndex(start => start <= blank.x);
    if (at >= 0) out[at]!.push(blank);
  }
  return out.map(fragment => fragment.sort((a, b) => a.x - b.x));
}

// The same glyph drawn again a little to the side is how some programs make bold text.
function isOverprint(glyph: Glyph, previous: Glyph | undefined): boolean {
  return (
    previous !== undefined &&
    previous.text === glyph.text &&
    Math.abs(glyph.x - previous.x) < 0.15 * glyph.width &&
    Math.abs(glyph.y - previous.y) < 0.15 * glyph.size
  );
}

function isBlank(glyph: Glyph): boolean {
  return /^[\s\u00a0\u200b]*$/.test(glyph.text);
}

// Ligatures and Arabic presentation forms are shapes of letters, not letters; control characters are neither.
function plain(text: string): string {
  return text
    .replace(/[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]+/g, shapes => shapes.normalize('NFKC').trim())
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '');
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
