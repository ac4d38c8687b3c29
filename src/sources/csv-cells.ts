import Papa from 'papaparse';
import type { DocumentErrorCode } from '../core/errors.ts';

/** Cells of a record, with its number from 1; or why it could not be read. */
export type Cells =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly fail: DocumentErrorCode };

const DELIMITERS = [',', '\t', ';', '|'];

/** Stands in no table: what a table of one column is taken apart by. */
const NO_DELIMITER = '\u001f';

/** Characters that a record may have at the least, however many quotes before it were never closed. */
const LEAST_REACH = 1024;

/** A record may be given up for every so many times its length that has been read without a fault. */
const RECOVERY = 16;

/** Text from which the delimiter is guessed. */
const SAMPLE = 65_536;

/**
 * Records of cells (RFC 4180) from text that comes in pieces, however it is cut. Blank lines are counted and left out. A record
 * whose quotes are wrong costs its own first line (`E_RECORD`), never the lines after it; a line longer than `most` characters
 * is `E_TOO_LARGE`. Holds at most `most` characters and one piece.
 */
export async function* cellsOf(
  texts: AsyncIterable<string>,
  delimiter: string | undefined,
  most: number,
): AsyncGenerator<Cells> {
  const reader = new CellReader(delimiter, most);
  for await (const text of texts) yield* reader.push(text);
  yield* reader.end();
}

class CellReader {
  readonly #most: number;
  #delimiter: string | undefined;
  #newline = '\n';
  #rest = '';
  #row = 0;
  #begun = false;
  /** Within a line that is too long: what is left of it is thrown away. */
  #dropping = false;
  /** Length of text at which another look is worth it. */
  #wanted = SAMPLE;
  /**
   * How far a record may reach. A quote that is never closed is looked for that far and then halves it, what is read without a
   * fault lets it grow again: a table full of stray quotes takes time linear in its length.
   */
  #reach: number;

  constructor(delimiter: string | undefined, most: number) {
    this.#delimiter = delimiter;
    this.#most = most;
    this.#reach = most;
  }

  *push(text: string): Generator<Cells> {
    this.#rest += text;
    if (this.#rest.length >= this.#wanted) yield* this.#take(false);
  }

  *end(): Generator<Cells> {
    yield* this.#take(true);
  }

  #begin(): void {
    this.#begun = true;
    const sample = this.#rest.slice(0, SAMPLE);
    if (!sample.includes('\n') && sample.includes('\r')) this.#newline = '\r';
    // Excel reads, and some programs write, a first line that names the delimiter.
    const named = /^sep=(.)\r?[\r\n]/i.exec(sample);
    if (named !== null) {
      this.#rest = this.#rest.slice(named[0].length);
      this.#row++;
    }
    this.#delimiter ??= named?.[1] ?? guessTable(sample).delimiter;
  }

