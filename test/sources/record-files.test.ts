// Files of records as programs write them, and as they arrive when something went wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SourceDefinition } from '../../src/define.ts';
import { csv } from '../../src/sources/csv.ts';
import { json } from '../../src/sources/json.ts';
import { jsonl } from '../../src/sources/jsonl.ts';
import { memoryFile, readWith } from '../harness.ts';

const read = (source: SourceDefinition, path: string, options: object = {}) => {
  const content = readFileSync(join(import.meta.dirname, '../../fixtures/sources', path));
  return readWith(source, [memoryFile(path, content)], options);
};

test('a table with semicolons in Windows-1252, its columns mapped', async () => {
  const mapping = { text: 'Beschreibung', title: 'Betreff', time: 'Erstellt' };
  const { drafts, failures } = await read(csv, 'csv/windows-1252.csv', mapping);
  expect(failures).toEqual([]);
  expect(drafts.map(({ parts }) => parts[0]!.text)).toEqual([
    'Die Pumpe tropft an der Rückseite.\r\nGröße der Lache: 2 m²',
    'Das Ventil heißt "V-7"; es klemmt.',
    'Der Filter ist für die Küche zu groß – bitte tauschen.',
  ]);
  expect(drafts[0]!.labels).toEqual({ title: 'Pumpe undicht', time: '2024-03-01T09:15:00Z' });
});

test.each<[SourceDefinition, path: string, read: string[], failed: string[]]>([
  [csv, 'csv/open-quote.csv', ['row 2', 'row 4', 'row 6'], ['E_RECORD row 3', 'E_RECORD_COLUMNS row 5']],
  [json, 'json/tickets.json', ['record 1', 'record 2', 'record 3'], []],
  [json, 'json/cut-off.json', ['record 1', 'record 2'], ['E_BROKEN record 3']],
  [jsonl, 'json/tickets.jsonl', ['line 1', 'line 2'], ['E_RECORD line 4', 'E_RECORD line 5']],
])('%# reads what it can, and tells the rest', async (source, path, locators, failed) => {
  const { drafts, failures } = await read(source, path);
  expect(drafts.map(({ locator }) => locator)).toEqual(locators);
  expect(failures.map(({ fail, locator }) => `${fail} ${locator}`)).toEqual(failed);
});
