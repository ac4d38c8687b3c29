import type { Exhibit, ExhibitTable } from '../core/facts.ts';
import { curveInWords } from './curve.ts';
import { number, shownTable } from './figures.ts';

const GAP = 2;
/** Words up to this length are never clipped: an id is one. */
const LONGEST_WORD = 20;
/** Labels of bars have at least so much room. */
const LEAST_LABEL = 8;
const LONGEST_BAR = 24;

/** An exhibit for the terminal: title, note, its table and bars, its curve in words. Lines keep to `width`. */
export function exhibitText({ title, note, table, bars, curve }: Exhibit, width: number): string {
  const lines = [
    ...wrapped(title, width),
    ...(note === undefined ? [] : wrapped(note, width)),
    ...(table === undefined ? [] : tableLines(table, width)),
    ...(bars === undefined ? [] : barLines(bars, width)),
    ...(curve === undefined ? [] : wrapped(curveInWords(curve), width)),
  ];
  return lines.map(line => `${line}\n`).join('');
}

/** Columns of numbers flush right. Headings and cells are wrapped, the widest column first, until the lines fit. */
export function tableLines(table: ExhibitTable, width: number): string[] {
  const shown = shownTable(table);
  const isNumber = shown.heads.map(head => head.endsWith(' #'));
  const heads = shown.heads.map(head => head.replace(/ #$/, ''));
  const widths = widthsOf(heads, shown.rows, isNumber, width);
  const linesOf = (row: readonly string[], atFoot: boolean) => {
    const cells = row.map((cell, column) => wrapped(cell, widths[column]!));
    const most = Math.max(...cells.map(lines => lines.length));
    const line = (at: number) =>
      cells.map((lines, column) => {
        const text = lines[atFoot ? at - most + lines.length : at] ?? '';
        return isNumber[column] ? text.padStart(widths[column]!) : clip(text, widths[column]!);
      });
    return Array.from({ length: most }, (_, at) => line(at).join(' '.repeat(GAP)).trimEnd());
  };
  return [...linesOf(heads, true), ...shown.rows.flatMap(row => linesOf(row, false))];
}

function widthsOf(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  isNumber: readonly boolean[],
  width: number,
): number[] {
  const cells = heads.map((_, column) => rows.map(row => row[column]!));
  const longest = (texts: readonly string[]) => Math.max(0, ...texts.map(text => text.length));
  const longestWord = (texts: readonly string[]) => longest(texts.flatMap(text => text.split(' ')));
  const least = heads.map((head, column) => {
    const content = isNumber[column] ? longest(cells[column]!) : Math.min(LONGEST_WORD, longestWord(cells[column]!));
    return Math.max(longestWord([head]), content);
  });
  const widths = heads.map((head, column) => Math.max(head.length, longest(cells[column]!)));
  for (;;) {
    const over = widths.reduce((sum, one) => sum + one + GAP, -GAP) > width;
    const room = widths.map((one, column) => (one > least[column]! ? one : 0));
    const widest = Math.max(...room);
    if (!over || widest === 0) return widths;
    widths[room.indexOf(widest)]!--;
  }
}

function barLines(bars: NonNullable<Exhibit['bars']>, width: number): string[] {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const digits = Math.max(...bars.map(({ value }) => number(value).length));
  const longest = Math.max(...bars.map(({ label }) => label.length));
  const room = Math.min(LONGEST_BAR, Math.max(4, width - digits - 2 * GAP - longest));
  const names = Math.max(LEAST_LABEL, Math.min(longest, width - digits - 2 * GAP - room));
  return bars.map(({ label, value }) => {
    const full = value === 0 ? 0 : Math.max(1, Math.round((value / most) * room));
    return `${clip(label, names)}  ${number(value).padStart(digits)}  ${'█'.repeat(full)}`.trimEnd();
  });
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function clip(text: string, length: number): string {
  return text.length <= length ? text.padEnd(length) : `${text.slice(0, length - 1)}…`;
}