  /** Takes all whole records from the front of the text. */
  *#take(isEnd: boolean): Generator<Cells> {
    if (!this.#begun) this.#begin();
    while (this.#rest !== '' && (!this.#dropping || this.#dropLine())) {
      const isLast = isEnd && this.#rest.length <= this.#reach;
      const { records, end, isBad } = this.#parse(this.#rest.slice(0, this.#reach), isLast);
      for (const cells of records) {
        this.#row++;
        if (cells.length > 1 || cells[0] !== '') yield { row: this.#row, cells };
      }
      this.#rest = this.#rest.slice(end);
      this.#reach = Math.min(this.#most, this.#reach + RECOVERY * end);
      if (isBad) yield this.#giveUp('E_RECORD');
      else if (this.#rest.length <= this.#reach) {
        if (!isEnd) break;
      } else if (end === 0) yield* this.#tooLong();
    }
    this.#wanted = Math.min(this.#reach + 1, 2 * this.#rest.length);
  }

  /** Whole records up to the first one whose quotes are wrong, and where they end. */
  #parse(text: string, isLast: boolean): { records: readonly string[][]; end: number; isBad: boolean } {
    const parser = parserOf(this.#delimiter!, this.#newline);
    const { data, errors, meta } = parser.parse(text, 0, !isLast) as Papa.ParseResult<string[]>;
    const bad = firstBad(data, errors, this.#newline);
    const records = bad === undefined ? data : data.slice(0, bad);
    if (this.#newline === '\n') records.forEach(dropReturn);
    if (bad === undefined) return { records, end: isLast ? text.length : meta.cursor, isBad: false };
    return { records, end: positionOf(text, bad, this.#delimiter!, this.#newline), isBad: true };
  }

  /** No record ends within reach: a quote in its first line is never closed, or the line itself is too long. */
  *#tooLong(): Generator<Cells> {
    const hasLine = this.#rest.slice(0, this.#reach).includes(this.#newline);
    if (hasLine) yield this.#giveUp('E_RECORD');
    else if (this.#reach < this.#most) this.#reach = Math.min(this.#most, 2 * this.#reach);
    else yield this.#giveUp('E_TOO_LARGE');
  }

  #giveUp(fail: DocumentErrorCode): Cells {
    this.#reach = Math.max(Math.min(this.#most, LEAST_REACH), this.#reach >> 1);
    this.#dropLine();
    return { row: ++this.#row, fail };
  }

  /** Goes on behind the next line end; false when the text does not reach so far. */
  #dropLine(): boolean {
    const end = this.#rest.indexOf(this.#newline);
    this.#dropping = end < 0;
    this.#rest = end < 0 ? '' : this.#rest.slice(end + this.#newline.length);
    return end >= 0;
  }
}

function parserOf(delimiter: string, newline: string, preview = 0) {
  return new Papa.Parser({ delimiter, newline: newline as '\n', preview });
}

/**
 * The first record whose quotes are wrong. A stray quote is harmless on one line: `"5" pipe"`. Over several lines it has
 * swallowed records.
 */
function firstBad(
  data: readonly (readonly string[])[],
  errors: readonly Papa.ParseError[],
  newline: string,
): number | undefined {
  let seen = -1;
  for (const { code, row = 0 } of errors) {
    if (row >= data.length) break;
    if (code === 'MissingQuotes') return row;
    if (row !== seen && data[row]!.some(cell => cell.includes('"') && cell.includes(newline))) return row;
    seen = row;
  }
  return undefined;
}

/** Where the record number `index`, counted from 0, begins. */
function positionOf(text: string, index: number, delimiter: string, newline: string): number {
  if (index === 0) return 0;
  return (parserOf(delimiter, newline, index).parse(text, 0, false) as Papa.ParseResult<string[]>).meta.cursor;
}

function dropReturn(cells: string[]): void {
  const last = cells.at(-1)!;
  if (last.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1);
}

/** What the first lines of a text say about it as a table. */
export interface Table {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: number;
  /** Share of the rows that are as wide as the header. */
  readonly agreeing: number;
}

/**
 * Guesses the delimiter: the one with which most rows are as wide as the header, and of several the one that gives most columns.
 * A header of one column is a table of one column, unless the rows below are alike in being wider.
 */
export function guessTable(text: string): Table {
  const tables = DELIMITERS.map(delimiter => tableOf(text, delimiter));
  const wide = tables.filter(({ header }) => header.length > 1);
  const best = wide.sort((a, b) => b.agreeing - a.agreeing || b.header.length - a.header.length)[0];
  return best ?? tables.find(({ rows, wider }) => rows > 1 && wider) ?? tableOf(text, NO_DELIMITER);
}

function tableOf(text: string, delimiter: string): Table & { readonly wider: boolean } {
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  const parser = parserOf(delimiter, newline, 20);
  // What may be cut off at the end of a sample is no row.
  const { data } = parser.parse(text, 0, text.length >= SAMPLE) as Papa.ParseResult<string[]>;
  const [header = [], ...rows] = data.filter(cells => cells.length > 1 || cells[0]!.trim() !== '');
  const [first] = rows;
  return {
    delimiter,
    header,
    rows: rows.length,
    agreeing: rows.length === 0 ? 0 : rows.filter(cells => cells.length === header.length).length / rows.length,
    wider: first !== undefined && first.length > 1 && rows.every(cells => cells.length === first.length),
  };
}
