import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDocumentError } from '../../src/core/errors.ts';
import type { Limits } from '../../src/core/source.ts';
import { openZip, zip } from '../../src/sources/zip.ts';
import { limits, memoryFile } from '../harness.ts';
import { type Packed, zipOf } from './zip-file.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/sources/${name}`, import.meta.url));

/** `name: content`, `entry 3: CODE` for a failure, or the code alone when the archive cannot be opened. */
async function unpacked(bytes: Uint8Array, some: Partial<Limits> = {}): Promise<string[]> {
  const found: string[] = [];
  const code = (error: unknown) => {
    if (!isDocumentError(error)) throw error;
    return error.code;
  };
  try {
    for await (const entry of zip.entries(memoryFile('a.zip', bytes), { ...limits, ...some })) {
      if ('fail' in entry) found.push(`${entry.locator}: ${entry.fail}`);
      else {
        const content = await entry.read().then(read => Buffer.from(read).toString(), code);
        found.push(`${entry.name}: ${content.length > 99 ? content.length : content}`);
      }
    }
  } catch (error) {
    found.push(code(error));
  }
  return found;
}

const zeros = (length: number) => Buffer.alloc(length);
const a: Packed = { name: 'a.txt', content: 'A' };

test('reads an archive with folders, umlauts, an inner archive, and what file managers leave', async () => {
  const found = await unpacked(fixture('zip/mixed.zip'));
  expect(found.slice(0, 2)).toEqual(['notes/größe.txt: Größe fünf.\n', 'plain.csv: a,b\n1,2\n']);
  expect(found.slice(2)).toEqual([expect.stringMatching(/^inner\.zip: \d+$/)]);
});

test.each<[what: string, entries: Packed[], expected: string[]]>([
  ['nothing', [], []],
  ['an empty file', [{ name: 'a', content: '' }], ['a: ']],
  ['names in code page 437', [{ name: Buffer.from([0x81, 0x2e, 0x74]), content: 'x' }], ['ü.t: x']],
  ['names in UTF-8 without the flag', [{ name: 'é.t', content: 'x' }], ['é.t: x']],
  ['backslashes of Windows', [{ name: 'a\\b.txt', content: 'x' }], ['a/b.txt: x']],
  [
    'ZIP64 sizes',
    [
      { ...a, zip64: true },
      { name: 'b', content: 'B' },
    ],
    ['a.txt: A', 'b: B'],
  ],
  ['the second of a name', [a, { name: 'a.txt', content: 'B' }], ['a.txt: A', 'entry 2: E_DUPLICATE_ID']],
  [
    'an encrypted entry',
    [
      { ...a, encrypted: true },
      { name: 'b', content: 'B' },
    ],
    ['a.txt: E_ENCRYPTED', 'b: B'],
  ],
  ['a wrong checksum', [{ ...a, claims: { crc: 1 } }], ['a.txt: E_BROKEN']],
  ['more than declared', [{ name: 'a', content: zeros(5000), claims: { unpacked: 10 } }], ['a: E_ARCHIVE_LIMIT']],
  ['less than declared', [{ ...a, claims: { unpacked: 10 } }], ['a.txt: E_BROKEN']],
  ['entries that share bytes', [a, { name: 'b.txt', content: 'A', claims: { offset: 0 } }], ['E_ARCHIVE_LIMIT']],
  ['an offset behind the end', [{ ...a, claims: { offset: 99_999 } }], ['E_BROKEN']],
  ['a symbolic link', [{ name: 'l', content: '/etc/passwd', link: true }], ['entry 1: E_ARCHIVE_PATH']],
])('%s', async (_what, entries, expected) => {
  expect(await unpacked(zipOf(...entries))).toEqual(expected);
});

