import { inflateRawSync } from 'node:zlib';
import { CorpusmithError } from '../../core/errors.ts';
import type { Limits } from '../../core/source.ts';

/** The parts of an Office Open XML package, unpacked one by one when they are asked for. */
export interface Package {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Throws `E_ARCHIVE_LIMIT` over the limits, `E_BROKEN` when the part is damaged, `E_XML_ENTITIES` for XML with a DTD. */
  read(name: string): Uint8Array;
}

interface Part {
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * Opens the ZIP container (APPNOTE 6.3.3) of a Word file by its central directory. Only what is read is ever unpacked, and never
 * more than the limits allow, whatever the directory claims.
 */
export function openPackage(bytes: Uint8Array, limits: Limits): Package {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = directoryOf(data, limits);
  let unpacked = 0;
  return {
    names: [...parts.keys()],
    has: name => parts.has(name),
    read(name) {
      const part = parts.get(name);
      if (part === undefined) throw new CorpusmithError('E_BROKEN', { detail: 'a part of the package is missing' });
      const content = unpack(data, part, limits, limits.unpacked - unpacked);
      unpacked += content.length;
      if (/\.(?:xml|rels)$/i.test(name)) refuseEntities(content);
      return content;
    },
  };
}

function directoryOf(data: Buffer, limits: Limits): Map<string, Part> {
  const end = endOf(data);
  const count = data.readUInt16LE(end + 10);
  if (count > limits.entries) throw new CorpusmithError('E_ARCHIVE_LIMIT');
  const parts = new Map<string, Part>();
  let at = data.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== CENTRAL) throw new CorpusmithError('E_BROKEN');
    if ((data.readUInt16LE(at + 8) & 1) === 1) throw new CorpusmithError('E_ENCRYPTED');
    const [name, extra, comment] = [data.readUInt16LE(at + 28), data.readUInt16LE(at + 30), data.readUInt16LE(at + 32)];
    const path = data.toString('utf8', at + 46, at + 46 + name).replace(/^\//, '');
    const part = {
      method: data.readUInt16LE(at + 10),
      packed: data.readUInt32LE(at + 20),
      unpacked: data.readUInt32LE(at + 24),
      offset: data.readUInt32LE(at + 42),
    };
    if (!parts.has(path)) parts.set(path, part);
    at += 46 + name + extra + comment;
  }
  return parts;
}

// The end record is the last thing in the file but for a comment of at most 65,535 bytes.
function endOf(data: Buffer): number {
  for (let at = data.length - 22; at >= 0 && at >= data.length - 22 - 65_535; at--)
    if (data.readUInt32LE(at) === END) return at;
  throw new CorpusmithError('E_BROKEN', { detail: 'the end of the file is missing' });
}

function unpack(data: Buffer, part: Part, limits: Limits, room: number): Uint8Array {
  const { offset, packed, method } = part;
  if (offset + 30 > data.length || data.readUInt32LE(offset) !== LOCAL) throw new CorpusmithError('E_BROKEN');
  const start = offset + 30 + data.readUInt16LE(offset + 26) + data.readUInt16LE(offset + 28);
  if (start + packed > data.length) throw new CorpusmithError('E_BROKEN');
  const content = data.subarray(start, start + packed);
  // Small parts may be packed tighter than any ratio: a megabyte does no harm.
  const most = Math.min(room, Math.max(packed * limits.ratio, 1 << 20));
  if (part.unpacked > most) throw new CorpusmithError('E_ARCHIVE_LIMIT');
  if (method === 0) return content;
  if (method !== 8) throw new CorpusmithError('E_BROKEN', { detail: 'a compression that Word does not use' });
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    const over = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new CorpusmithError(over ? 'E_ARCHIVE_LIMIT' : 'E_BROKEN');
  }
}

// No Office program writes a DTD; entities declared in one can grow without bounds or name files. UTF-16 is looked at too.
function refuseEntities(content: Uint8Array): void {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  for (const encoding of ['latin1', 'utf16le'] as const)
    for (const sign of ['<!DOCTYPE', '<!ENTITY'])
      if (bytes.includes(Buffer.from(sign, encoding))) throw new CorpusmithError('E_XML_ENTITIES');
  const bigEndian = bytes.length > 1 && bytes[0] === 0xfe && bytes[1] === 0xff;
  if (bigEndian) throw new CorpusmithError('E_BROKEN', { detail: 'XML in an encoding that Word does not write' });
}
