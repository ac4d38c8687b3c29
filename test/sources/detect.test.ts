// What `use: auto` chooses: all built-in sources and containers against each other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Peek } from '../../src/core/source.ts';
import { containers, sources } from '../../src/sources/index.ts';

/** The surest part by name with its score, as discovery chooses: archives are opened before anything else is asked. */
function winner(uri: string, content: string | Uint8Array): string | undefined {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const peek: Peek = { uri, bytes: bytes.length, head: bytes.subarray(0, 65_536) };
  const archive = containers.find(container => container.detect(peek) > 0.5);
  if (archive !== undefined) return archive.name;
  const scores = sources.map(source => [source.detect(peek), source.name] as const).filter(([score]) => score > 0);
  const [best, second] = scores.sort((a, b) => b[0] - a[0]);
  // Equally sure would be decided by the alphabet.
  return best === undefined || best[0] === second?.[0] ? undefined : best[1];
}

const fixture = (path: string) => readFileSync(join(import.meta.dirname, '../../fixtures/sources', path));

const prose = `Dear colleagues, the pumps, the valves and the filters have arrived.
Please check, as always, that nothing is missing, and tell me by Friday.
If something is, we send it back, at the cost of the supplier.
`;
const poem = `Roses are red, violets are blue
Sugar is sweet, and so are you
Roses are wilted, violets are dead
The sugar is lumpy, and so is your head
`;
const log = `2024-05-01 10:00:00,123 INFO service started
2024-05-01 10:00:01,456 WARN slow answer
2024-05-01 10:00:02,789 INFO done
2024-05-01 10:00:03,012 INFO over
`;
const addresses = `Ada Berger, Hauptstrasse 5, Wien
Tom Clark, High Street 9, Leeds
Eva Novak, Dlouha 7, Praha
Jan Smit, Kade 3, Gent
`;
const table = 'id,subject,body\n1,Pump,"It leaks, badly"\n2,Valve,Stuck\n3,Filter,Full\n';
const records = '{"id": 1, "text": "It leaks."}\n{"id": 2, "text": "It is stuck."}\n';
const mail = 'From: Ada <ada@example.com>\nTo: help@example.com\nSubject: Pump, leaking\n\nIt leaks, badly.\n';
const noise = Uint8Array.from({ length: 2000 }, (_, i) => (i * i * 7919) % 251);
const note = '# Pumps\n\nWhat to do, step by step:\n\n- close the valve\n- call [us](https://example.com)\n';

