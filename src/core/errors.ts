/**
 * Every error of corpusmith: a code, a sentence, and what to do. No message quotes text of a document.
 *
 * Three fates. `config`: stop before reading anything, exit 2. `document`: quarantine the document, go on.
 * `fault`: stop the run, name the place; running the same command again resumes.
 */
export type Fate = 'config' | 'document' | 'fault';

interface ErrorKind {
  readonly fate: Fate;
  readonly what: string;
  readonly fix: string;
}

const config = (what: string, fix: string) => ({ fate: 'config', what, fix }) as const;
const doc = (what: string, fix: string) => ({ fate: 'document', what, fix }) as const;
const fault = (what: string, fix: string) => ({ fate: 'fault', what, fix }) as const;

export const errors = {
  // configuration
  E_USAGE: config('The command line is not understood', 'See `corpusmith help`.'),
  E_PIPELINE_FILE: config(
    'The file of a pipeline or policy cannot be read',
    'Check the path; `corpusmith init DIR` writes one.',
  ),
  E_YAML: config('The file is not valid YAML', 'Mend the line that is named.'),
  E_OPTION: config('An option is wrong', '`corpusmith help PART` lists the options of a part.'),
  E_UNKNOWN_PART: config('There is no part of this name', '`corpusmith list` prints all names.'),
  E_NEEDS: config('A stage needs a label that nothing before it adds', 'Add or move the stage that is named.'),
  E_ENV: config('An environment variable is not set', 'Set it, or write the value into the pipeline.'),
  E_NO_INPUT: config('No file matches', 'Check the patterns and the root folder they are relative to.'),
  E_ASSET: config('A file that a stage needs cannot be used', 'Check its path in the pipeline, and what is in it.'),
  E_NOT_INSTALLED: config(
    'A package that an option needs cannot be loaded',
    'Install it beside corpusmith: `npm i onnxruntime-web`.',
  ),
  E_KEY: config(
    'A key is missing or too short',
    'Set `key: ${NAME}` or `keyFile`, with 16 random bytes or more: `openssl rand -hex 32`.',
  ),
  E_PLUGIN: config('A plugin cannot be loaded', 'It must be a module whose default export is a list of parts.'),
  E_REFERENCE: config(
    'An earlier dataset that a stage compares with cannot be used',
    'Name a folder with a finished run, JSONL files, or an index folder that `corpusmith index build` has made.',
  ),
  E_OUT_NOT_EMPTY: config('The output folder holds files of something else', 'Name another folder, or empty this one.'),
  E_OUT_NOT_WRITABLE: config(
    'The output folder cannot be written',
    'Check its permissions, or name another with --out.',
  ),
  E_FORMAT: config('A trainer does not accept this row format', 'Choose a format that the trainer lists.'),
  E_NOT_A_RUN: config('This folder holds no finished run', 'Name the output folder of `corpusmith run`.'),
  E_NOT_FOUND: config('Nothing of this name is in the run', 'Give a document id, a file of the input, or a row hash.'),
  E_ALTERED: config(
    'The dataset is not as its run left it',
    'See `corpusmith verify DIR`; build it again, or get an intact copy.',
  ),
  E_SIGNING_KEY: config(
    'A key cannot be used for signatures',
    'Make one with `openssl genpkey -algorithm ed25519 -out KEY`, its public part with `openssl pkey -in KEY -pubout`.',
  ),
  E_SUBJECT_INDEX: config(
    'There is no index of persons in the dataset',
    'Give `subjectKey: ${SUBJECT_KEY}` to `redact` in the pipeline and build the dataset again.',
  ),
  E_SUBJECT_KEY: config(
    'The key does not fit the index of persons',
    'Give the key that was the `subjectKey` of the run, in SUBJECT_KEY or by --key-file.',
  ),
  E_REVIEW: config(
    'The review cannot begin or go on',
    'Mend what is named, or begin anew with `corpusmith review DIR --restart`, which moves the old review aside.',
  ),
  E_REVIEWER_BUSY: config('Somebody is at this review already', 'Go on there, or give another name with --reviewer.'),
  E_NODE: config('This version of Node.js is too old', 'Install Node.js 22.12 or newer.'),

  // documents
  E_EMPTY: doc('The file is empty', 'Nothing to do, or export it again.'),
  E_UNREADABLE: doc('The file cannot be opened', 'Check its permissions.'),
  E_UNKNOWN_FORMAT: doc('The format of the file is not recognised', 'Name a source for it, or leave it out.'),
  E_WRONG_FORMAT: doc('The content is not what the source reads', 'Use the source that fits, or `auto`.'),
  E_BROKEN: doc('The file is damaged or cut off', 'Get an intact copy.'),
  E_ENCRYPTED: doc('The file is encrypted and no password fits', 'Give `password` to the source.'),
  E_NO_TEXT_LAYER: doc('A page is an image without text', 'Run text recognition over it first.'),
  E_NO_TEXT: doc('There is no text in it', 'Nothing to do, or look at the file.'),
  E_ENCODING: doc('The bytes are text in no known encoding', 'Convert the file to UTF-8.'),
  E_RECORD: doc('A record is not valid', 'Mend the record at the place that is named.'),
  E_RECORD_COLUMNS: doc('A record has more or fewer columns than the header', 'Mend the row, or the quotes before it.'),
  E_MISSING_FIELD: doc('A record lacks a field that the mapping names', 'Mend the mapping or the record.'),
  E_DUPLICATE_ID: doc('Two records have the same id', 'Keep one of them.'),
  E_TOO_LARGE: doc('The file or record is over the size limit', 'Raise `limits`, or split the file.'),
  E_ARCHIVE_LIMIT: doc(
    'An archive is over the limits on size, ratio, depth or entries',
    'Unpack it by hand if you trust it.',
  ),
  E_ARCHIVE_PATH: doc('An archive entry points outside the archive', 'Do not trust this archive.'),
  E_XML_ENTITIES: doc('The XML declares entities, which is an attack or a mistake', 'Do not trust this file.'),
  E_LINK_LOOP: doc('A symbolic link leads back to itself', 'Remove the link.'),
  E_TIMEOUT: doc('Reading took longer than `limits.seconds`', 'Raise the limit, or leave the file out.'),
  E_READER: doc(
    'The source failed on this file',
    'Leave the file out and report it; the place in the code is in rejects.jsonl.',
  ),
  E_CRASHED: doc('Reading this file ended the worker', 'Leave the file out and report it.'),
  E_STAGE: doc('A stage failed on this document', 'Report it with the document id; the document is quarantined.'),
  E_TEMPLATE: doc('The chat template refuses this conversation', 'Check the order of roles that the model allows.'),
  E_SHAPE: doc(
    'The document does not have the shape that the row format needs',
    'Put the `chat` stage before the sink.',
  ),

  // faults
  E_MEMORY: fault('The documents are too many for the memory that is allowed', 'Give more with --memory: it resumes.'),
  E_STOP_ABOVE: fault(
    'A source would lose more documents as duplicates than `stopAbove` allows',
    'Look at clusters.jsonl in the work folder, or at `corpusmith plan FILE --all`; then raise `stopAbove` or `similarity`, or leave the source out.',
  ),
  E_LEAK: fault(
    'The written splits leak into each other',
    'Look at leaks.jsonl; group by more labels with `together`, or allow so many with `allowLeaks`.',
  ),
  E_RESIDUE: fault(
    'Written rows still hold values that should be gone',
    'Look at postscan.jsonl in the work folder; name the value under `deny`, or under `allow` if it may stay, and run again.',
  ),
  E_COLUMNS: fault(
    'The rows do not fit into the columns of one table',
    'Write them with `use: jsonl`; running again resumes.',
  ),
  E_LOCKED: fault('Another run is working in this folder', 'Wait for it, or name another folder with --out.'),
  E_DISK_FULL: fault('The disk is full', 'Free space and run the same command again: it resumes.'),
  E_WRITE: fault('A file could not be written', 'See the system error; run the same command again: it resumes.'),
  E_INTERRUPTED: fault('Interrupted', 'Run the same command again: it resumes.'),
  E_CONSERVATION: fault('Documents were lost or made out of nothing in a stage', 'This is a defect: please report it.'),
  E_FAULT: fault('Something went wrong inside corpusmith', 'Please report it; running again resumes.'),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errors;
export type DocumentErrorCode = {
  [C in ErrorCode]: (typeof errors)[C]['fate'] extends 'document' ? C : never;
}[ErrorCode];

/**
 * The one error class. `place` says where (file, line, stage, id), `detail` says what exactly. Neither may hold text of a
 * document. A source throws it for the whole file; a source that can go on yields `{ fail }` instead.
 */
export class CorpusmithError extends Error {
  readonly code: ErrorCode;
  readonly place: string | undefined;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, about: { place?: string; detail?: string; cause?: unknown } = {}) {
    super(sentence(code, about.place, about.detail), about.cause === undefined ? {} : { cause: about.cause });
    this.name = 'CorpusmithError';
    this.code = code;
    this.place = about.place;
    this.detail = about.detail;
  }

  get fate(): Fate {
    return errors[this.code].fate;
  }

  get fix(): string {
    return errors[this.code].fix;
  }
}

export function isDocumentError(error: unknown): error is CorpusmithError & { readonly code: DocumentErrorCode } {
  return error instanceof CorpusmithError && error.fate === 'document';
}

function sentence(code: ErrorCode, place?: string, detail?: string): string {
  const where = place === undefined ? '' : ` (${place})`;
  const more = detail === undefined ? '' : `: ${detail}`;
  const said = `${errors[code].what}${where}${more}`;
  return `${said}${/[.?!]$/.test(said) ? '' : '.'} ${errors[code].fix}`;
}

/** The name nearest to a misspelt one, if any is near (Levenshtein distance of at most a third of its length). */
export function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}
