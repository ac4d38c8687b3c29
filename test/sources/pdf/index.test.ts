import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pdf, pdfTime } from '../../../src/sources/pdf/index.ts';
import { memoryFile, readWith } from '../../harness.ts';

const fixture = (name: string) => memoryFile(name, readFileSync(`fixtures/sources/pdf/${name}`));
const read = (name: string, options = {}) => readWith(pdf, [fixture(name)], options);

describe('pdf', () => {
  it('reads a page a part, with headings, items and mended words, without headers and footers', async () => {
    const { drafts, failures, counters } = await read('manual.pdf');
    expect(failures).toEqual([]);
    expect(drafts).toHaveLength(1);
    const [first, second] = drafts[0]!.parts;
    expect(drafts[0]!.parts.map(part => part.at)).toEqual(['page 1', 'page 2', 'page 3']);
    expect(first!.text).toMatch(/^# Boiler manual\n\nThe boiler heats/);
    expect(first!.text).toContain('before you start it');
    expect(first!.text).toContain('the next person finds it. A well-known fault');
    expect(first!.text).toContain('## Starting\n\n- Open the gas valve.\n- Press the green button');
    expect(second!.text).toContain('Code Meaning');
    expect(drafts[0]!.parts.map(part => part.text).join()).not.toMatch(/revision|Page \d/);
    expect(counters).toEqual({ 'headers-and-footers': 6 });
    expect(drafts[0]!.labels?.title).toBe('Boiler manual for owners');
    expect(drafts[0]!.labels?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('makes one document of each page where asked', async () => {
    const { drafts } = await read('manual.pdf', { by: 'page' });
    expect(drafts.map(draft => draft.locator)).toEqual(['page 1', 'page 2', 'page 3']);
    expect(drafts.every(draft => draft.parts.length === 1)).toBe(true);
  });

  it('gives the pages of one file a key that they share, and a file of one document none', async () => {
    const key = fixture('manual.pdf').sha256.slice(0, 16);
    const keysOf = async (name: string, options = {}) => {
      return (await read(name, options)).drafts.map(({ labels }) => labels?.file);
    };
    expect(await keysOf('manual.pdf', { by: 'page' })).toEqual([key, key, key]);
    expect(await keysOf('manual.pdf')).toEqual([undefined]);
    expect(await keysOf('columns.pdf', { by: 'page' })).toEqual([undefined]);
  });

  it('reads columns one after the other and takes the heading where the title is a placeholder', async () => {
    const { drafts } = await read('columns.pdf');
    const text = drafts[0]!.parts[0]!.text;
    expect(text.lastIndexOf('Left sentence')).toBeLessThan(text.indexOf('Right sentence'));
    expect(text).toContain('Left sentence number two tells of the harbour and its boats.');
    expect(drafts[0]!.labels?.title).toBe('Two columns');
  });

  it('reads Arabic in logical order, ligatures included', async () => {
    const { drafts } = await read('arabic.pdf');
    expect(drafts[0]!.parts[0]!.text).toBe('لا توجد مشكلات في الإنتاج خلال عام 2024 لأن الآلات جديدة.');
  });

  it('opens an encrypted file with its password only', async () => {
    expect((await read('encrypted.pdf')).failures).toEqual([{ fail: 'E_ENCRYPTED' }]);
    expect((await read('encrypted.pdf', { password: 'wrong' })).failures).toEqual([{ fail: 'E_ENCRYPTED' }]);
    expect((await read('encrypted.pdf', { password: 'secret' })).drafts).toHaveLength(1);
  });

  it('reports pages without a text layer and goes on', async () => {
    const scan = await read('scan.pdf');
    expect(scan.drafts).toEqual([]);
    expect(scan.failures).toMatchObject([{ fail: 'E_NO_TEXT_LAYER', locator: 'page 1' }]);
    const mixed = await read('mixed.pdf');
    expect(mixed.drafts).toHaveLength(1);
    expect(mixed.failures).toMatchObject([{ fail: 'E_NO_TEXT_LAYER', locator: 'page 2' }]);
  });

  it('counts blank pages, which are no failures', async () => {
    const blank = minimal('');
    const { drafts, failures, counters } = await readWith(pdf, [memoryFile('b.pdf', blank)]);
    expect([drafts.length, counters]).toEqual([0, { 'blank-pages': 1 }]);
    expect(failures).toMatchObject([{ fail: 'E_NO_TEXT' }]);
  });

  it.each([
    ['empty', '', 'E_EMPTY'],
    ['text', 'Dear Sir or Madam', 'E_WRONG_FORMAT'],
    ['a header alone', '%PDF-1.7\n', 'E_BROKEN'],
    ['garbage', `%PDF-1.7\n${'\0\xff()<<'.repeat(500)}`, 'E_BROKEN'],
    ['cut off', readFileSync('fixtures/sources/pdf/truncated.pdf'), 'E_BROKEN'],
  ])('refuses %s', async (_name, content, code) => {
    const { drafts, failures } = await readWith(pdf, [memoryFile('x.pdf', content)]);
    expect(drafts).toEqual([]);
    expect(failures).toEqual([{ fail: code }]);
  });

  it('gives the same for the same bytes', async () => {
    expect(JSON.stringify(await read('manual.pdf'))).toBe(JSON.stringify(await read('manual.pdf')));
  });

  it.each([
    ['a.bin', '%PDF-1.4', 0.95],
    ['a.bin', `${'x'.repeat(900)}%PDF-1.4`, 0.95],
    ['a.pdf', 'text', 0],
    ['a.txt', 'text', 0],
  ])('detects %s', (uri, head, sure) => {
    expect(pdf.detect({ uri, bytes: head.length, head: Buffer.from(head) })).toBe(sure);
  });
});

describe('pdfTime', () => {
  it.each([
    ["D:20240131120000+01'00'", '2024-01-31T11:00:00Z'],
    ["D:20240131120000-0530'", '2024-01-31T17:30:00Z'],
    ['D:20240131120000Z', '2024-01-31T12:00:00Z'],
    ['D:2024', '2024-01-01T00:00:00Z'],
    ['D:20241399', undefined],
    ['yesterday', undefined],
    [undefined, undefined],
  ])('%s', (created, time) => {
    expect(pdfTime(created)).toBe(time);
  });
});

/** A PDF of one page with this content stream, without the cross-reference table that pdf.js rebuilds. */
function minimal(content: string): string {
  return [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>>>endobj',
    `4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj`,
    'trailer<</Root 1 0 R>>',
    '%%EOF',
  ].join('\n');
}