test.each<[uri: string, content: string | Uint8Array, chosen: string | undefined]>([
  // prose
  ['letter.txt', prose, 'text'],
  ['letter', prose, 'text'],
  ['poem.txt', poem, 'text'],
  ['addresses.txt', addresses, 'text'],
  ['service.log', log, 'text'],
  ['service', log, 'text'],
  ['note.txt', 'Note: the pump leaks.\nDate: today\nTo: everybody\n', 'text'],
  ['quote.txt', '[1] A footnote, and [2] another one.\n', 'text'],
  ['wiki.txt', '[[Pumps]] are described elsewhere.\n', 'text'],
  ['template.txt', '{name}, your order {number} has left.\n', 'text'],
  ['compare.txt', '< 5 bar is too little, > 9 bar too much\n', 'text'],
  ['ascii.txt', `| a | b |\n${'| 1 | 2 |\n'.repeat(3)}`, 'text'],
  ['größe.txt', Buffer.from('Die Größe der Tür, für die Küche, ist überprüft.\n', 'latin1'), 'text'],
  ['wide.txt', Buffer.from(`\ufeff${prose}`, 'utf16le'), 'text'],
  // tables
  ['a.csv', table, 'csv'],
  ['a.CSV', table.replaceAll(',', ';'), 'csv'],
  ['a.tsv', 'id\tbody\n1\tIt leaks\n2\tStuck\n', 'csv'],
  ['a.txt', table, 'csv'],
  ['a', table, 'csv'],
  ['a.txt', 'id\tbody\n1\tIt leaks\n2\tStuck\n', 'csv'],
  ['a.csv', `text\n${prose}`, 'csv'],
  ['a.csv', 'id,body\n', 'csv'],
  ['a.csv', Buffer.from(`\ufeff${table}`, 'utf16le'), 'csv'],
  ['a.csv', '[ref],{name}\n1,2\n3,4\n', 'csv'],
  ['a.csv', `id,body\n1,"${'From: x@example.com '.repeat(3)}"\n`, 'csv'],
  ['a.csv', 'id,html\n1,<p>It leaks.</p>\n2,<p>Stuck.</p>\n', 'csv'],
  // JSON
  ['a.jsonl', records, 'jsonl'],
  ['a.ndjson', records, 'jsonl'],
  ['a', records, 'jsonl'],
  ['a.json', records, 'jsonl'],
  ['a.txt', records, 'jsonl'],
  ['a.jsonl', '{"id": 1, "text": "only one"}', 'jsonl'],
  ['a.jsonl', `{"text": "${'x'.repeat(70_000)}"}\n{"text": "b"}\n`, 'jsonl'],
  ['a.jsonl', `no\n${records}`, 'jsonl'],
  ['a.json', '[{"id": 1, "text": "It leaks."}]', 'json'],
  ['a.json', '[\n  {\n    "id": 1\n  }\n]\n', 'json'],
  ['a', '[{"id": 1}, {"id": 2}]', 'json'],
  ['a.json', '{"data": [{"id": 1}]}', 'json'],
  ['a.json', Buffer.from('\ufeff[{"id": 1}]', 'utf16le'), 'json'],
  ['a.json', `[{"text": "${'x'.repeat(70_000)}"}]`, 'json'],
  // marked-up text
  ['a.html', '<!DOCTYPE html><html><body><p>Hello, you</p></body></html>', 'html'],
  ['a', '<html><head><title>x</title></head></html>', 'html'],
  ['a.htm', '<p>Hello</p><p>, you</p>', 'html'],
  ['a.md', note, 'markdown'],
  ['README', note, 'markdown'],
  ['a.md', '[link](b), and more\n', 'markdown'],
  ['a.md', '| a | b |\n|---|---|\n| 1 | 2 |\n', 'markdown'],
  ['a.md', table, 'markdown'],
  // mail
  ['a.eml', mail, 'eml'],
  ['a', mail, 'eml'],
  ['a.mbox', `From ada@example.com Mon May  6 10:00:00 2024\n${mail}`, 'mbox'],
  // office files are archives, but not for the archive reader
  ['a.xlsx', fixture('xlsx/book.xlsx'), 'xlsx'],
  ['a.bin', fixture('xlsx/book.xlsx'), 'xlsx'],
  ['a.docx', fixture('docx/handbook.docx'), 'docx'],
  ['a', fixture('docx/handbook.docx'), 'docx'],
  ['a.zip', fixture('docx/handbook.docx'), 'docx'],
  ['a.xlsx', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), 'xlsx'],
  ['a.pdf', '%PDF-1.7\n1 0 obj\n', 'pdf'],
  ['a.txt', '%PDF-1.7\n1 0 obj\n', 'pdf'],
  // nothing that can be read
  ['a.bin', noise, undefined],
  ['a.png', Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d', 'hex'), noise]), undefined],
  ['a.rtf', '{\\rtf1 Hello, you}', undefined],
])('%# %s', (uri, content, chosen) => {
  expect(winner(uri, content)).toBe(chosen);
});

test.each(['zendesk/tickets.json', 'freshdesk/tickets.json', 'intercom/conversations.json', 'hubspot/tickets.csv'])(
  'an export is for its own source: %s',
  path => {
    expect(winner(path, fixture(`exports/${path}`))).toBe(path.split('/')[0]);
    expect(winner('data', fixture(`exports/${path}`))).toBe(path.split('/')[0]);
  },
);
