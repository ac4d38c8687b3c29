import { mostlyRtl } from './bidi.ts';
import { type Fragment, type Line, linesOf, median, rowsOf } from './lines.ts';

/** A block of lines that are read from top to bottom: a column, or the whole width between columns. */
export interface Region {
  readonly lines: readonly Line[];
  readonly left: number;
  readonly right: number;
}

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Least width of the white between two columns, in font sizes. */
const GUTTER = 1;
/** Text stands in a column when its lines are at least this wide, in font sizes; cells of a table are narrower. */
const COLUMN_LINE = 9;
const COLUMN_ROWS = 4;

/**
 * Puts the fragments of a page into reading order by a recursive XY-cut (Nagy and Seth 1984): bands of rows that share a
 * vertical white gap are cut along it into columns, and each column is cut again. Tables are not cut: they are read by row.
 */
export function regionsOf(fragments: readonly Fragment[], depth = 0): Region[] {
  if (fragments.length === 0) return [];
  if (depth > 4) return [regionOf(fragments)];
  const regions: Region[] = [];
  let plain: Fragment[] = [];
  for (const band of bandsOf(fragments)) {
    const columns = columnsOf(band.rows, band.gaps);
    if (columns.length < 2) {
      plain.push(...band.rows.flat());
      continue;
    }
    if (plain.length > 0) regions.push(regionOf(plain));
    plain = [];
    for (const column of columns) regions.push(...regionsOf(column, depth + 1));
  }
  if (plain.length > 0) regions.push(regionOf(plain));
  return regions;
}

/** Cuts the page into bands of consecutive rows that have a vertical gap in common, or have none. */
function bandsOf(fragments: readonly Fragment[]): { rows: Fragment[][]; gaps: Gap[] }[] {
  const size = median(fragments.map(fragment => fragment.size));
  const left = leftOf(fragments);
  const right = rightOf(fragments);
  const bands: { rows: Fragment[][]; gaps: Gap[] }[] = [];
  for (const row of rowsOf(fragments, fragment => fragment)) {
    const own = gapsOf(row, left, right, size);
    const band = bands.at(-1);
    const common = band === undefined ? [] : intersect(band.gaps, own, size * GUTTER);
    if (band !== undefined && (common.length > 0 || (band.gaps.length === 0 && own.length === 0))) {
      band.rows.push(row);
      band.gaps = common;
    } else bands.push({ rows: [row], gaps: own });
  }
  return bands;
}

/** The white of a row, margins included, from `left` to `right`. */
function gapsOf(row: readonly Fragment[], left: number, right: number, size: number): Gap[] {
  const gaps: Gap[] = [];
  let at = left;
  for (const fragment of row.toSorted((a, b) => a.left - b.left)) {
    if (fragment.left - at >= size * GUTTER) gaps.push({ from: at, to: fragment.left });
    at = Math.max(at, fragment.right);
  }
  if (right - at >= size * GUTTER) gaps.push({ from: at, to: right });
  return gaps;
}

function intersect(a: readonly Gap[], b: readonly Gap[], least: number): Gap[] {
  return a.flatMap(x =>
    b
      .map(y => ({ from: Math.max(x.from, y.from), to: Math.min(x.to, y.to) }))
      .filter(({ from, to }) => to - from >= least),
  );
}

/** The columns of a band in reading order, or nothing when its gaps part the cells of a table or a margin. */
function columnsOf(rows: readonly Fragment[][], gaps: readonly Gap[]): Fragment[][] {
  const all = rows.flat();
  let best: { left: Fragment[]; right: Fragment[]; width: number } | undefined;
  for (const gap of gaps) {
    const left = all.filter(fragment => fragment.right <= gap.from + 0.01);
    const right = all.filter(fragment => fragment.left >= gap.to - 0.01);
    const width = gap.to - gap.from;
    if (left.length + right.length < all.length || !isColumn(left) || !isColumn(right)) continue;
    if (best === undefined || width > best.width) best = { left, right, width };
  }
  if (best === undefined) return [];
  const text = all.map(fragment => fragment.glyphs.map(glyph => glyph.text).join('')).join('');
  return mostlyRtl(text) ? [best.right, best.left] : [best.left, best.right];
}

function isColumn(fragments: readonly Fragment[]): boolean {
  const rows = rowsOf(fragments, fragment => fragment);
  if (rows.length < COLUMN_ROWS) return false;
  const widths = rows.map(row => (rightOf(row) - leftOf(row)) / Math.max(1, row[0]!.size));
  return median(widths) >= COLUMN_LINE && fragments.length < rows.length * 2;
}

function regionOf(fragments: readonly Fragment[]): Region {
  return {
    lines: linesOf(fragments),
    left: leftOf(fragments),
    right: rightOf(fragments),
  };
}

function leftOf(fragments: readonly Fragment[]): number {
  return fragments.reduce((least, fragment) => Math.min(least, fragment.left), Number.POSITIVE_INFINITY);
}

function rightOf(fragments: readonly Fragment[]): number {
  return fragments.reduce((most, fragment) => Math.max(most, fragment.right), Number.NEGATIVE_INFINITY);
}
