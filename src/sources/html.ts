import { z } from 'zod';
import { CorpusmithError } from '../core/errors.ts';
import { defineSource } from '../define.ts';
import { decodeText, peekText } from './encoding.ts';
import { parseHtml } from './html/dom.ts';
import { renderMarkdown } from './html/markdown.ts';
import { extractPage } from './html/page.ts';
import { hasExtension } from './text.ts';

export { extractPage, type Page } from './html/page.ts';

const options = z.strictObject({
  content: z
    .enum(['main', 'all'])
    .default('main')
    .describe(
      '`main` leaves out what surrounds the content (menus, banners, footers); `all` keeps everything visible.',
    ),
});

export const html = defineSource({
  name: 'html',
  summary: 'Web pages: the main content as Markdown, with title and time',
  options,
  adds: ['title', 'time'],
  detect(peek) {
    const head = peekText(peek.head);
    if (head === undefined) return 0;
    const extension = hasExtension(peek, 'html', 'htm', 'xhtml') ? 0.3 : 0;
    const start = head.slice(0, 4096).trimStart();
    if (/^(?:<!--[^>]{0,2000}-->\s{0,99})?<(?:!doctype\s{1,9}html|html[\s>])/i.test(start)) return 0.95;
    if (start.startsWith('<?xml')) return /<html[\s>]/i.test(start) ? 0.95 : extension;
    const tags = start.match(/<\/?(?:div|p|body|head|table|span|ul|ol|li|a|br|h[1-6]|b|i|strong|em)\b[^<>]{0,500}>/gi);
    return start.startsWith('<') && (tags?.length ?? 0) >= 3 ? 0.5 + extension : extension;
  },
  async *read({ files: [file] }, { content }: z.infer<typeof options>) {
    if (file!.bytes === 0) throw new CorpusmithError('E_EMPTY');
    const { text } = decodeText(await file!.read());
    if (!/<[a-z!]/i.test(text)) throw new CorpusmithError('E_WRONG_FORMAT', { detail: 'no markup' });
    const { title, time, markdown } = extractPage(text);
    const kept = content === 'main' ? markdown : htmlToMarkdown(text);
    if (kept === '') throw new CorpusmithError('E_NO_TEXT');
    yield {
      parts: [{ role: 'document', text: kept }],
      labels: { ...(title === undefined ? {} : { title }), ...(time === undefined ? {} : { time }) },
    };
  },
});

/**
 * Markdown of a whole HTML fragment or page: a mail body, a comment, a converted document. All that is visible is kept. Links
 * give their text; cells that span rows or columns are repeated; lists keep their nesting and numbers.
 */
export function htmlToMarkdown(html: string): string {
  return renderMarkdown(parseHtml(html));
}
