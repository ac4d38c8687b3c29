/** Most columns that a table of Word can have. */
const MAX_COLUMNS = 63;

/** Size of a cell, tables in it included, that can still be read as a line of a Markdown table: see `sizeOf`. */
const MAX_CELL = 500;

const END_OF_ROW_PROPERTIES = '</w:trPr>';

/**
 * A row may begin some columns to the right (`gridBefore`: ECMA-376 part 1, 17.4.15). The converter passes over this, and the
 * cells would stand under the wrong headings. This puts an empty cell in the place of the columns that are left out.
 */
export function fillSkippedColumns(xml: string): string {
  if (!xml.includes('<w:gridBefore')) return xml;
  const [first, ...others] = xml.split(END_OF_ROW_PROPERTIES);
  let properties = first!.slice(Math.max(0, first!.lastIndexOf('<w:trPr')));
  const out = [first!];
  for (const piece of others) {
    const skipped = Number(/<w:gridBefore\s[^<>]{0,200}?w:val="(\d{1,3})"/.exec(properties)?.[1] ?? 0);
    out.push(END_OF_ROW_PROPERTIES, skipped > 0 ? emptyCell(Math.min(skipped, MAX_COLUMNS)) : '', piece);
    properties = piece.slice(Math.max(0, piece.lastIndexOf('<w:trPr')));
  }
  return out.join('');
}

function emptyCell(columns: number): string {
  return `<w:tc><w:tcPr><w:gridSpan w:val="${columns}"/></w:tcPr><w:p/></w:tc>`;
}

/** What the converter has read: an element of a document, a table or a paragraph. */
export interface Read {
  readonly type: string;
  readonly children?: readonly Read[];
  readonly value?: string;
}

/**
 * Markdown has no table within a table. Where a table of short cells holds others, each row of those becomes a line of
 * the cell, so that the outer rows and columns are kept. A table with one row or column, or with long cells, only places
 * things on the page: what is in it stays as it is.
 */
export function flattenNestedTables(element: Read): Read {
  const { children } = element;
  if (children === undefined) return element;
  const flat = element.type === 'table' && holdsData(element) ? children.map(withoutTables) : children;
  return { ...element, children: flat.map(flattenNestedTables) };
}

function holdsData(table: Read): boolean {
  const rows = childrenOf(table, 'tableRow').map(row => childrenOf(row, 'tableCell'));
  return (
    rows.length > 1 &&
    rows.some(cells => cells.length > 1) &&
    rows.every(cells => cells.every(cell => sizeOf(cell, MAX_CELL) <= MAX_CELL))
  );
}

function childrenOf(element: Read, type: string): Read[] {
  return element.children?.filter(child => child.type === type) ?? [];
}

/** Characters below an element, and elements, up to about `most`: what is huge and nested is not counted again at every level. */
function sizeOf(element: Read, most: number): number {
  let size = 1 + (element.value?.length ?? 0);
  for (const child of element.children ?? []) {
    if (size > most) break;
    size += sizeOf(child, most - size);
  }
  return size;
}

function withoutTables(element: Read): Read {
  if (element.children === undefined) return element;
  const children = element.children.flatMap(child =>
    child.type === 'table' ? childrenOf(child, 'tableRow').map(lineOf) : [withoutTables(child)],
  );
  return { ...element, children };
}

const BLANK: Read = { type: 'text', value: ' ' };

/** A row as a paragraph of the contents of its cells. */
function lineOf(row: Read): Read {
  return { type: 'paragraph', children: inlineOf(row) };
}

/** Everything below an element that stands within a line; what stood in paragraphs is parted by blanks. */
function inlineOf(element: Read): Read[] {
  return (element.children ?? []).flatMap(child => {
    if (child.type === 'paragraph') return [...(child.children ?? []), BLANK];
    return /^table(?:Row|Cell)?$/.test(child.type) ? inlineOf(child) : [child];
  });
}