test.each(['../a', 'a/../../b', '/etc/a', 'C:/a', 'C:\\a', '..\\a', '\\\\host\\a', 'a\0b', 'a\nb', 'a//b'])(
  'refuses the path %j, and reads the others',
  async name => {
    expect(await unpacked(zipOf({ name, content: 'x' }, a))).toEqual(['entry 1: E_ARCHIVE_PATH', 'a.txt: A']);
  },
);

describe('limits', () => {
  const bomb = zipOf({ name: 'bomb', content: zeros(8 << 20) }, a);

  test.each<[what: string, bytes: Uint8Array, some: Partial<Limits>, expected: string[]]>([
    ['ratio', bomb, {}, ['bomb: E_ARCHIVE_LIMIT', 'a.txt: A']],
    ['a ratio that is allowed', bomb, { ratio: 2000 }, [`bomb: ${8 << 20}`, 'a.txt: A']],
    ['unpacked bytes', bomb, { ratio: 2000, unpacked: 1000 }, ['bomb: E_ARCHIVE_LIMIT', 'a.txt: A']],
    [
      'unpacked bytes of all entries',
      zipOf(a, { ...a, name: 'b' }),
      { unpacked: 1 },
      ['a.txt: A', 'b: E_ARCHIVE_LIMIT'],
    ],
    ['entries', zipOf(a, { ...a, name: 'b' }), { entries: 1 }, ['E_ARCHIVE_LIMIT']],
  ])('%s', async (_what, bytes, some, expected) => {
    expect(await unpacked(bytes, some)).toEqual(expected);
  });
});

describe('damage', () => {
  const whole = zipOf(a, { name: 'b.txt', content: 'B'.repeat(500), stored: true });

  test('an archive that is cut off anywhere is broken', async () => {
    for (let length = 0; length < whole.length; length += 7) {
      expect(await unpacked(whole.subarray(0, length))).toEqual(['E_BROKEN']);
    }
  });

  test('a byte that is wrong gives a code or the same text, never another error or other text', async () => {
    const byte = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(byte, async ([at, change]) => {
        const bytes = Buffer.from(whole);
        bytes[at]! ^= change;
        for (const found of await unpacked(bytes)) expect(found).toMatch(/(?:: A|: 500|E_[A-Z_]+)$/);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('a comment behind the directory belongs to the archive, other bytes do not', async () => {
    const commented = Buffer.concat([zipOf(a), Buffer.from('PK')]);
    expect(await unpacked(commented)).toEqual(['E_BROKEN']);
    commented.writeUInt16LE(2, commented.length - 4);
    expect(await unpacked(commented)).toEqual(['a.txt: A']);
  });
});

test.each<[name: string, head: Uint8Array, sure: number]>([
  ['a.zip', zipOf(a), 0.9],
  ['noname', zipOf(a), 0.9],
  ['a.zip', zipOf(), 0.9],
  ['a.zip', zipOf({ name: '[Content_Types].xml', content: '<a/>' }), 0],
  ['a.bin', zipOf({ name: 'mimetype', content: 'application/epub+zip', stored: true }), 0],
  ['a.docx', zipOf(a), 0],
  ['book.zip', fixture('xlsx/book.xlsx'), 0],
  // A document that is packed as it is shows its own entries within the archive.
  ['b.zip', zipOf({ name: 'book.xlsx', content: fixture('xlsx/book.xlsx'), stored: true }), 0.9],
  ['a.zip', Buffer.from('PK'), 0],
  ['a.zip', Buffer.from('no archive'), 0],
])('detects %s', (uri, head, sure) => {
  expect(zip.detect({ uri, bytes: head.length, head })).toBe(sure);
});

test('a part of an office file is read by its name', () => {
  const opened = openZip(fixture('xlsx/book.xlsx'), limits);
  expect(opened.has('xl/workbook.xml')).toBe(true);
  expect(Buffer.from(opened.read('xl/workbook.xml')).toString()).toContain('<workbook');
  expect(() => opened.read('missing')).toThrow(/damaged/);
});
