import { collapse, type Element, isElement, parseHtml, textOf } from '../html/dom.ts';
import { attributionOf, FORWARDED_MESSAGE, headerKind } from './phrases.ts';
import { type MailLine, type Owner, ownersOf, type SplitOptions } from './quotes.ts';

/** An HTML mail body as trees that share nothing; `quoted` and `forwarded` may be without text. */
export interface HtmlMail {
  readonly reply: Element;
  readonly quoted: Element;
  readonly forwarded: Element;
}

/**
 * Parts an HTML body into what its sender wrote, what is quoted and what is passed on: by the elements that mail programs put
 * around quotes, and by the same introductions as in plain text. A body that is all quote is all reply.
 */
export function splitHtml(html: string, options: SplitOptions = {}): HtmlMail {
  const root = parseHtml(html);
  const page = layOut(root);
  const owners = ownersOf(markedLines(page), options);
  const rest: Owner = options.forward ? 'forwarded' : 'quoted';
  for (let i = page.cut; i < owners.length; i++) if (owners[i] === 'reply') owners[i] = rest;
  const treeOf = (owner: Owner) => copyOf(root, leaf => owners[page.lineOfLeaf[leaf]!] === owner);
  const [reply, quoted, forwarded] = [treeOf('reply'), treeOf('quoted'), treeOf('forwarded')];
  if (textOf(reply) !== '' || textOf(forwarded) !== '') return { reply, quoted, forwarded };
  const nothing: Element = { ...root, children: [] };
  return { reply: root, quoted: nothing, forwarded: nothing };
}

/** Lines [from, to) that stand in an element which quotes: surely, or only if something else says so. */
interface Quote {
  readonly from: number;
  readonly to: number;
  readonly kind: 'sure' | 'perhaps' | 'own';
}

/** A page as lines, the way it is shown. Leaves (texts, pictures, breaks) are numbered in document order. */
interface Layout {
  readonly lines: string[];
  readonly lineOfLeaf: number[];
  readonly quotes: Quote[];
  /** The first line of what a program appended; beyond the last line where it appended nothing. */
  cut: number;
}

const BLOCK = new Set(
  (
    'html body address article aside blockquote center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header ' +
    'li main nav ol p pre section table tbody td tfoot th thead tr ul'
  ).split(' '),
);

function layOut(root: Element): Layout {
  const page: Layout = { lines: [''], lineOfLeaf: [], quotes: [], cut: Number.POSITIVE_INFINITY };
  const breakLine = () => {
    if (page.lines.at(-1)!.trim() !== '') page.lines.push('');
  };
  const leaf = (text: string) => {
    page.lines[page.lines.length - 1] += text;
    page.lineOfLeaf.push(page.lines.length - 1);
  };
  const visit = (element: Element, within: Within) => {
    for (const child of element.children) {
      if (!isElement(child)) leaf(child);
      else if (child.tag === 'br') {
        leaf('');
        page.lines.push('');
      } else if (child.tag === 'hr') {
        page.lines.push('');
        leaf('-----');
        page.lines.push('');
      } else if (child.children.length === 0) leaf('');
      else {
        const isBlock = BLOCK.has(child.tag) || isLabel(child);
        if (isBlock) breakLine();
        const from = page.lines.length - 1;
        if (appends(child)) page.cut = Math.min(page.cut, from);
        const kind = kindOf(child, within);
        visit(child, {
          gmail: within.gmail || hasClass(child, 'gmail_quote'),
          quote: within.quote || kind !== undefined,
        });
        if (kind !== undefined) page.quotes.push({ from, to: page.lines.length, kind });
        if (isBlock && child.tag !== 'b' && child.tag !== 'strong') breakLine();
        if (kind !== undefined) page.lines.push('');
      }
    }
  };
  visit(root, { gmail: false, quote: false });
  for (const [i, line] of page.lines.entries()) page.lines[i] = collapse(line).trim();
  return page;
}

interface Within {
  /** Gmail's element around what it adds to a reply. */
  readonly gmail: boolean;
  readonly quote: boolean;
}

