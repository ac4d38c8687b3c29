import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractPage, html, htmlToMarkdown } from '../../src/sources/html.ts';
import { memoryFile, readWith } from '../harness.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/sources/html/${name}`, import.meta.url));
const peek = (uri: string, content: string | Uint8Array) => {
  const head = typeof content === 'string' ? Buffer.from(content) : content;
  return { uri, bytes: head.length, head };
};

describe('htmlToMarkdown', () => {
  const cases: [name: string, html: string, markdown: string][] = [
    ['paragraphs and breaks', 'a<p>b<br>c</p> d', 'a\n\nb\nc\n\nd'],
    ['two breaks part paragraphs', 'a<br><br>b', 'a\n\nb'],
    ['white space and entities', '<p> a\n  b&nbsp;c &amp;&lt; </p>', 'a b c &<'],
    ['headings', '<h1>One <i>two</i></h1><h4>Three</h4><h2></h2>', '# One two\n\n#### Three'],
    ['links and emphasis give text', '<p><b>J</b>ane <a href="https://x.test">site</a></p>', 'Jane site'],
    ['nested lists', '<ul><li>a<ol><li>b<li>c</ol><li>d</ul>', '- a\n  1. b\n  2. c\n- d'],
    ['a list right in a list', '<ul><li>a</li><ul><li>b</li></ul></ul>', '- a\n  - b'],
    ['numbers', '<ol start="3"><li>a<li value="7">b<li>c</ol>', '3. a\n7. b\n8. c'],
    ['paragraphs in an item', '<ul><li><p>a</p><p>b</p></li></ul>', '- a\n\n  b'],
    ['quotes', '<blockquote><p>a<blockquote>b</blockquote></blockquote>', '> a\n>\n> > b'],
    ['code', '<p>run <code>ls</code></p>', 'run `ls`'],
    ['code block', '<pre><code class="language-js">a\n  b &lt; c</code></pre>', '```js\na\n  b < c\n```'],
    ['a fence in code', '<pre>```\nx\n```</pre>', '````\n```\nx\n```\n````'],
    ['line numbers of code', '<pre><span class="lineno">1</span>a</pre>', '```\na\n```'],
    ['definitions', '<dl><dt>T<dd>one<dd>two</dl>', 'T\n: one\n: two'],
    ['rule', 'a<hr>b', 'a\n\n---\n\nb'],
    ['table', '<table><tr><th>a<th>b<tr><td>c|d<td></table>', '| a | b |\n| --- | --- |\n| c\\|d | |'],
    [
      'spans are repeated',
      '<table><tr><th colspan=2>a<th>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>',
      '| a | a | b |\n| --- | --- | --- |\n| c | d | e |\n| c | f | g |',
    ],
    [
      'cells with paragraphs',
      '<table><tr><td><p>a<p>b<td>c<tr><td>d<td>e</table>',
      '| a b | c |\n| --- | --- |\n| d | e |',
    ],
    ['layout tables are no tables', '<table><tr><td><h2>a</h2><td>b<tr><td>c<td>d</table>', '## a\n\nb\n\nc\n\nd'],
    ['what is not seen', 'a<script>x</script><style>y</style><p hidden>z</p><p style="display: none">q</p>', 'a'],
    ['quotation marks', '<q>a</q>', '“a”'],
    ['nothing', '', ''],
    ['broken markup', '<p>a<b>b</p></i>c<', 'ab\n\nc<'],
  ];
  test.each(cases)('%s', (_name, source, markdown) => {
    expect(htmlToMarkdown(source)).toBe(markdown);
  });

  test.each([
    ['open', '<div>'.repeat(30_000)],
    ['inline', '<b>'.repeat(30_000)],
    ['wrongly closed', `${'<i>'.repeat(30_000)}${'</u>'.repeat(30_000)}`],
    ['lists', '<ul><li>'.repeat(30_000)],
    ['quotes', '<blockquote>'.repeat(30_000)],
    ['tables', '<table><tr><td>'.repeat(30_000)],
    ['angle brackets', '<'.repeat(200_000)],
    ['comments', '<!--'.repeat(100_000)],
  ])('survives hostile nesting: %s', (_name, hostile) => {
    // Quadratic time would run into the timeout of the test.
    expect(htmlToMarkdown(`<p>first</p>${hostile}`)).toContain('first');
    expect(extractPage(`<p>first</p>${hostile}`).markdown.length).toBeLessThan(hostile.length + 10);
  });

  test('a span cannot blow up a table', () => {
    const huge = '<table><tr><td colspan=99999999 rowspan=99999999>a<td>b<tr><td>c<td>d</table>';
    expect(htmlToMarkdown(huge).length).toBeLessThan(2000);
  });
});

