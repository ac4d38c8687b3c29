import { type Element, elementsOf, isHidden, textOf } from './dom.ts';

/** What a hostile `colspan` may cost. */
const MAX_COLUMNS = 100;
const MAX_SPAN = 1000;

/** Elements that have no place in the cell of a Markdown table. */
const LAYOUT = new Set(['table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'article', 'section', 'form', 'hr', 'nav']);

/** A table of data: two columns and two rows or more, short cells. Others only place things on the page. */
export function isDataTable(table: Element): boolean {
  if (/^(presentation|none)$/.test(table.attributes.role ?? '')) return false;
  const rows = rowsOf(table);
  const columns = widest(rows.map(cellsOf));
  if (rows.length < 2 || columns < 2) return false;
  return rows.every(row => cellsOf(row).every(cell => !holdsLayout(cell) && textOf(cell).length <= 1000));
}

function holdsLayout(element: Element): boolean {
  return elementsOf(element).some(child => LAYOUT.has(child.tag) || holdsLayout(child));
}

function rowsOf(table: Element, skip?: ReadonlySet<Element>): Element[] {
  return elementsOf(table)
    .filter(child => !skip?.has(child) && !isHidden(child))
    .flatMap(child =>
      child.tag === 'tr' ? [child] : /^t(head|body|foot)$/.test(child.tag) ? rowsOf(child, skip) : [],
    );
}

function cellsOf(row: Element): Element[] {
  return elementsOf(row).filter(child => child.tag === 'td' || child.tag === 'th');
}

/**
 * Lines of a pipe table (GitHub Flavored Markdown). A cell that spans columns or rows is repeated in each, so that every row
 * can be read by itself. The first row is the header, as the format demands one.
 */
export function tableLines(table: Element, cellText: (cell: Element) => string, skip: ReadonlySet<Element>): string[] {
  const grid = gridOf(rowsOf(table, skip), cell => (skip.has(cell) ? '' : cellText(cell).replaceAll('|', '\\|')));
  const rows = grid.filter(row => row.some(cell => cell !== ''));
  const width = widest(rows);
  if (rows.length === 0) return [];
  const line = (row: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, i) => row[i] ?? '').join(' | ')} |`.replace(/ {2,}/g, ' ');
  const [header, ...body] = rows.map(line);
  return [header!, `|${' --- |'.repeat(width)}`, ...body];
}

function widest(rows: readonly (readonly unknown[])[]): number {
  return rows.reduce((most, row) => Math.max(most, row.length), 0);
}

function gridOf(rows: readonly Element[], cellText: (cell: Element) => string): string[][] {
  const grid: string[][] = [];
  /** Texts that reach down from earlier rows, by column, and the rows they still cover. */
  let reaching = new Map<number, { text: string; rows: number }>();
  for (const row of rows) {
    const line: string[] = [];
    const next = new Map<number, { text: string; rows: number }>();
    const fillReached = () => {
      for (let above = reaching.get(line.length); above !== undefined; above = reaching.get(line.length)) {
        if (above.rows > 1) next.set(line.length, { text: above.text, rows: above.rows - 1 });
        line.push(above.text);
      }
    };
    for (const cell of cellsOf(row)) {
      fillReached();
      const text = cellText(cell);
      const down = spanOf(cell, 'rowspan', MAX_SPAN);
      for (let k = spanOf(cell, 'colspan', MAX_COLUMNS); k > 0 && line.length < MAX_COLUMNS; k--) {
        if (down > 1) next.set(line.length, { text, rows: down - 1 });
        line.push(text);
      }
    }
    fillReached();
    reaching = next;
    grid.push(line);
  }
  return grid;
}

function spanOf(cell: Element, name: 'rowspan' | 'colspan', most: number): number {
  return Math.min(most, Math.max(1, Number.parseInt(cell.attributes[name] ?? '1', 10) || 1));
}