/** What kind of quote an element is; `undefined` for what is none, or stands in one already. */
function kindOf(element: Element, within: Within): Quote['kind'] | undefined {
  if (within.quote) return undefined;
  const { attributes, tag } = element;
  if (/^(OLK_SRC_BODY_SECTION|mail-editor-reference-message-container)$/.test(attributes.id ?? '')) return 'sure';
  if (
    ['moz-cite-prefix', 'gmail_attr', 'yahoo_quoted', 'protonmail_quote', 'zmail_extra'].some(name =>
      hasClass(element, name),
    )
  )
    return 'sure';
  if (tag !== 'blockquote') return undefined;
  if (attributes.type?.toLowerCase() === 'cite') return 'sure';
  // Gmail uses this class for text that somebody indented, too.
  if (hasClass(element, 'gmail_quote')) return within.gmail ? 'sure' : 'own';
  return 'perhaps';
}

function hasClass({ attributes }: Element, name: string): boolean {
  return (attributes.class ?? '').split(/\s+/).includes(name);
}

/** Outlook puts the answered message below these, in whatever language its header block is. */
function appends(element: Element): boolean {
  const { id = '', style = '' } = element.attributes;
  if (/^(x_)?(divRplyFwdMsg|appendonsend)$/.test(id)) return true;
  const ruled = /^\s{0,9}border:\s{0,3}none;\s{0,3}border-top:\s{0,3}solid/i.test(style);
  return ruled && (textOf(element).slice(0, 2000).match(/[:：]/g)?.length ?? 0) >= 3;
}

/** The bold `From:` of a header block whose lines are not broken. */
function isLabel({ tag, children }: Element): boolean {
  if (tag !== 'b' && tag !== 'strong') return false;
  let [first] = children;
  for (let depth = 0; depth < 5 && first !== undefined && isElement(first); depth++) [first] = first.children;
  return typeof first === 'string' && headerKind(first.slice(0, 200)) !== undefined;
}

/**
 * Which lines are marked as quotes. A plain blockquote is one when an introduction stands above it, or when it is the last one of
 * the message; one that begins with "Forwarded message" is none.
 */
function markedLines({ lines, quotes }: Layout): MailLine[] {
  const marked = lines.map(text => ({ text, quoted: /^>/.test(text) && !/<$/.test(text) }));
  const last = quotes.findLastIndex(({ kind }) => kind !== 'sure');
  for (const [i, { from, to, kind }] of quotes.entries()) {
    const first = lines.slice(from, to).find(text => text !== '') ?? '';
    if (FORWARDED_MESSAGE.test(first)) continue;
    const quoted = kind === 'sure' || isIntroduced(lines, from) || (kind === 'perhaps' && i === last);
    if (quoted) for (let line = from; line < to; line++) marked[line] = { text: lines[line]!, quoted: true };
  }
  return marked;
}

/** Whether one of the three lines of text above is an introduction, by itself or with those below it. */
function isIntroduced(lines: readonly string[], at: number): boolean {
  let joined = '';
  for (let above = at - 1, taken = 0; above >= 0 && taken < 3; above--) {
    if (lines[above] === '') continue;
    joined = `${lines[above]} ${joined}`.trim();
    taken++;
    if (joined.length > 500) return false;
    if (attributionOf(joined) !== undefined) return true;
  }
  return false;
}

/** The tree of those leaves for which `keep` is true; elements that held others only are left out. */
function copyOf(root: Element, keep: (leaf: number) => boolean): Element {
  let leaf = 0;
  const copy = (element: Element, parent: Element | undefined): Element => {
    const into: Element = { ...element, parent, children: [] };
    for (const child of element.children) {
      if (!isElement(child) || child.children.length === 0) {
        if (keep(leaf++)) into.children.push(isElement(child) ? { ...child, parent: into } : child);
        continue;
      }
      const kept = copy(child, into);
      if (kept.children.length > 0) into.children.push(kept);
    }
    return into;
  };
  return copy(root, undefined);
}
