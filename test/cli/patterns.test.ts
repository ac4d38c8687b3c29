import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Looked, patternsOf } from '../../src/cli/patterns.ts';
import { findFiles } from '../../src/engine/local/find-files.ts';
import { tempFolder, writeFiles } from '../engine/harness.ts';

const seen = (uri: string, use: string): Looked => ({ uri, bytes: 1, use });
const bad = (uri: string, fail: string): Looked => ({ uri, bytes: 1, fail });
const shown = (files: readonly Looked[]) => Object.fromEntries(patternsOf(files).map(p => [p.pattern, p.use]));

test.each<[string, Looked[], Record<string, string>]>([
  ['nothing', [], {}],
  ['a folder of one kind', [seen('a/1.pdf', 'pdf'), seen('a/b/2.pdf', 'pdf')], { 'a/**/*.pdf': 'pdf' }],
  [
    'files at the top stay at the top',
    [seen('1.pdf', 'pdf'), seen('a/2.pdf', 'pdf')],
    { '*.pdf': 'pdf', 'a/**/*.pdf': 'pdf' },
  ],
  [
    'exports of one extension in several folders',
    [seen('x/zen/1.json', 'zendesk'), seen('x/int/2.json', 'intercom'), seen('x/int/deep/3.json', 'intercom')],
    { 'x/zen/**/*.json': 'zendesk', 'x/int/**/*.json': 'intercom' },
  ],
  [
    'mixed within one folder',
    [seen('x/1.json', 'zendesk'), seen('x/2.json', 'json'), seen('x/y/3.json', 'json')],
    { 'x/*.json': 'auto', 'x/y/**/*.json': 'json' },
  ],
  [
    'no extension takes no other file',
    [seen('LICENSE', 'text'), seen('a.md', 'markdown')],
    { '!(*.*)': 'text', '*.md': 'markdown' },
  ],
  [
    'extensions in capitals',
    [seen('a/1.PDF', 'pdf'), seen('a/2.pdf', 'pdf')],
    { 'a/**/*.PDF': 'pdf', 'a/**/*.pdf': 'pdf' },
  ],
  ['glob characters', [seen('(old) [1]/a.txt', 'text')], { '(old) [1]/a.txt': 'text' }],
  ['a damaged file stays with its kind', [seen('a/1.pdf', 'pdf'), bad('a/2.pdf', 'E_EMPTY')], { 'a/**/*.pdf': 'pdf' }],
  ['nothing readable, no pattern', [bad('a/1.bin', 'E_UNKNOWN_FORMAT')], {}],
  [
    'an archive of one kind',
    [seen('z/s.zip!/a.json', 'slack'), seen('z/s.zip!/b/c.json', 'slack')],
    { 'z/s.zip': 'slack' },
  ],
  ['a mixed archive', [seen('s.zip!/a.txt', 'text'), seen('s.zip!/t.zip!/b.md', 'markdown')], { 's.zip': 'auto' }],
  [
    'an archive with unknown files',
    [seen('s.zip!/a.txt', 'text'), bad('s.zip!/b.bin', 'E_UNKNOWN_FORMAT')],
    { 's.zip': 'auto' },
  ],
  ['an archive with a bad path', [seen('s.zip!/a.txt', 'text'), bad('s.zip', 'E_ARCHIVE_PATH')], { 's.zip': 'text' }],
])('%s', (_what, files, expected) => {
  expect(shown(files)).toEqual(expected);
});

test('whatever the names: every file is matched by exactly its own pattern', async () => {
  const name = fc.stringMatching(/^[ab][ab(){}[\]*?+@ .,-]{0,5}$/).filter(text => !/[ .]$/.test(text));
  const uri = fc.array(name, { minLength: 1, maxLength: 3 }).map(names => names.join('/'));
  const file = fc.record({ uri, use: fc.constantFrom('text', 'json'), bytes: fc.constant(1) });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(file, { selector: ({ uri }) => uri, minLength: 1, maxLength: 8 }), async files => {
      // A name cannot be a file and a folder.
      fc.pre(!files.some(one => files.some(other => other.uri.startsWith(`${one.uri}/`))));
      const folder = tempFolder();
      try {
        writeFiles(folder.path, Object.fromEntries(files.map(({ uri }) => [uri, 'x'])));
        const matched: string[] = [];
        for (const { pattern, files: own } of patternsOf(files)) {
          const found = await findFiles(folder.path, [pattern], []);
          expect(found.map(({ uri }) => uri)).toEqual(own.map(({ uri }) => uri).sort());
          matched.push(...own.map(({ uri }) => uri));
        }
        expect(matched.sort()).toEqual(files.map(({ uri }) => uri).sort());
      } finally {
        folder.remove();
      }
    }),
    { numRuns: 100 },
  );
});
