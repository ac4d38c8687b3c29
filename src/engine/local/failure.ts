import { CorpusmithError, type DocumentErrorCode, type ErrorCode, isDocumentError } from '../../core/errors.ts';

/** An error as plain data. The message of an error that is not ours is left out: it may quote a document. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly place?: string;
  readonly detail?: string;
}

export function plainError(error: unknown, place?: string): PlainError {
  if (!(error instanceof CorpusmithError)) {
    const detail = [(error as Error)?.name, placeIn(error)].filter(Boolean).join(' at ');
    return { code: isDiskFull(error) ? 'E_DISK_FULL' : 'E_FAULT', detail, ...(place === undefined ? {} : { place }) };
  }
  const { code, detail } = error;
  const where = error.place ?? place;
  return { code, ...(where === undefined ? {} : { place: where }), ...(detail === undefined ? {} : { detail }) };
}

/**
 * The code of a failure that concerns one document: its own, or `unknown` for an error of a library. Rethrows what must stop
 * the run.
 */
export function documentCode(error: unknown, place: string, unknown: DocumentErrorCode): DocumentErrorCode {
  if (isDocumentError(error)) return error.code;
  if (error instanceof CorpusmithError || isDiskFull(error)) throw asFault(error, place);
  return unknown;
}

function asFault(error: unknown, place: string): CorpusmithError {
  if (error instanceof CorpusmithError) return error;
  const plain = plainError(error, place);
  return new CorpusmithError(plain.code, { ...plain, cause: error });
}

/** `file.ts:41` of the top frame of an error that is not ours. */
export function placeIn(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof CorpusmithError || error.stack === undefined) return undefined;
  const frames = error.stack.slice(error.stack.indexOf(error.message) + error.message.length);
  return /([\w.-]+\.[cm]?[jt]s:\d+)/.exec(frames)?.[1];
}

function isDiskFull(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
