import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../src/core/document.ts';
import { recognizers } from '../../src/recognizers/index.ts';
import { Search } from '../../src/redaction/find.ts';

// `text<TAB>why` a line. `[[...]]` marks what must be found at the default threshold, `\n` is a line break, `~` is nothing:
// it keeps secret scanners from taking made-up keys for real ones.
const folder = new URL('../../fixtures/recognizers/', import.meta.url);

const people: readonly Person[] = [
  { name: 'Sarah Connor' },
  { name: 'Will Young' },
  { name: 'Müller, Jürgen' },
  { name: "Siobhan O'Neill" },
  { name: 'Anne-Marie' },
  { name: 'Support Team' },
  { name: 'Ana María Roe Pons' },
  { name: '김철수' },
];

const marked = /\[\[(?!\[)([\s\S]*?)\]\]/g;

for (const file of readdirSync(folder).sort()) {
  const entity = file.replace('.tsv', '');
  const mine = recognizers.filter(recognizer => recognizer.entity === entity);
  const rows = readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n').slice(1);
  describe(entity, () => {
    it('has a recognizer and enough examples of both kinds', () => {
      expect(mine.length).toBeGreaterThan(0);
      expect(rows.length).toBeGreaterThanOrEqual(25);
      expect(rows.filter(row => row.includes('[[')).length).toBeGreaterThanOrEqual(10);
      expect(rows.filter(row => !row.includes('[[')).length).toBeGreaterThanOrEqual(8);
    });
    it.each(rows)('%s', row => {
      const line = row.split('\t')[0]!.replaceAll('\\n', '\n').replaceAll('~', '');
      const text = line.replace(marked, '$1');
      const { findings } = new Search(mine, 0.5).find(text, people);
      const found = findings.map(({ start, end }) => text.slice(start, end));
      expect(found).toEqual([...line.matchAll(marked)].map(match => match[1]!));
    });
  });
}

it('every entity has a table of examples', () => {
  const tables = readdirSync(folder).map(file => file.replace('.tsv', ''));
  expect([...new Set(recognizers.map(({ entity }) => entity))].sort()).toEqual(tables.sort());
});
