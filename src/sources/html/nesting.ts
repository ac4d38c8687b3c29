/** Open elements beyond which opening tags are taken out: the parser's cost grows with the square of its depth. */
const MAX_OPEN = 1500;

/** Elements without content, or closed by the next of their kind. */
const NOT_NESTING = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'],
  ...['p', 'li', 'td', 'th', 'tr', 'dt', 'dd', 'option', 'tbody', 'thead', 'tfoot'],
]);

const RAW_TEXT = new Set(['script', 'style', 'textarea', 'title']);

/**
 * HTML with its nesting bounded, for pages made to exhaust a parser. Text is kept: an opening tag that is too deep becomes
 * `<wbr>`, which means nothing. Ordinary pages come back as they are.
 */
export function boundNesting(html: string): string {
  const pieces: string[] = [];
  const tags = /<(\/?)([a-zA-Z][\w:-]{0,30})|<!--/g;
  let depth = 0;
  let from = 0;
  for (let match = tags.exec(html); match !== null; match = tags.exec(html)) {
    const name = match[2]?.toLowerCase();
    if (name === undefined) tags.lastIndex = after(html, '-->', tags.lastIndex);
    else if (NOT_NESTING.has(name)) continue;
    else if (match[1] === '/') depth = Math.max(0, depth - 1);
    else if (RAW_TEXT.has(name)) tags.lastIndex = after(html, '</', tags.lastIndex);
    else if (depth < MAX_OPEN) depth++;
    else {
      pieces.push(html.slice(from, match.index), '<wbr');
      from = tags.lastIndex;
    }
  }
  return from === 0 ? html : pieces.join('') + html.slice(from);
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at < 0 ? html.length : at;
}