describe('extractPage', () => {
  test('keeps an article and leaves out what is around it', () => {
    const page = extractPage(fixture('article.html').toString());
    expect(page).toMatchObject({
      title: 'New press cuts waste by a third',
      time: '2026-02-11T08:30:00Z',
      language: 'en-gb',
    });
    expect(page.markdown).toBe(
      [
        'The press that we installed in March wastes a third less sheet metal than the one it replaces, and it needs one operator instead of two.',
        '## What has changed',
        'Sensors on the feed measure every sheet, and the cut is placed anew each time, so that the margin can be smaller.',
        '- Margins: 4 mm\n  - formerly 9 mm\n- Sheets per hour: 220',
        'The older machine will be moved to the workshop in spring, where apprentices, visitors and partners can use it.',
        '| Month | Waste |\n| --- | --- |\n| March | 12 % |\n| April | 8 % |',
      ].join('\n\n'),
    );
  });

  test('keeps all posts of a forum', () => {
    const page = extractPage(fixture('forum.html').toString());
    expect(page.title).toBe('Pump stops after ten minutes');
    expect(page.markdown).toBe(
      [
        '# Pump stops after ten minutes',
        'My pump stops after ten minutes. The filter is clean. What else can I check?',
        'Look at the float switch. Mine stuck.',
        'That was it, thank you!',
      ].join('\n\n'),
    );
  });

  test('keeps the items of a shop page', () => {
    expect(extractPage(fixture('shop.html').toString()).markdown).toBe(
      '# Valves\n\n### Ball valve, brass, half an inch\n\n€ 12.90\n\n### Gate valve, steel, one inch\n\n€ 31.00',
    );
  });

  const page = (inner: string) =>
    `<html><body><h1>Top</h1><p>${'Some running text, as there is. '.repeat(9)}</p>${inner}</body></html>`;
  const blocks: [name: string, block: string, kept: boolean][] = [
    [
      'a cookie dialog longer than the page',
      `<div id="onetrust"><p>${'We value privacy, X. '.repeat(20)}</p></div>`,
      false,
    ],
    ['a modal', '<div aria-modal="true"><p>X</p></div>', false],
    ['a blog widget', '<div class="widget"><p>X</p></div>', false],
    ['a block of a page builder', '<div class="builder-widget builder-text"><p>X</p></div>', true],
    ['colours and clipping', '<div class="text-secondary overflow-hidden"><p>X</p></div>', true],
    ['a layout with a side column', '<div class="content-with-sidebar"><p>X</p></div>', true],
    ['a block that a script will show', '<div hidden id="S:0"><p>X</p></div>', true],
    ['a hint to enable scripts', '<noscript>X needs JavaScript</noscript>', false],
    ['a page for readers without scripts', `<noscript><p>${'X wrote this here. '.repeat(20)}</p></noscript>`, true],
    ['a menu', '<ul><li><a href="/1">X</a></li><li><a href="/2">Y</a></li><li><a href="/3">Z</a></li></ul>', false],
  ];
  test.each(blocks)('%s', (_name, block, kept) => {
    expect(/\bX\b/.test(extractPage(page(block)).markdown)).toBe(kept);
  });

  const titles: [name: string, head: string, title: string | undefined][] = [
    ['site name cut', '<title>How to mend a pump - Harbour Tools</title>', 'How to mend a pump'],
    ['a title with a hyphen', '<title>A pump that is self-priming</title>', 'A pump that is self-priming'],
    ['Open Graph', '<title>x</title><meta property="og:title" content="Mending pumps">', 'Mending pumps'],
    [
      'heading within the title',
      '<title>Pumps | How we mend them | Shop</title></head><h1>How we mend them</h1>',
      'How we mend them',
    ],
    ['none', '', undefined],
  ];
  test.each(titles)('title: %s', (_name, head, title) => {
    expect(extractPage(`<html><head>${head}</head><p>text</p>`).title).toBe(title);
  });

  test.each([
    ['<meta property="article:published_time" content="2026-01-02T03:04:05+01:00">', '2026-01-02T03:04:05+01:00'],
    ['<time datetime="2026-01-02">yesterday</time>', '2026-01-02'],
    ['<time datetime="yesterday">yesterday</time>', undefined],
  ])('time of %s', (markup, time) => {
    expect(extractPage(`${markup}<p>text</p>`).time).toBe(time);
  });

  test('falls back to structured data, and to everything, rather than to nothing', () => {
    const data = JSON.stringify({ '@type': 'Article', articleBody: 'The whole text of it. '.repeat(20) });
    expect(extractPage(`<script type="application/ld+json">${data}</script><p>Loading</p>`).markdown).toMatch(
      /^The whole/,
    );
    expect(extractPage('<nav><a href="/">Only a menu</a></nav>').markdown).toBe('Only a menu');
    expect(extractPage('<script type="application/ld+json">{broken</script><p>Some text</p>').markdown).toBe(
      'Some text',
    );
  });
});

