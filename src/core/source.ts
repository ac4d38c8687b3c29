import type { Labels, Part } from './document.ts';
import type { DocumentErrorCode } from './errors.ts';

/** A file (or an archive's entry) that the engine found. Sources read through it and never touch the file system. */
export interface InputFile {
  /** Path relative to the pipeline's root with forward slashes; `archive.zip!/entry` inside an archive. */
  readonly uri: string;
  readonly bytes: number;
  /** SHA-256 of the whole file, hex. */
  readonly sha256: string;
  /** The whole file. Throws `E_TOO_LARGE` above the run's file limit: stream what can be large. */
  read(): Promise<Uint8Array>;
  /** Bytes [start, end) of the file. */
  slice(start: number, end: number): Promise<Uint8Array>;
  /** The file's bytes in chunks; within the unit's range where the unit is a line-aligned range of a file. */
  stream(): AsyncIterable<Uint8Array>;
}

/** What is read in one go, by one worker: a file, a range of one, or the files of one export. */
export interface Unit {
  readonly files: readonly InputFile[];
  /** Offset of the first byte in the first file when the unit is a line-aligned range of it, else 0. */
  readonly start: number;
  /** Number of the first line, 1-based: not 1 when the unit is a later range of its file. */
  readonly line: number;
}

/** A document as a source makes it. The engine adds id and origin. */
export interface Draft {
  /** Unique within the file: `row 12`, `page 3`, `ticket 8812`. Never text of the document. */
  readonly locator?: string;
  /** The file it came from, when the unit has several. Default: the first. */
  readonly file?: InputFile;
  readonly parts: readonly Part[];
  readonly labels?: Labels;
}

/** Something that could not be read. It is counted and quarantined; reading goes on. */
export interface Unreadable {
  readonly fail: DocumentErrorCode;
  readonly locator?: string;
  readonly file?: InputFile;
}

/** What a hostile or merely huge input may cost. Set under `limits:` in the pipeline. */
export interface Limits {
  /** Bytes of a file that must be read whole (PDF, DOCX, HTML, an archive). */
  readonly file: number;
  /** Bytes of one line, row or message. */
  readonly record: number;
  /** Seconds without progress after which a file is given up. */
  readonly seconds: number;
  /** Of an archive: entries, unpacked bytes, unpacked to packed ratio, archives within archives. */
  readonly entries: number;
  readonly unpacked: number;
  readonly ratio: number;
  readonly depth: number;
}

export interface SourceContext {
  readonly limits: Limits;
  /** Adds to a counter of this source, by name, for the report: `internal-notes`, `attachments`. */
  count(name: string, by?: number): void;
  readonly signal: AbortSignal;
}

/** The beginning of a file and its name: what detection sees. */
export interface Peek {
  readonly uri: string;
  readonly bytes: number;
  /** Up to 64 KiB from the start of the file. */
  readonly head: Uint8Array;
}

/** An entry of an archive. */
export interface Entry {
  readonly name: string;
  /** Unpacks the entry; throws `E_ARCHIVE_LIMIT` as soon as it grows over what the archive declared or the limits allow. */
  read(): Promise<Uint8Array>;
}
