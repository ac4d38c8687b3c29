// Everything that may be wrong with a folder of files, in one folder: each file ends in a document or in a code, the run ends.
import { chmodSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunFacts } from '../src/core/facts.ts';
import { run } from '../src/run.ts';
import { linesOf, tempFolder, writeFiles } from './engine/harness.ts';

const fixtures = fileURLToPath(new URL('../fixtures/company', import.meta.url));
const fixture = (name: string) => readFileSync(join(fixtures, name));
const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2);

const page =
  '<!doctype html><html><body><article><h1>Valve</h1><p>Turn the valve to the left.</p></article></body></html>';
const zip = (entries: Record<string, string | Uint8Array>) =>
  zipSync(
    Object.fromEntries(
      Object.entries(entries).map(([name, data]) => [name, typeof data === 'string' ? strToU8(data) : data]),
    ),
  );

/** Files of the folder, with what must become of each: rows that are written, or codes. */
const CASES: Readonly<Record<string, readonly [content: string | Uint8Array, rows: number, codes: readonly string[]]>> =
  {
    'good.txt': ['Turn the valve to the left until the lamp goes out.', 1, []],
    'empty.txt': ['', 0, ['E_EMPTY']],
    'empty.pdf': ['', 0, ['E_EMPTY']],
    'page-named.docx': [page, 1, []],
    'text-named.pdf': ['A memo about valves that somebody has renamed.', 1, []],
    'cut.pdf': [half(fixture('manual/quick-start.pdf')), 0, ['E_BROKEN']],
    'cut.docx': [half(fixture('policies/travel.docx')), 0, ['E_BROKEN']],
    'cut.zip': [half(zip({ 'a.txt': 'x'.repeat(5000), 'b.txt': String(Math.PI).repeat(900) })), 0, ['E_BROKEN']],
    'locked.pdf': [fixture('manual/incident-report-encrypted.pdf'), 0, ['E_ENCRYPTED']],
    'bomb.zip': [zip({ 'zeros.txt': new Uint8Array(64 << 20) }), 0, ['E_ARCHIVE_LIMIT']],
    'deep.zip': [zip({ 'a.zip': zip({ 'b.zip': zip({ 'c.txt': 'too deep' }) }) }), 0, ['E_ARCHIVE_LIMIT']],
    'traversal.zip': [
      zip({ '../evil.txt': 'evil', 'fine.txt': 'This entry is fine and is read.' }),
      1,
      ['E_ARCHIVE_PATH'],
    ],
    'many.zip': [
      zip(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.txt`, 'x']))),
      0,
      ['E_ARCHIVE_LIMIT'],
    ],
    'entities.docx': [zip(entityBomb()), 0, ['E_XML_ENTITIES']],
    'long-line.jsonl': [`{"text":"first"}\n{"text":"${'x'.repeat(2 << 20)}"}\n{"text":"third"}\n`, 2, ['E_TOO_LARGE']],
    'latin1.txt': [Buffer.from('Größe und Höhe für die Tür müssen stimmen.', 'latin1'), 1, []],
    'utf16.txt': [Buffer.from('\ufeffTurn the valve to the left.', 'utf16le'), 1, []],
    'nul.txt': [Buffer.from('valve\0\0\0\x01\x02\x03\0\0\0\0\x04\x05\0\0\0\0\0\0\0\0\0\0'), 0, ['E_UNKNOWN_FORMAT']],
    'ragged.csv': [
      'text,author\nTurn it left,A\nTurn it right,B,extra\nTurn it off\nPush it,C\n',
      2,
      ['E_RECORD_COLUMNS', 'E_RECORD_COLUMNS'],
    ],
    'tickets.json': [
      JSON.stringify({ tickets: [ticket(1), ticket(2), ticket(1)], users: [] }),
      0,
      ['E_SHAPE', 'E_SHAPE', 'E_DUPLICATE_ID'],
    ],
    'cut.json': ['[{"text":"A whole record about valves."},{"text":"cut', 1, ['E_BROKEN']],
    'noise.bin': [
      Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 2654435761) >>> 24)),
      0,
      ['E_UNKNOWN_FORMAT'],
    ],
  };

function entityBomb(): Record<string, string> {
  const lol = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>';
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'word/document.xml': `<?xml version="1.0"?>${lol}<w:document><w:body><w:p><w:r><w:t>&lol2;</w:t></w:r></w:p></w:body></w:document>`,
  };
}

function ticket(id: number) {
  const comments = [
    { id: 1, author_id: 5, body: 'The valve is stuck.', public: true, created_at: '2024-01-01T00:00:00Z' },
  ];
  return { id, subject: 'Valve', requester_id: 5, assignee_id: 6, via: { channel: 'web' }, comments };
}

let folder: ReturnType<typeof tempFolder>;
let facts: RunFacts;
let rejects: Record<string, unknown>[];
let ledger: Record<string, unknown>[];

beforeAll(async () => {
  folder = tempFolder();
  for (const [name, [content]] of Object.entries(CASES)) writeFiles(folder.path, { [`in/${name}`]: content });
  writeFiles(folder.path, { 'in/sub/inner.txt': 'A note about the valve, in a folder below.' });
  symlinkSync(join(folder.path, 'in'), join(folder.path, 'in/sub/loop'));
  symlinkSync('nowhere.txt', join(folder.path, 'in/broken-link.txt'));
  const result = await run(
    {
      name: 'bad-input',
      root: folder.path,
      sources: [{ use: 'auto', files: 'in/**/*' }],
      sink: { format: 'text' },
      limits: { record: '1MB', entries: 20, ratio: 100, depth: 2 },
    },
    { workers: 2 },
  );
  facts = result.facts;
  rejects = linesOf(join(folder.path, 'out/rejects.jsonl'));
  ledger = linesOf(join(folder.path, 'out/ledger.jsonl'));
});
afterAll(() => folder.remove());

test.each(Object.entries(CASES))('%s', (name, [, rows, codes]) => {
  const isOf = ({ file }: Record<string, unknown>) => file === `in/${name}` || String(file).startsWith(`in/${name}!/`);
  expect(rejects.filter(isOf).map(reject => reject.code)).toHaveLength(codes.length);
  expect(new Set(codes)).toEqual(new Set(rejects.filter(isOf).map(reject => reject.code)));
  const written = ledger.filter(isOf).filter(({ events }) => JSON.stringify(events).includes('"row"'));
  expect(written).toHaveLength(rows);
});

test('links that lead back or nowhere are reported', () => {
  const links = rejects.filter(({ file }) => /loop|broken-link/.test(String(file)));
  expect(links.map(({ file, code }) => `${file} ${code}`).sort()).toEqual([
    'in/broken-link.txt E_UNREADABLE',
    'in/sub/loop E_LINK_LOOP',
  ]);
});

test('nothing is lost: every file is in the ledger, and the sums hold', () => {
  const told = new Set(ledger.map(({ file }) => String(file).split('!/')[0]));
  for (const name of Object.keys(CASES)) expect(told).toContain(`in/${name}`);
  const { read, born, written, dropped, failed } = facts.totals;
  expect(read + born).toBe(written + dropped + failed);
});

test('no text of a document is in ledger, rejects or reports', () => {
  for (const name of [
    'ledger.jsonl',
    'rejects.jsonl',
    'report.html',
    'report.md',
    'run.json',
    'redaction.html',
    'README.md',
  ]) {
    const text = readFileSync(join(folder.path, 'out', name), 'utf8');
    for (const words of ['valve to the left', 'valve is stuck', 'Turn it', 'somebody has renamed'])
      expect(text).not.toContain(words);
  }
});

describe.skipIf(process.getuid?.() === 0)('without the rights of an administrator', () => {
  test('a file that may not be read is reported', async () => {
    writeFiles(folder.path, { 'closed/a.txt': 'closed', 'closed/b.txt': 'This one is open and is read.' });
    chmodSync(join(folder.path, 'closed/a.txt'), 0);
    const { facts: closed } = await run(
      {
        name: 'closed',
        root: folder.path,
        sources: [{ use: 'text', files: 'closed/*' }],
        sink: { format: 'text', dir: 'out-closed' },
      },
      { workers: 0 },
    );
    expect(closed.stages[0]!.total.failed).toEqual({ E_UNREADABLE: 1 });
  });
});

test('an output folder that is a file is refused before anything is read', async () => {
  writeFileSync(join(folder.path, 'occupied'), 'mine');
  const pipeline = {
    name: 'x',
    root: folder.path,
    sources: [{ use: 'text', files: 'in/good.txt' }],
    sink: { format: 'text', dir: 'occupied' },
  };
  await expect(run(pipeline, { workers: 0 })).rejects.toMatchObject({ code: 'E_OUT_NOT_EMPTY' });
  await expect(run({ ...pipeline, sink: { format: 'text', dir: 'occupied/below' } })).rejects.toMatchObject({
    code: 'E_OUT_NOT_WRITABLE',
  });
  expect(readFileSync(join(folder.path, 'occupied'), 'utf8')).toBe('mine');
  // Linux: a folder in which nobody can make one.
  if (!existsSync('/proc/self')) return;
  const nowhere = run({ ...pipeline, sink: { format: 'text', dir: '/proc/corpusmith' } });
  await expect(nowhere).rejects.toMatchObject({ code: 'E_OUT_NOT_WRITABLE' });
});
