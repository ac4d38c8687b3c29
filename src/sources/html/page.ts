import { findContent } from './content.ts';
import { parseHtml } from './dom.ts';
import { renderMarkdown } from './markdown.ts';
import { factsOf } from './metadata.ts';

/** What a web page says, without what surrounds it. */
export interface Page {
  readonly title?: string;
  /** ISO 8601, as the page gives it. */
  readonly time?: string;
  /** BCP 47, lower case. */
  readonly language?: string;
  /** Empty when the page has no text. */
  readonly markdown: string;
}

/** The main content of a web page as Markdown, with its title, time and language where the page tells them. */
export function extractPage(html: string): Page {
  const root = parseHtml(html);
  const { article, body, ...facts } = factsOf(root);
  const { elements, skip } = findContent(root, article);
  let markdown = elements
    .map(element => renderMarkdown({ ...element, children: [element] }, skip))
    .join('\n\n')
    .trim();
  if (body !== undefined && body.length > 2 * markdown.length) markdown = body;
  return { ...facts, markdown: markdown === '' ? renderMarkdown(root) : markdown };
}
