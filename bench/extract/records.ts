// Tables as text, and JSON.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDocumentError } from '../../src/core/errors.ts';
import { cellsOf, readRows } from '../../src/sources/csv.ts';
import { decodeStream } from '../../src/sources/encoding.ts';
import { jsonRecords } from '../../src/sources/json-records.ts';
import { limits, memoryFile } from '../../test/harness.ts';
import { type CaseSet, linesOf } from './set.ts';

interface PapaCase {
  readonly id: string;
  readonly suite: 'core' | 'parse';
  readonly input: string;
  readonly config: { readonly delimiter?: string };
  readonly expected: {
    readonly data: readonly (readonly string[])[];
    readonly errors: readonly { readonly code: string }[];
  };
}

/**
 * Cases of the library's own tests that ask for nothing which our reader has not or does otherwise on purpose: other options
 * than a delimiter of one character, blank lines (left out), quotes that are never closed (the record is refused).
 */
function isComparable({ config, expected }: PapaCase): boolean {
  return (
    Object.keys(config).every(key => key === 'delimiter') &&
    (config.delimiter ?? ',').length === 1 &&
    expected.data.every(row => row.length !== 1 || row[0] !== '') &&
    expected.errors.every(({ code }) => code !== 'MissingQuotes')
  );
}

const papaparse: CaseSet = {
  folder: 'csv',
  name: 'papaparse',
  library: 'papaparse 5.7.1, its own cases',
  measures: [
    { name: 'comparable cases, delimiter given, of 37', at: ['core', 0], library: 37, best: [37, 'papaparse 5.7.1'] },
    {
      name: 'comparable cases, delimiter guessed, of 36',
      at: ['parse', 0],
      library: 36,
      best: [36, 'papaparse 5.7.1'],
    },
  ],
  async *predict(folder) {
    for (const test of linesOf<PapaCase>(folder, 'papaparse-cases.jsonl').filter(isComparable)) {
      const delimiter = test.config.delimiter ?? (test.suite === 'core' ? ',' : undefined);
      const data: (readonly string[])[] = [];
      for await (const record of cellsOf(decodeStream(memoryFile('', test.input).stream()), delimiter, limits.record)) {
        if ('cells' in record) data.push(record.cells);
      }
      yield { id: test.id, data };
    }
  },
};

const spectrum: CaseSet = {
  folder: 'csv',
  name: 'spectrum',
  library: 'papaparse 5.7.1',
  // The twelfth has another number in its truth than in its table.
  measures: [{ name: 'same objects, of 11', at: ['same'], library: 11, best: [11, 'papaparse 5.7.1'] }],
  async *predict(folder) {
    for (const { id, file } of linesOf<{ id: string; file: string }>(folder, 'spectrum/manifest.jsonl')) {
      const data: object[] = [];
      const table = memoryFile(file, readFileSync(join(folder, 'spectrum', file)));
      for await (const row of readRows(table, {}, { limits })) if ('values' in row) data.push(row.values);
      yield { id, data };
    }
  },
};

/** Files of one text each: it is accepted when all of it can be read. */
const suite: CaseSet = {
  folder: 'json',
  name: 'JSONTestSuite',
  library: 'JSON.parse after strict decoding',
  measures: [
    { name: 'accepted, of 95', at: ['accepted_y', 0], library: 95, best: [95, 'JSON.parse'] },
    { name: 'rejected, of 188', at: ['rejected_n', 0], library: 188, best: [188, 'JSON.parse'] },
  ],
  async *predict(folder) {
    for (const { file } of linesOf<{ file: string }>(folder, 'JSONTestSuite/manifest.jsonl')) {
      yield { id: file, ok: await isRead(readFileSync(join(folder, 'JSONTestSuite', file))) };
    }
  },
};

async function isRead(bytes: Uint8Array): Promise<boolean> {
  try {
    for await (const record of jsonRecords(memoryFile('', bytes), { limits })) if ('fail' in record) return false;
    return true;
  } catch (error) {
    if (isDocumentError(error)) return false;
    throw error;
  }
}

export const recordSets: readonly CaseSet[] = [papaparse, spectrum, suite];
