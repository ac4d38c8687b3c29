import { CorpusmithError } from '../core/errors.ts';
import type { Limits } from '../core/source.ts';

/** A file within an archive, as the central directory describes it. Nothing it says is trusted before it is unpacked. */
export interface ZipEntry {
  /** Position in the archive, from 1, folders counted. */
  readonly position: number;
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  /** A symbolic link: its content is where it leads. */
  readonly link: boolean;
  readonly packed: number;
  readonly unpacked: number;
  readonly crc: number;
  readonly offset: number;
  /** Bytes from `offset` on that belong to no other entry, at the least. */
  readonly length: number;
}

export const LOCAL = 0x04034b50;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const ZIP64 = 0xffffffff;
const UNIX = 3;

/**
 * Files that the central directory of a ZIP lists (PKWARE APPNOTE 6.3). Throws `E_BROKEN` when it is cut off or contradicts
 * itself, `E_ARCHIVE_LIMIT` for too many entries or for entries that share bytes, the way of non-recursive bombs (Fifield, "A
 * better zip bomb", 2019).
 */
export function directoryOf(data: Buffer, limits: Limits): ZipEntry[] {
  const end = endOf(data);
  const count = data.readUInt16LE(end + 10);
  if (count > limits.entries) throw new CorpusmithError('E_ARCHIVE_LIMIT', { detail: 'too many entries' });
  const start = data.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  let at = start;
  for (let position = 1; position <= count; position++) {
    if (at + 46 > end || data.readUInt32LE(at) !== CENTRAL) throw broken('its directory is cut off');
    const next = at + 46 + data.readUInt16LE(at + 28) + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
    if (next > end) throw broken('its directory is cut off');
    const entry = entryAt(data, at, position);
    if (!entry.name.endsWith('/')) entries.push(entry);
    at = next;
  }
  refuseOverlap(entries, start);
  return entries;
}

function entryAt(data: Buffer, at: number, position: number): ZipEntry {
  const nameEnd = at + 46 + data.readUInt16LE(at + 28);
  const extra = data.subarray(nameEnd, nameEnd + data.readUInt16LE(at + 30));
  const [unpacked, packed, offset] = sizesOf(
    [data.readUInt32LE(at + 24), data.readUInt32LE(at + 20), data.readUInt32LE(at + 42)],
    extra,
  );
  return {
    position,
    name: nameOf(data.subarray(at + 46, nameEnd)),
    method: data.readUInt16LE(at + 10),
    encrypted: (data.readUInt16LE(at + 8) & 1) === 1,
    link: data[at + 5] === UNIX && (data.readUInt16LE(at + 40) & 0o170000) === 0o120000,
    crc: data.readUInt32LE(at + 16),
    packed: packed!,
    unpacked: unpacked!,
    offset: offset!,
    length: 30 + (nameEnd - at - 46) + packed!,
  };
}

/** Values that do not fit into 32 bits stand in the ZIP64 field, in this order, and only those (APPNOTE 4.5.3). */
function sizesOf(values: readonly number[], extra: Buffer): number[] {
  let wide: Buffer = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) wide = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  let at = 0;
  return values.map(value => {
    if (value !== ZIP64) return value;
    if (at + 8 > wide.length) throw broken('a size is missing');
    const size = Number(wide.readBigUInt64LE(at));
    at += 8;
    if (!Number.isSafeInteger(size)) throw broken('a size is impossible');
    return size;
  });
}

// The end record is the last thing in the file but for its comment of at most 65,535 bytes, whose length it tells.
function endOf(data: Buffer): number {
  for (let at = data.length - 22; at >= Math.max(0, data.length - 22 - 65_535); at--) {
    if (data.readUInt32LE(at) === END && at + 22 + data.readUInt16LE(at + 20) === data.length) return at;
  }
  throw broken('its end is missing');
}

function refuseOverlap(entries: readonly ZipEntry[], directory: number): void {
  let end = 0;
  for (const { offset, length } of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) throw new CorpusmithError('E_ARCHIVE_LIMIT', { detail: 'entries share bytes' });
    end = offset + length;
  }
  if (end > directory) throw broken('an entry reaches into the directory');
}

function broken(detail: string): CorpusmithError {
  return new CorpusmithError('E_BROKEN', { detail: `the archive is damaged: ${detail}` });
}

/** The upper half of code page 437, in which names are that do not say otherwise (APPNOTE, appendix D). */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
  'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** UTF-8 where it is valid, whatever the flag says: many programs write it without the flag. Else code page 437. */
export function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Array.from(bytes, byte => (byte < 0x80 ? String.fromCharCode(byte) : CP437[byte - 0x80]!)).join('');
  }
}
