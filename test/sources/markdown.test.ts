import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { markdown } from '../../src/sources/markdown.ts';
import { text } from '../../src/sources/text.ts';
import { memoryFile, readWith } from '../harness.ts';

const guide = readFileSync(new URL('../../fixtures/sources/markdown/guide.md', import.meta.url));
const peek = (uri: string, content: string | Uint8Array) => {
  const head = typeof content === 'string' ? Buffer.from(content) : content;
  return { uri, bytes: head.length, head };
};

describe('markdown', () => {
  test('takes front matter out and keeps the rest as it is', async () => {
    const { drafts } = await readWith(markdown, [memoryFile('guide.md', guide)]);
    expect(drafts[0]!.labels).toEqual({ title: 'Setting up the scanner', time: '2026-03-04' });
    expect(drafts[0]!.parts[0]!.text).toBe(guide.toString().split('---\n\n')[1]!.trimEnd());
  });

  test('leaves front matter in when told to', async () => {
    const { drafts } = await readWith(markdown, [memoryFile('guide.md', guide)], { frontMatter: false });
    expect(drafts[0]!.parts[0]!.text.startsWith('---\ntitle:')).toBe(true);
    expect(drafts[0]!.labels).toEqual({ title: 'Setup' });
  });

  const titles: [content: string, title: string | undefined][] = [
    ['text\n\n## Second level ##\n', 'Second level'],
    ['Underlined\n==========\n\ntext', 'Underlined'],
    ['```\n# comment\n```\n# Real', 'Real'],
    ['+++\ntitle = "From TOML"\ndate = 2026-01-01\n+++\nbody', 'From TOML'],
    ['---\n\nA rule, no front matter.\n\n---\n', undefined],
    ['#hashtag', undefined],
  ];
  test.each(titles)('title of %j', async (content, title) => {
    const { drafts } = await readWith(markdown, [memoryFile('a.md', content)]);
    expect(drafts[0]!.labels?.title).toBe(title);
  });

  test('pieces of a very long file share its title and its key', async () => {
    const content = `---\ntitle: Log\n---\n${'A line of the log.\n'.repeat(60_000)}`;
    const { drafts } = await readWith(markdown, [memoryFile('a.md', content)]);
    expect(drafts.length).toBeGreaterThan(1);
    const labels = { title: 'Log', file: sha256(content).slice(0, 16) };
    expect(drafts.map(draft => draft.labels)).toEqual(drafts.map(() => labels));
  });

  test('a date that is none is no time', async () => {
    const { drafts } = await readWith(markdown, [memoryFile('a.md', '---\ndate: last week\n---\nbody')]);
    expect(drafts[0]!.labels).toEqual({});
  });

  test.each([
    ['E_EMPTY', ''],
    ['E_NO_TEXT', '---\ntitle: x\n---\n'],
    ['E_ENCODING', new Uint8Array(500)],
  ])('%s', async (code, content) => {
    expect((await readWith(markdown, [memoryFile('a.md', content)])).failures).toEqual([{ fail: code }]);
  });

  test('knows Markdown by its signs, the name helping', () => {
    expect(markdown.detect(peek('guide', guide))).toBeGreaterThan(text.detect(peek('guide', guide)));
    expect(markdown.detect(peek('a.md', 'plain'))).toBeGreaterThan(text.detect(peek('a.md', 'plain')));
    expect(markdown.detect(peek('a.txt', 'plain prose, nothing else'))).toBe(0);
    expect(markdown.detect(peek('a.conf', '# a comment\nkey=value\n'))).toBeLessThan(0.2);
    expect(markdown.detect(peek('a.md', new Uint8Array(500)))).toBe(0);
  });
});
