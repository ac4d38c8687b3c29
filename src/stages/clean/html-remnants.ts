import type { Hit } from './characters.ts';
import { decodeEntities } from './entities.ts';

/** Elements that begin a new line. */
const blocks = 'br|hr|p|div|ul|ol|li|dl|dt|dd|h[1-6]|tr|blockquote';
/** Elements within a line. */
const inline = 'span|font|b|i|u|em|strong|sup|sub|small|img|wbr|tbody|thead|tfoot|td|th';
/** Also names that people write in angle brackets for "put yours here": tags only with attributes or a closing tag. */
const ambiguous = 'a|table|code|pre|center|section|label|header|footer';

const attributes = '(?:\\s[^<>]{0,500})?';
const blockTag = new RegExp(`</?(?:${blocks})${attributes}/?>`, 'gi');
const inlineTag = new RegExp(`</?(?:${inline})${attributes}/?>`, 'gi');
const ambiguousTag = new RegExp(`</?(${ambiguous})(\\s+[a-z-]{1,30}=[^<>]{0,500})?>`, 'gi');

/**
 * Entities and tags that an export left in plain text: `&nbsp;`, `<br>`, `<p style="...">`. Code is left alone: fenced
 * blocks, and what stands between backticks on one line.
 */
export function fixHtmlRemnants(text: string, hit: Hit): string {
  if (!/[<&]/.test(text)) return text;
  return outsideFences(text, prose =>
    prose.replace(/`[^`\n]{1,2000}`|[^`]+|`/g, piece =>
      piece.length > 1 && piece[0] === '`' ? piece : strip(piece, hit),
    ),
  );
}

function strip(text: string, hit: Hit): string {
  let places = 0;
  const by = (replacement: string) => () => {
    places++;
    return replacement;
  };
  const closed = new Set([...text.matchAll(/<\/([a-z]{1,10})>/gi)].map(match => match[1]!.toLowerCase()));
  const plain = text
    .replace(blockTag, by('\n'))
    .replace(inlineTag, by(''))
    .replace(ambiguousTag, (tag: string, name: string, attribute: string | undefined) => {
      if (attribute === undefined && !closed.has(name.toLowerCase())) return tag;
      places++;
      return '';
    });
  const decoded = decodeEntities(plain, () => places++);
  if (places > 0) hit(places);
  return decoded;
}

/** Runs `change` over all that is not in a fenced code block (CommonMark 0.31, section 4.5). */
function outsideFences(text: string, change: (prose: string) => string): string {
  const done: string[] = [];
  let prose: string[] = [];
  let fence: string | undefined;
  const flush = () => {
    if (prose.length > 0) done.push(change(prose.join('\n')));
    prose = [];
  };
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined && mark === undefined) prose.push(line);
    else {
      if (fence === undefined) flush();
      done.push(line);
      if (fence === undefined) fence = mark;
      else if (mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length) fence = undefined;
    }
  }
  flush();
  return done.join('\n');
}
