import { crc32, inflateRawSync } from 'node:zlib';
import { CorpusmithError, type DocumentErrorCode } from '../core/errors.ts';
import type { Entry, InputFile, Limits, Peek, Unreadable } from '../core/source.ts';
import { defineContainer } from '../define.ts';

/** A file within an archive, as the central directory describes it. Nothing it says is trusted before it is unpacked. */
interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: number;
  readonly unpacked: number;
  readonly crc: number;
  readonly offset: number;
}

/** An open ZIP: names, and unpacking one by one. */
export interface Zip {
  /** In the order of the archive; folders are left out. */
  readonly names: readonly string[];
  /** Positions of entries whose name was there before. Reading the name gives the first. */
  readonly repeated: readonly number[];
  has(name: string): boolean;
  /** Throws `E_ARCHIVE_LIMIT` over the limits, `E_BROKEN` when it is damaged, `E_ENCRYPTED`. */
  read(name: string): Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const ZIP64 = 0xffffffff;

/** Small entries may be packed tighter than any ratio: a megabyte does no harm. */
const HARMLESS = 1 << 20;

/**
 * Opens a ZIP (PKWARE APPNOTE 6.3) by its central directory. Only what is read is unpacked, and never more than the limits allow,
 * whatever the directory claims. Throws `E_BROKEN`, or `E_ARCHIVE_LIMIT` for too many entries or entries that share bytes, the
 * way of non-recursive bombs (Fifield, "A better zip bomb", 2019).
 */
export function openZip(bytes: Uint8Array, limits: Limits): Zip {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, ZipEntry>();
  const repeated: number[] = [];
  for (const [position, entry] of directoryOf(data, limits).entries()) {
    if (entries.has(entry.name)) repeated.push(position);
    else entries.set(entry.name, entry);
  }
  let unpacked = 0;
  return {
    names: [...entries.keys()],
    repeated,
    has: name => entries.has(name),
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw new CorpusmithError('E_BROKEN', { detail: 'a part of the archive is missing' });
      const content = unpack(data, entry, limits, limits.unpacked - unpacked);
      unpacked += content.length;
      return content;
    },
  };
}

export const zip = defineContainer({
  name: 'zip',
  summary: 'ZIP archives, also within each other: each entry is a file of its own',
  detect: peek => (isZip(peek.head) && !isOffice(peek) ? 0.9 : 0),
  async *entries(file: InputFile, limits: Limits): AsyncIterable<Entry | Unreadable> {
    const archive = openZip(await file.read(), limits);
    for (const [position, name] of archive.names.entries()) {
      if (isJunk(name)) continue;
      const path = safePath(name);
      // The name itself may be the attack, so the place is told by number.
      if (path === undefined) yield { fail: 'E_ARCHIVE_PATH', locator: `entry ${position + 1}` };
      else yield { name: path, read: async () => archive.read(name) };
    }
    for (const position of archive.repeated) yield { fail: 'E_DUPLICATE_ID', locator: `entry ${position + 1}` };
  },
});

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/** Documents of office programs are ZIP files too, and are read by sources of their own. */
function isOffice({ head, uri }: Peek): boolean {
  if (/\.(?:docx|xlsx|pptx|docm|xlsm|odt|ods|odp|epub|jar)$/i.test(uri)) return true;
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  return (
    text.includes('[Content_Types].xml') || /^PK\x03\x04.{26}mimetype(?:application\/(?:vnd\.oasis|epub))/s.test(text)
  );
}

/** What file managers leave behind: no content of anybody. */
function isJunk(name: string): boolean {
  return name.startsWith('__MACOSX/') || /(?:^|\/)(?:\.DS_Store|Thumbs\.db)$/.test(name);
}

/** The name as a relative path with forward slashes; undefined when it leads out of the archive. */
function safePath(name: string): string | undefined {
  const path = name.replaceAll('\\', '/');
  if (path === '' || path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.includes('\0')) return undefined;
  return path.split('/').some(step => step === '..' || step === '.') ? undefined : path;
}

function directoryOf(data: Buffer, limits: Limits): ZipEntry[] {
  const end = endOf(data);
  const count = data.readUInt16LE(end + 10);
  if (count > limits.entries) throw new CorpusmithError('E_ARCHIVE_LIMIT', { detail: 'too many entries' });
  const entries: ZipEntry[] = [];
  let at = data.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== CENTRAL) throw new CorpusmithError('E_BROKEN');
    const [name, extra, comment] = [data.readUInt16LE(at + 28), data.readUInt16LE(at + 30), data.readUInt16LE(at + 32)];
    const entry = {
      name: nameOf(data.subarray(at + 46, at + 46 + name)),
      method: data.readUInt16LE(at + 10),
      encrypted: (data.readUInt16LE(at + 8) & 1) === 1,
      crc: data.readUInt32LE(at + 16),
      packed: data.readUInt32LE(at + 20),
      unpacked: data.readUInt32LE(at + 24),
      offset: data.readUInt32LE(at + 42),
    };
    if ([entry.packed, entry.unpacked, entry.offset].includes(ZIP64)) {
      throw new CorpusmithError('E_ARCHIVE_LIMIT', { detail: 'ZIP64 is not read' });
    }
    if (!entry.name.endsWith('/')) entries.push(entry);
    at += 46 + name + extra + comment;
  }
  refuseOverlap(entries);
  return entries;
}

/** UTF-8 where it is valid, whatever the flag says; old archives have names in the code page of their maker. */
function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

// The end record is the last thing in the file but for a comment of at most 65,535 bytes.
function endOf(data: Buffer): number {
  for (let at = data.length - 22; at >= 0 && at >= data.length - 22 - 65_535; at--) {
    if (data.readUInt32LE(at) === END) return at;
  }
  throw new CorpusmithError('E_BROKEN', { detail: 'the end of the archive is missing' });
}

function refuseOverlap(entries: readonly ZipEntry[]): void {
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (entry.offset < end) throw new CorpusmithError('E_ARCHIVE_LIMIT', { detail: 'entries share bytes' });
    end = entry.offset + 30 + entry.packed;
  }
}

function unpack(data: Buffer, entry: ZipEntry, limits: Limits, room: number): Uint8Array {
  const { offset, packed, method, encrypted } = entry;
  if (encrypted) throw new CorpusmithError('E_ENCRYPTED');
  if (offset + 30 > data.length || data.readUInt32LE(offset) !== LOCAL) throw new CorpusmithError('E_BROKEN');
  const start = offset + 30 + data.readUInt16LE(offset + 26) + data.readUInt16LE(offset + 28);
  if (start + packed > data.length) throw new CorpusmithError('E_BROKEN');
  const content = data.subarray(start, start + packed);
  const most = Math.min(room, Math.max(packed * limits.ratio, HARMLESS));
  if (entry.unpacked > most) throw new CorpusmithError('E_ARCHIVE_LIMIT');
  if (method !== 0 && method !== 8) throw new CorpusmithError('E_BROKEN', { detail: 'an unknown compression' });
  const plain = method === 0 ? content : inflate(content, Math.max(1, most));
  if (crc32(plain) !== entry.crc) throw new CorpusmithError('E_BROKEN', { detail: 'a checksum does not match' });
  return plain;
}

function inflate(content: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(content, { maxOutputLength: most });
  } catch (error) {
    const code: DocumentErrorCode =
      (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'E_ARCHIVE_LIMIT' : 'E_BROKEN';
    throw new CorpusmithError(code);
  }
}
