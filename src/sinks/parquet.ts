import { type ColumnChunk, type Compressors, parquetReadObjects, type RowGroup } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { z } from 'zod';
import { CorpusmithError } from '../core/errors.ts';
import { defineSink } from '../define.ts';
import { type Fields, misfit, schemaOf, widen } from './columns.ts';
import { hasZstd, ZSTD_NEEDS, zstdCompressSync, zstdDecompressSync } from './zstd.ts';

/** Characters of the rows of one row group: what is held in memory at a time. */
const GROUP = 8 << 20;

/** What a Parquet file begins and ends with, and the bytes of the length before each group. */
const MAGIC = Buffer.from('PAR1');
const LENGTH = 4;

const CODECS = { snappy: 'SNAPPY', zstd: 'ZSTD', none: 'UNCOMPRESSED' } as const;

const options = z.strictObject({
  compression: z
    .enum(['snappy', 'zstd', 'none'])
    .default('snappy')
    .refine(name => name !== 'zstd' || hasZstd, ZSTD_NEEDS)
    .describe('Codec of the pages. zstd is smaller and needs Node.js 22.15 or newer.'),
});

type ParquetOptions = z.infer<typeof options>;

/**
 * Apache Parquet: text as strings, messages as lists of structs, numbers as doubles. A key that a row lacks is null.
 *
 * Parquet tells at its end where everything lies, so a stream could be read only when it is whole. Here each row group is
 * a small Parquet file of its own, with its length before it: `decode` reads one after the other. To other readers the
 * footers of the groups are gaps, which the format allows; the footer at the end lists the pages of all groups.
 */
export const parquet = defineSink<ParquetOptions>({
  name: 'parquet',
  summary: 'Apache Parquet, typed columns for DuckDB, pandas and `datasets`',
  options,
  extension: () => '.parquet',
  async *encode(lines, { compression }) {
    const file = new ParquetFile(compression);
    yield MAGIC;
    let gathered: string[] = [];
    let size = 0;
    for await (const line of lines) {
      gathered.push(line);
      size += line.length;
      if (size < GROUP) continue;
      yield* await file.group(gathered);
      [gathered, size] = [[], 0];
    }
    if (gathered.length > 0) yield* await file.group(gathered);
    yield file.end();
  },
  async *decode(chunks) {
    const bytes = new Pieces(chunks);
    try {
      if (!(await bytes.take(MAGIC.length)).equals(MAGIC)) throw new CorpusmithError('E_BROKEN');
      for (;;) {
        const length = (await bytes.take(LENGTH)).readUInt32LE();
        if (length === 0) break;
        yield* await linesOf(await bytes.take(length));
      }
    } finally {
      await bytes.close();
    }
  },
});

/** The row groups of a file and where they are, while it is written. */
class ParquetFile {
  readonly #compression: ParquetOptions['compression'];
  /** Of all rows so far, and the schema of each column as it has been written. */
  readonly #fields: Fields = new Map();
  readonly #written = new Map<string, string>();
  readonly #groups: { readonly rows: number; readonly bytes: bigint; readonly columns: readonly ColumnChunk[] }[] = [];
  #rows = 0;
  #at = MAGIC.length;

  constructor(compression: ParquetOptions['compression']) {
    this.#compression = compression;
  }

  /** Length and bytes of the next row group. Throws `E_COLUMNS` when it would not give the same lines again. */
  async group(lines: readonly string[]): Promise<Uint8Array[]> {
    const rows = lines.map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);
    for (const row of rows) widen(this.#fields, row);
    this.#keepShapes();
    const writer = new ByteWriter();
    const group = this.#writer(writer);
    const columnData = [...this.#fields.keys()].map(name =>
      column(
        name,
        rows.map(row => row[name]),
      ),
    );
    group.write({ columnData, rowGroupSize: rows.length });
    group.finish();
    const bytes = Buffer.from(writer.getBytes());
    await this.#check(lines, bytes);
    this.#keep(group.row_groups[0]!, this.#at + LENGTH);
    this.#rows += rows.length;
    this.#at += LENGTH + bytes.length;
    return [lengthOf(bytes.length), bytes];
  }

