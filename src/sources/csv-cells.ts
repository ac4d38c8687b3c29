import Papa from 'papaparse';
import type { DocumentErrorCode } from '../core/errors.ts';

/** Cells of a record, with its number from 1; or why it could not be read. */
export type Cells =
  | { readonly row: number; readonly cells: readonly string[] }
  | { readonly row: number; readonly fail: DocumentErrorCode };

const DELIMITERS = [',', '\t', ';', '|'];

/** Stands in no table: what a table of one column is taken apart by. */
const NO_DELIMITER = '\u001f';

/** So many records with a quote that is never closed, and quotes are taken to be ordinary characters of single lines. */
const LOST = 50;

/** Text from which the delimiter is guessed. */
const SAMPLE = 65_536;

/**
 * Records of cells (RFC 4180) from text that comes in pieces, holding at most `most` characters of one and one piece. Blank lines
 * are counted and left out. A record whose quotes are wrong costs its own first line (`E_RECORD`), never the lines after it; one
 * longer than `most` is `E_TOO_LARGE`.
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
  #lost = 0;

  constructor(delimiter: string | undefined, most: number) {
    this.#delimiter = delimiter;
    this.#most = most;
  }

  *push(text: string): Generator<Cells> {
    this.#rest += text;
    if (!this.#begun && this.#rest.length >= SAMPLE) this.#begin();
    if (!this.#begun || (this.#dropping && !this.#dropLine())) return;
    yield* this.#take(false);
    // No record ends in so much text: it is too long, or a quote in it is never closed.
    while (this.#rest.length > this.#most) {
      yield this.#giveUp('E_TOO_LARGE');
      if (!this.#dropping) yield* this.#take(false);
    }
  }

  *end(): Generator<Cells> {
    if (!this.#begun) this.#begin();
    if (!this.#dropping || this.#dropLine()) yield* this.#take(true);
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
    while (this.#rest !== '') {
      if (this.#lost > LOST) return yield* this.#takeLines(isEnd);
      const { found, end, isBad } = this.#parse(this.#rest, isEnd);
      yield* found;
      this.#rest = this.#rest.slice(end);
      if (!isBad) return;
      yield this.#giveUp('E_RECORD');
    }
  }

  /** Whole records up to the first one whose quotes are wrong, and where they end. */
  #parse(text: string, isEnd: boolean): { found: Cells[]; end: number; isBad: boolean } {
    const found: Cells[] = [];
    let end = 0;
    let isBad = false;
    const step = ({ data: [cells], errors, meta }: Papa.ParseResult<string[]>) => {
      const from = end;
      // A stray quote is harmless on one line: `"5" pipe"`. Over several it has swallowed records.
      isBad = errors.length > 0 && (isMissing(errors) || hasBreak(text, from, meta.cursor, this.#newline));
      if (isBad) return parser.abort();
      end = meta.cursor;
      const record = this.#record(cells!, end - from);
      if (record !== undefined) found.push(record);
    };
    const parser = parserOf(this.#delimiter!, this.#newline, step);
    parser.parse(text, 0, !isEnd);
    return { found, end, isBad };
  }

  /** Undefined for a blank line. */
  #record(cells: string[], length: number): Cells | undefined {
    const row = ++this.#row;
    if (length > this.#most + this.#newline.length) return { row, fail: 'E_TOO_LARGE' };
    const last = cells.at(-1) ?? '';
    if (this.#newline === '\n' && last.endsWith('\r')) cells[cells.length - 1] = last.slice(0, -1);
    return cells.length === 1 && cells[0] === '' ? undefined : { row, cells };
  }

  /** Line by line: a quote that is not closed on its line costs this line. */
  *#takeLines(isEnd: boolean): Generator<Cells> {
    let from = 0;
    while (from < this.#rest.length) {
      const at = this.#rest.indexOf(this.#newline, from);
      if (at < 0 && !isEnd) break;
      const to = at < 0 ? this.#rest.length : at + this.#newline.length;
      const { found, isBad } = this.#parse(this.#rest.slice(from, to), true);
      if (isBad) yield { row: ++this.#row, fail: 'E_RECORD' };
      yield* found;
      from = to;
    }
    this.#rest = this.#rest.slice(from);
  }

  #giveUp(fail: DocumentErrorCode): Cells {
    this.#lost++;
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

type Step = (result: Papa.ParseResult<string[]>) => void;

function parserOf(delimiter: string, newline: string, step: Step) {
  // The types describe the step of `Papa.parse`; that of the bare parser gets a list of one row.
  return new Papa.Parser({ delimiter, newline, step } as unknown as Papa.ParseConfig);
}

function isMissing(errors: readonly Papa.ParseError[]): boolean {
  return errors.some(({ code }) => code === 'MissingQuotes');
}

/** Whether there is a line end within the record, besides the one that ends it. */
function hasBreak(text: string, from: number, to: number, newline: string): boolean {
  const at = text.indexOf(newline, from);
  return at >= 0 && at < to - newline.length;
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
  const parser = new Papa.Parser({ delimiter, newline, preview: 20 });
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
