import zlib from 'node:zlib';

/** Node.js has zstd since 22.15 and 23.8; the default import loads without it too. */
export const hasZstd = typeof zlib.createZstdCompress === 'function';

export const ZSTD_NEEDS = 'zstd needs Node.js 22.15, 23.8 or newer';

export const { createZstdCompress, createZstdDecompress, zstdCompressSync, zstdDecompressSync } = zlib;
