import { crc32, inflateRawSync } from 'node:zlib';
import { CorpusmithError, type DocumentErrorCode } from '../core/errors.ts';
import type { Entry, InputFile, Limits, Peek, Unreadable } from '../core/source.ts';
import { defineContainer } from '../define.ts';
import { directoryOf, LOCAL, nameOf, type ZipEntry } from './zip-directory.ts';

/** An open ZIP: names, and unpacking one by one. */
export interface Zip {
  /** In the order of the archive; folders are left out. */
  readonly names: readonly string[];
  /** Positions of entries, from 1, whose name was there before. Reading the name gives the first. */
  readonly repeated: readonly number[];
  has(name: string): boolean;
  /** Throws `E_ARCHIVE_LIMIT` over the limits, `E_BROKEN` when it is damaged, `E_ENCRYPTED`. */
  read(name: string): Uint8Array;
}

/** Small entries may be packed tighter than any ratio: a megabyte does no harm. */
const HARMLESS = 1 << 20;

/**
 * Opens a ZIP by its central directory, with its errors. Only what is read is unpacked, and never more than the limits allow,
 * whatever the directory claims.
 */
export function openZip(bytes: Uint8Array, limits: Limits): Zip {
  const { entries, repeated, read } = archiveOf(bytes, limits);
  return {
    names: [...entries.keys()],
    repeated: repeated.map(({ position }) => position),
    has: name => entries.has(name),
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw new CorpusmithError('E_BROKEN', { detail: 'a part of the archive is missing' });
      return read(entry);
    },
  };
}

interface Archive {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly repeated: readonly ZipEntry[];
  read(entry: ZipEntry): Uint8Array;
}

function archiveOf(bytes: Uint8Array, limits: Limits): Archive {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, ZipEntry>();
  const repeated: ZipEntry[] = [];
  for (const entry of directoryOf(data, limits)) {
    if (entries.has(entry.name)) repeated.push(entry);
    else entries.set(entry.name, entry);
  }
  let unpacked = 0;
  const read = (entry: ZipEntry) => {
    const content = unpack(data, entry, limits, limits.unpacked - unpacked);
    unpacked += content.length;
    return content;
  };
  return { entries, repeated, read };
}

/**
 * Folders and what file managers leave behind (`__MACOSX`, `.DS_Store`, `Thumbs.db`) are no files of anybody and left out. Entries
 * that lead out of the archive, by their name or as links, are `E_ARCHIVE_PATH`; the second of a name `E_DUPLICATE_ID`.
 */
export const zip = defineContainer({
  name: 'zip',
  summary: 'ZIP archives, also within each other: each entry is a file of its own',
  detect: peek => (isZip(peek.head) && !isOffice(peek) ? 0.9 : 0),
  async *entries(file: InputFile, limits: Limits): AsyncIterable<Entry | Unreadable> {
    const archive = archiveOf(await file.read(), limits);
    for (const entry of archive.entries.values()) {
      if (isJunk(entry.name)) continue;
      const name = entry.link ? undefined : safePath(entry.name);
      // The name itself may be the attack, so the place is told by number.
      if (name === undefined) yield { fail: 'E_ARCHIVE_PATH', locator: `entry ${entry.position}` };
      else yield { name, read: async () => archive.read(entry) };
    }
    for (const { position } of archive.repeated) yield { fail: 'E_DUPLICATE_ID', locator: `entry ${position}` };
  },
});

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

const OFFICE_FILE = /\.(?:do[ct]|xl[st]|pp[ts]|pot)[xm]$|\.(?:xlsb|od[tspg]|epub|jar|apk|vsdx)$/i;
const OFFICE_PART =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|mimetype|(?:docProps|customXml|word|xl|ppt)\/.{1,99}\.(?:xml|rels|bin))$/;

/** Documents of office programs are ZIP files too, and are read by sources of their own. */
function isOffice({ head, uri }: Peek): boolean {
  return OFFICE_FILE.test(uri) || namesIn(head).some(name => OFFICE_PART.test(name));
}

/** Names of the entries at the beginning of an archive: as far as each tells where the next one begins. */
function namesIn(head: Uint8Array): string[] {
  const data = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const names: string[] = [];
  for (let at = 0; at + 30 <= data.length && data.readUInt32LE(at) === LOCAL; ) {
    const nameEnd = at + 30 + data.readUInt16LE(at + 26);
    names.push(nameOf(data.subarray(at + 30, nameEnd)));
    const packed = data.readUInt32LE(at + 18);
    const isLater = (data.readUInt16LE(at + 6) & 8) !== 0 && packed === 0;
    if (isLater) break;
    at = nameEnd + data.readUInt16LE(at + 28) + packed;
  }
  return names;
}

function isJunk(name: string): boolean {
  return name.startsWith('__MACOSX/') || /(?:^|\/)(?:\.DS_Store|Thumbs\.db)$/.test(name);
}

/** The name as a relative path; undefined when it may lead out of the archive, or is one on some systems only. */
function safePath(name: string): string | undefined {
  const path = name.replaceAll('\\', '/');
  if (path === '' || path.startsWith('/') || /^[A-Za-z]:|[\x00-\x1f\x7f]/.test(path)) return undefined;
  return path.split('/').some(step => step === '..' || step === '.' || step === '') ? undefined : path;
}

function unpack(data: Buffer, entry: ZipEntry, limits: Limits, room: number): Uint8Array {
  const { offset, packed, unpacked, method, encrypted } = entry;
  if (encrypted) throw new CorpusmithError('E_ENCRYPTED');
  if (data.readUInt32LE(offset) !== LOCAL) throw new CorpusmithError('E_BROKEN');
  const start = offset + 30 + data.readUInt16LE(offset + 26) + data.readUInt16LE(offset + 28);
  if (start + packed > data.length) throw new CorpusmithError('E_BROKEN');
  const content = data.subarray(start, start + packed);
  const most = Math.min(room, Math.max(packed * limits.ratio, HARMLESS));
  if (unpacked > most) throw new CorpusmithError('E_ARCHIVE_LIMIT');
  if (method !== 0 && method !== 8) throw new CorpusmithError('E_BROKEN', { detail: 'an unknown compression' });
  const plain = method === 0 ? content : inflate(content, unpacked);
  if (plain.length !== unpacked || crc32(plain) !== entry.crc) {
    throw new CorpusmithError('E_BROKEN', { detail: 'a size or checksum does not match' });
  }
  return plain;
}

/** Never more than what the directory declares: an entry that holds more lies about itself. */
function inflate(content: Uint8Array, declared: number): Uint8Array {
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, declared) });
  } catch (error) {
    const code: DocumentErrorCode =
      (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'E_ARCHIVE_LIMIT' : 'E_BROKEN';
    throw new CorpusmithError(code);
  }
}
