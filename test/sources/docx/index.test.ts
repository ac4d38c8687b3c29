import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { docx } from '../../../src/sources/docx/index.ts';
import { memoryFile, readWith } from '../../harness.ts';

const handbook = readFileSync('fixtures/sources/docx/handbook.docx');
const read = (content: string | Uint8Array) => readWith(docx, [memoryFile('x.docx', content)]);

describe('docx', () => {
  it('reads headings, lists with depth, tables, notes, code and equations', async () => {
    const { drafts, failures, counters } = await read(handbook);
    expect(failures).toEqual([]);
    expect(drafts[0]!.parts[0]!.text).toBe(
      [
        '# Boiler handbook',
        '# Safety',
        'Wear gloves when you open the door.[1]',
        '1. Close the gas valve.\n2. Wait ten minutes:\n   - the lamp goes out\n   - the pipe gets cold',
        '## Faults',
        '| Code | Meaning |\n| --- | --- |\n| E1 | No flame |\n| E2 | Low pressure |',
        'The power is P = U I in watts.',
        '```\nvalve --close\nvalve --status\n```',
        '1. Gloves of class three.',
      ].join('\n\n'),
    );
    expect(counters).toEqual({ equations: 1 });
    expect(drafts[0]!.labels).toEqual({ title: 'Boiler handbook', time: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  it('takes the first heading where the properties have no title, and undoes entities where they have', async () => {
    const paragraph = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Own</w:t></w:r></w:p>';
    expect((await read(word(paragraph))).drafts[0]!.labels).toEqual({ title: 'Own' });
    const core = '<cp><dc:title>A &amp; B</dc:title></cp>';
    expect((await read(word(paragraph, { 'docProps/core.xml': core }))).drafts[0]!.labels).toEqual({ title: 'A & B' });
  });

  const cell = (content: string) => `<w:tc>${content}</w:tc>`;
  const line = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const row = (cells: string[], properties = '') => `<w:tr>${properties}${cells.map(cell).join('')}</w:tr>`;
  const grid = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`;
  const late = (columns: number) => `<w:trPr><w:gridBefore w:val="${columns}"/></w:trPr>`;
  const inner = grid(row([line('p'), line('q')]), row([line('r'), line('s')]));
  const long = line('word '.repeat(200).trim());

  it.each([
    [
      'a row that begins late',
      grid(row([line('a'), line('b'), line('c')]), row([line('d')], late(2)), row([line('e')])),
      '| a | b | c |\n| --- | --- | --- |\n| | | d |\n| e | | |',
    ],
    [
      'a table within a table of data',
      grid(row([line('a'), line('b')]), row([line('c'), line('d') + inner])),
      '| a | b |\n| --- | --- |\n| c | d p q r s |',
    ],
    [
      'a table within one that places things',
      grid(row([line('a') + inner, line('b')])),
      'a\n\n| p | q |\n| --- | --- |\n| r | s |\n\nb',
    ],
    [
      'a table beside a long text',
      grid(row([line('a'), line('b')]), row([long, inner])),
      `a\n\nb\n\n${'word '.repeat(200).trim()}\n\n| p | q |\n| --- | --- |\n| r | s |`,
    ],
  ])('reads %s', async (_name, body, text) => {
    expect((await read(word(body))).drafts[0]!.parts[0]!.text).toBe(text);
  });

  const entity = '<!DOCTYPE x [<!ENTITY a "b">]>';
  const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  it.each([
    ['an empty file', '', 'E_EMPTY'],
    ['text', 'Dear Sir', 'E_WRONG_FORMAT'],
    ['another archive', zip({ 'a.txt': 'a' }), 'E_WRONG_FORMAT'],
    ['an old Word file', compound, 'E_WRONG_FORMAT'],
    ['an encrypted file', Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]), 'E_ENCRYPTED'],
    ['a file that is cut off', handbook.subarray(0, 6000), 'E_BROKEN'],
    ['a flipped byte', flipped(), 'E_BROKEN'],
    ['XML that is cut off', word('<w:p>'), 'E_BROKEN'],
    ['entities', zip({ ...minimal(''), 'word/document.xml': entity }), 'E_XML_ENTITIES'],
    [
      'entities in UTF-16',
      zip({ ...minimal(''), 'word/document.xml': Buffer.from(entity, 'utf16le') }),
      'E_XML_ENTITIES',
    ],
    ['no text', word('<w:p/>'), 'E_NO_TEXT'],
    ['a size over the limits', zip(minimal(''), 1 << 30), 'E_ARCHIVE_LIMIT'],
  ])('refuses %s', async (_name, content, code) => {
    const { drafts, failures } = await read(content);
    expect(drafts).toEqual([]);
    expect(failures).toEqual([{ fail: code }]);
  });

  it.each([
    ['a.bin', handbook, 0.95],
    ['a.docx', zip({ 'a.txt': 'a' }), 0.4],
    ['a.docx', Buffer.from('text'), 0.3],
    ['a.zip', zip({ 'a.txt': 'a' }), 0],
  ])('detects %s', (uri, head, sure) => {
    expect(docx.detect({ uri, bytes: head.length, head: head.subarray(0, 65_536) })).toBe(sure);
  });
});

function flipped(): Buffer {
  const copy = Buffer.from(handbook);
  const at = copy.indexOf('word/document.xml') + 60;
  copy.fill(0xff, at, at + 40);
  return copy;
}

function minimal(body: string): Record<string, string> {
  return {
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
  };
}

function word(body: string, more: Record<string, string> = {}): Buffer {
  return zip({ ...minimal(body), ...more });
}

/** A ZIP file of stored entries that claims `size` bytes for each of them where given. */
function zip(entries: Record<string, string | Buffer>, size?: number): Buffer {
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const data = Buffer.from(content as string);
    const path = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.write('PK\x03\x04', 'latin1');
    local.writeUInt16LE(path.length, 26);
    const central = Buffer.alloc(46);
    central.write('PK\x01\x02', 'latin1');
    central.writeUInt32LE(crc32(data), 16);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt32LE(size ?? data.length, 24);
    central.writeUInt16LE(path.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, path, data);
    centrals.push(central, path);
    offset += local.length + path.length + data.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
