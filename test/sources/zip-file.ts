// Writes ZIP files, also such as no honest program writes.
import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** A symbolic link. */
  readonly link?: boolean;
  /** What the directory claims, where it is not the truth. */
  readonly claims?: { readonly unpacked?: number; readonly crc?: number; readonly offset?: number };
  /** Writes the sizes into a ZIP64 field. */
  readonly zip64?: boolean;
}

export function zipOf(...entries: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const plain = Buffer.from(entry.content);
    const content = entry.stored ? plain : deflateRawSync(plain);
    const flags = entry.encrypted ? 1 : 0;
    const sizes = [
      entry.claims?.crc ?? crc32(plain),
      entry.zip64 ? 0xffffffff : content.length,
      entry.zip64 ? 0xffffffff : (entry.claims?.unpacked ?? plain.length),
    ];
    const method = entry.stored ? 0 : 8;
    const head = fields([20, 2], [flags, 2], [method, 2], [0, 4], ...sizes.map(size => [size, 4] as const));
    const local = Buffer.concat([fields([0x04034b50, 4]), head, fields([name.length, 2], [0, 2]), name, content]);
    const extra = entry.zip64 ? fields([1, 2], [16, 2], [plain.length, 8], [content.length, 8]) : Buffer.alloc(0);
    const mode = entry.link ? 0o120777 : 0o100644;
    central.push(
      Buffer.concat([
        fields([0x02014b50, 4], [20 | (3 << 8), 2]),
        head,
        fields([name.length, 2], [extra.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [mode, 2]),
        fields([entry.claims?.offset ?? offset, 4]),
        name,
        extra,
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const count = entries.length;
  const end = fields([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [directory.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...locals, directory, end]);
}

function fields(...values: readonly (readonly [value: number, bytes: number])[]): Buffer {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, bytes);
    }),
  );
}
