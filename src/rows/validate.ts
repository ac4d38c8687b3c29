import { CorpusmithError } from '../core/errors.ts';
import type { SplitName } from '../core/facts.ts';
import type { Row, TrainerDefinition } from '../define.ts';
import { FileCheck, formatOf } from './check.ts';
import { LONGEST, rawLines, withoutMark, withoutReturn } from './lines.ts';
import { mendRow } from './mend.ts';
import { type Found, Tally } from './problems.ts';

export interface Validated {
  readonly rows: number;
  /** What is wrong; with `out`, what is still wrong. */
  readonly problems: Tally;
  /** What was mended. */
  readonly mended: Tally;
}

const LINE_FEED = Buffer.from('\n');

/** A line, what is wrong with it, and what was mended. */
interface Looked {
  /** As it is to be written; undefined for a blank line. */
  readonly bytes: Buffer | undefined;
  readonly problems: readonly Found[];
  readonly mended: readonly Found[];
}

/**
 * Checks the lines of a JSONL file for a runner, in one pass, in memory that its longest line bounds. With `out`, what can be
 * mended is, and every row goes there: as it stood when nothing was to mend, or when something could not be. Throws
 * `E_TOO_LARGE` when a line is too long to be handed on.
 */
export async function validateFile(
  chunks: AsyncIterable<Uint8Array>,
  trainer: TrainerDefinition,
  split: SplitName,
  out?: (line: Uint8Array) => void,
): Promise<Validated> {
  const [problems, mended, check] = [new Tally(), new Tally(), new FileCheck(trainer, split)];
  let [rows, size] = [0, 0];
  for await (const { number, bytes } of rawLines(chunks)) {
    size += (bytes?.length ?? LONGEST) + 1;
    if (bytes === undefined) {
      // It is not held, so it cannot be handed on.
      if (out !== undefined) throw new CorpusmithError('E_TOO_LARGE', { place: `line ${number}` });
      problems.add({ code: 'R_TOO_LONG' }, number);
      rows++;
      continue;
    }
    const looked = lookAt(bytes, number === 1, out !== undefined, trainer, check);
    for (const found of looked.problems) problems.add(found, number);
    for (const found of looked.mended) mended.add(found, number);
    if (looked.bytes === undefined) continue;
    rows++;
    out?.(Buffer.concat([looked.bytes, LINE_FEED]));
  }
  for (const found of check.end(rows, size)) problems.add(found);
  return { rows, problems, mended };
}

function lookAt(given: Buffer, isFirst: boolean, mends: boolean, trainer: TrainerDefinition, check: FileCheck): Looked {
  const found: Found[] = [];
  const unmarked = isFirst ? withoutMark(given) : given;
  if (unmarked.length < given.length) found.push({ code: 'R_BOM' });
  const bytes = withoutReturn(unmarked);
  const text = decode(bytes);
  if (text?.trim() === '') found.push({ code: 'R_BLANK_LINE' });
  else if (bytes.length < unmarked.length) found.push({ code: 'R_CRLF' });
  const ofLine = mends ? { problems: [], mended: found } : { problems: found, mended: [] };
  if (text === undefined) return { ...ofLine, bytes, problems: [...ofLine.problems, { code: 'R_ENCODING' }] };
  if (text.trim() === '') return { ...ofLine, bytes: undefined };
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return { ...ofLine, bytes, problems: [...ofLine.problems, { code: 'R_JSON' }] };
  }
  const ofRow = lookAtRow(row, bytes, mends, trainer, check);
  return {
    bytes: ofRow.bytes,
    problems: [...ofLine.problems, ...ofRow.problems],
    mended: [...ofLine.mended, ...ofRow.mended],
  };
}

/** The row is mended only when nothing is wrong with it then. */
function lookAtRow(row: unknown, bytes: Buffer, mends: boolean, trainer: TrainerDefinition, check: FileCheck): Looked {
  const problems = check.row(row);
  const isMendable = problems.length > 0 && problems.every(({ code }) => code === 'R_ORDER' || code === 'R_LAST');
  if (!mends || !isMendable) return { bytes, problems, mended: [] };
  const after = mendRow(row as Row, formatOf(row as Row, trainer.accepts)!, trainer.rules ?? {});
  const left = check.row(after.row);
  if (left.length > 0) return { bytes, problems, mended: [] };
  return { bytes: Buffer.from(JSON.stringify(after.row)), problems: [], mended: problems };
}

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined for what is not UTF-8. */
function decode(bytes: Buffer): string | undefined {
  try {
    return DECODER.decode(bytes);
  } catch {
    return undefined;
  }
}