describe('html', () => {
  test('a page is a document with title and time', async () => {
    const { drafts } = await readWith(html, [memoryFile('a.html', fixture('article.html'))]);
    expect(drafts[0]!.labels).toEqual({ title: 'New press cuts waste by a third', time: '2026-02-11T08:30:00Z' });
  });

  test('`all` keeps what is around', async () => {
    const { drafts } = await readWith(html, [memoryFile('a.html', fixture('article.html'))], { content: 'all' });
    expect(drafts[0]!.parts[0]!.text).toContain('All rights reserved');
  });

  test('reads the declared charset', async () => {
    const bytes = Buffer.from('<html><head><meta charset="iso-8859-2"></head><p>\xb3\xf3d\xbc</p>', 'latin1');
    expect((await readWith(html, [memoryFile('a.html', bytes)])).drafts[0]!.parts[0]!.text).toBe('łódź');
  });

  test.each([
    ['E_EMPTY', ''],
    ['E_NO_TEXT', '<html><body><img src="a.png"><script>x</script></body></html>'],
    ['E_WRONG_FORMAT', 'Just a text, without any markup'],
    ['E_ENCODING', new Uint8Array(500)],
  ])('%s', async (code, content) => {
    expect((await readWith(html, [memoryFile('a.html', content)])).failures).toEqual([{ fail: code }]);
  });

  test.each([
    ['a.html', '<!DOCTYPE html><p>x', 0.95],
    ['a.txt', '\n<!-- saved --><html><p>x', 0.95],
    ['a.html', '<div><p>a</p></div>', 0.8],
    ['a.bin', '<div><p>a</p></div>', 0.5],
    ['a.html', 'text', 0.3],
    ['a.xml', '<?xml version="1.0"?><rss></rss>', 0],
    ['a.html', new Uint8Array(500), 0],
    ['a.eml', 'Subject: x\n\n<html><p>a</p></html>', 0],
  ])('detects %s %j', (uri, content, score) => {
    expect(html.detect(peek(uri, content))).toBe(score);
  });
});

test('comments and a question for feedback beside the one article of a page are no part of it', () => {
  const article = '<article><h1>Valve</h1><p>Turn the valve to the left until the lamp goes out.</p></article>';
  const around =
    '<section class="feedback"><p>Was this helpful?</p></section>' +
    '<section id="comments"><b>Ada</b><p>Worked for me, thank you very much indeed.</p></section>';
  const { markdown } = extractPage(`<html><body><main>${article}${around}</main></body></html>`);
  expect(markdown).toContain('until the lamp goes out');
  expect(markdown).not.toMatch(/helpful|Worked for me/);
});