  /** What closes the file: no further group, then the columns that earlier groups had no value for, then the footer. */
  end(): Uint8Array {
    const writer = new ByteWriter();
    writer.offset = this.#at;
    writer.appendUint32(0);
    const file = this.#writer(writer);
    const names = [...this.#fields.keys()];
    const whole = this.#groups.map(({ rows, bytes, columns }): RowGroup => {
      const inGroup = Map.groupBy(columns, ({ meta_data }) => meta_data!.path_in_schema[0]!);
      const all = names.flatMap(name => inGroup.get(name) ?? nulls(file, name, rows));
      return { columns: all, total_byte_size: bytes, num_rows: BigInt(rows) };
    });
    file.row_groups = whole;
    file.num_rows = BigInt(this.#rows);
    file.finish();
    return writer.getBytes();
  }

  #writer(writer: ByteWriter): ParquetWriter {
    return new ParquetWriter({
      writer,
      schema: schemaOf(this.#fields),
      codec: CODECS[this.#compression],
      compressors: hasZstd ? { ZSTD: bytes => zstdCompressSync(bytes) } : {},
      // Of a text column they would be the beginnings of two texts.
      statistics: false,
      createdBy: 'corpusmith',
    });
  }

  /** A column may be new, but those of earlier groups are written. */
  #keepShapes(): void {
    for (const [name, shape] of this.#fields) {
      const schema = JSON.stringify(schemaOf(new Map([[name, shape]])));
      const before = this.#written.get(name);
      if (before !== undefined && before !== schema)
        throw misfit(`"${name}" has other parts after row ${this.#rows} than before`);
      this.#written.set(name, schema);
    }
  }

  /** Reads the group back: a key order of its own, half a surrogate pair or a minus zero would be lost without a word. */
  async #check(lines: readonly string[], group: Buffer): Promise<void> {
    const read = await linesOf(group);
    const other = lines.findIndex((line, i) => line !== read[i]);
    if (other !== -1) throw misfit(`row ${this.#rows + other + 1} would not be the same when it is read back`);
  }

  #keep({ columns, total_byte_size: bytes, num_rows }: RowGroup, by: number): void {
    this.#groups.push({ rows: Number(num_rows), bytes, columns: columns.map(chunk => moved(chunk, BigInt(by))) });
  }
}

function column(name: string, data: unknown[]) {
  return { name, data, offsetIndex: false };
}

/** Writes a column of one row group that has no value. */
function nulls(file: ParquetWriter, name: string, rows: number): ColumnChunk[] {
  file.write({ columnData: [column(name, new Array(rows).fill(null))], rowGroupSize: rows });
  return file.row_groups.at(-1)!.columns;
}

function moved({ meta_data, file_offset }: ColumnChunk, by: bigint): ColumnChunk {
  const { data_page_offset: data, dictionary_page_offset: dictionary, ...rest } = meta_data!;
  const offsets = {
    data_page_offset: data + by,
    ...(dictionary === undefined ? {} : { dictionary_page_offset: dictionary + by }),
  };
  return { file_offset: file_offset + by, meta_data: { ...rest, ...offsets } };
}

function lengthOf(bytes: number): Uint8Array {
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32LE(bytes);
  return length;
}

const decompressors: Compressors = hasZstd ? { ZSTD: bytes => zstdDecompressSync(bytes) } : {};

/** The rows of a small Parquet file as JSON lines. A key without a value is none. */
async function linesOf(file: Buffer): Promise<string[]> {
  const bytes = new Uint8Array(file).buffer;
  const rows = await parquetReadObjects({ file: bytes, compressors: decompressors });
  return rows.map(row => JSON.stringify(row, (_key, value) => value ?? undefined));
}

/** Takes bytes off a stream, as many as are asked for. */
class Pieces {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Uint8Array[] = [];
  #size = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Throws `E_BROKEN` where the stream ends before. */
  async take(size: number): Promise<Buffer> {
    while (this.#size < size) {
      const { value, done } = await this.#chunks.next();
      if (done === true) throw new CorpusmithError('E_BROKEN');
      this.#held.push(value);
      this.#size += value.length;
    }
    const all = Buffer.concat(this.#held);
    this.#held = [all.subarray(size)];
    this.#size -= size;
    return all.subarray(0, size);
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
