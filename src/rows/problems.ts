/**
 * What can be wrong with the rows that a training runner gets: a code, a sentence, and what to do. No message quotes text
 * of a row. `mendable` problems are those that can be mended without changing what a row says.
 */
interface ProblemKind {
  readonly what: string;
  readonly fix: string;
  readonly mendable: boolean;
}

const problem = (what: string, fix: string): ProblemKind => ({ what, fix, mendable: false });
const mendable = (what: string, fix: string): ProblemKind => ({ what, fix, mendable: true });

const MEND = 'Run again with --fix OUT.';

export const problems = {
  // lines
  R_BOM: mendable('The file begins with a byte order mark', MEND),
  R_CRLF: mendable('Lines end with a carriage return and a line feed', MEND),
  R_BLANK_LINE: mendable('A line is blank', MEND),
  R_TOO_LONG: problem('A line is longer than 64 MB', 'Look whether line feeds are missing; split the row.'),
  R_ENCODING: problem('A line is not UTF-8', 'Convert the file to UTF-8.'),
  R_JSON: problem('A line is not JSON', 'Write one JSON object on each line, without line breaks in it.'),
  R_OBJECT: problem('A row is not a JSON object', 'Write an object with the fields of the format.'),

  // fields
  R_FORMAT: problem('A row is in no format that the runner reads', 'See which formats it accepts: `corpusmith list`.'),
  R_MIXED_FORMATS: problem('The rows of the file are in several formats', 'Write one file for each format.'),
  R_MISSING_FIELD: problem('A field is missing', 'Add it.'),
  R_OTHER_FIELD: problem('There are fields that the runner refuses, or does not read', 'Take them out.'),
  R_TYPE: problem('A value has another type than the format says', 'Write the type of the format.'),
  R_WEIGHT: problem('A weight is neither 0 nor 1', 'Write 0 or 1, as numbers.'),
  R_TOOL_ID: problem(
    'The id of a tool call is not of the form that the runner demands',
    'Write nine letters or digits.',
  ),

  // turns
  R_ROLE: problem('A turn has a role that the format does not know', 'Rename it.'),
  R_EMPTY: problem('A text is empty, or there is no turn', 'Take the row out, or fill it.'),
  R_NO_ANSWER: problem('There is no answer to learn from', 'Take the row out.'),
  R_EXCHANGE: problem(
    'The runner reads a question and its answer alone, and would lose the system text or earlier turns',
    'Leave the row out, or choose another runner.',
  ),
  R_SYSTEM_PLACE: problem('A system text is not the first turn', 'Move it to the front.'),
  R_SYSTEM_SOME: problem('Some rows have a system text, others do not', 'Give one to all rows, or to none.'),
  R_FIRST: problem('The conversation does not begin with the user', 'Take the turns before the user out.'),
  R_ORDER: mendable('Two turns of the same role follow each other', `Join them. ${MEND}`),
  R_LAST: mendable('The last turn is not an answer', `Take it out. ${MEND}`),
  R_RESERVED: problem(
    'A text holds a word that the service reserves',
    'Write the word otherwise, or take the row out.',
  ),
  R_SHAPE: problem(
    'The conversation does not fit the format',
    'Choose a runner with another format, or leave the row out.',
  ),

  // files
  R_FEW_ROWS: problem('The file has fewer rows than the runner takes', 'Add rows.'),
  R_MANY_ROWS: problem('The file has more rows than the runner takes', 'Take a part of them.'),
  R_FILE_SIZE: problem('The file is larger than the service takes', 'Take a part of the rows.'),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

/** A problem of a row or a file. `at` is a path of the format's own names and numbers: `messages[2].content`. */
export interface Found {
  readonly code: ProblemCode;
  readonly at?: string;
}

/** Problems that are told one by one, of each code. */
const TOLD = 20;

/** Counts problems by code, and remembers where the first were. */
export class Tally {
  readonly counts: Partial<Record<ProblemCode, number>> = {};
  readonly told: (Found & { readonly row?: number })[] = [];

  /** `row` from 1; without it the problem is of the file. */
  add(found: Found, row?: number): void {
    const count = (this.counts[found.code] ?? 0) + 1;
    this.counts[found.code] = count;
    if (count <= TOLD) this.told.push({ ...(row === undefined ? {} : { row }), ...found });
  }

  get isEmpty(): boolean {
    return this.told.length === 0;
  }
}
