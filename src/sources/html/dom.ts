import * as cheerio from 'cheerio';
import { boundNesting } from './nesting.ts';

/** An element of a page; text nodes are strings. Nesting is bounded, so plain recursion over it is safe. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
  readonly parent: Element | undefined;
}

export type Node = Element | string;

/** Levels of nesting that are kept, as in browsers; what is deeper becomes a sibling. */
const MAX_DEPTH = 256;

/** Elements whose content is no text of the page. `script` stays: structured data is in it. */
const NO_TEXT = new Set([
  ...['style', 'template', 'iframe', 'object', 'embed', 'applet', 'canvas', 'svg', 'audio', 'video', 'map'],
  ...['select', 'textarea', 'datalist', 'annotation', 'annotation-xml', 'rp', 'rt', 'o:p'],
]);

/** Parses HTML, whole or a fragment, well-formed or not. The root's tag is empty. */
export function parseHtml(html: string): Element {
  const $ = cheerio.load(boundNesting(html), { xml: { xmlMode: false, decodeEntities: true } });
  const root: Element = { tag: '', attributes: {}, children: [], parent: undefined };
  const pending: { nodes: ParsedNode[]; next: number; into: Element; depth: number }[] = [
    { nodes: $.root()[0]!.children as ParsedNode[], next: 0, into: root, depth: 0 },
  ];
  while (pending.length > 0) {
    const level = pending.at(-1)!;
    const node = level.nodes[level.next++];
    if (node === undefined) {
      pending.pop();
    } else if (node.type === 'text' || node.type === 'cdata') {
      level.into.children.push(node.data ?? (node.children ?? []).map(child => child.data ?? '').join(''));
    } else if (node.name !== undefined && !NO_TEXT.has(node.name.toLowerCase())) {
      const tag = node.name.toLowerCase();
      const parent = homeOf(tag, level.into);
      const element: Element = { tag, attributes: node.attribs ?? {}, children: [], parent };
      parent.children.push(element);
      const into = level.depth < MAX_DEPTH ? element : level.into;
      pending.push({ nodes: node.children ?? [], next: 0, into, depth: Math.min(level.depth + 1, MAX_DEPTH) });
    }
  }
  return root;
}

/** Elements that belong right into others: the parser does not close what authors leave open in the cell or item before. */
const HOMES: Readonly<Record<string, RegExp>> = {
  td: /^tr$/,
  th: /^tr$/,
  tr: /^(table|tbody|thead|tfoot)$/,
  li: /^(ul|ol|menu|dir)$/,
  dt: /^dl$/,
  dd: /^dl$/,
};

function homeOf(tag: string, into: Element): Element {
  const home = Object.hasOwn(HOMES, tag) ? HOMES[tag] : undefined;
  if (home === undefined) return into;
  for (let at: Element | undefined = into; at !== undefined; at = at.parent) {
    if (home.test(at.tag)) return at;
    if (at.tag === 'table') break;
  }
  return into;
}

interface ParsedNode {
  readonly type: string;
  readonly name?: string;
  readonly data?: string;
  readonly attribs?: Record<string, string>;
  readonly children?: ParsedNode[];
}

export function isElement(node: Node): node is Element {
  return typeof node !== 'string';
}

export function elementsOf(parent: Element): Element[] {
  return parent.children.filter(isElement);
}

/** All elements below `root` in document order; those for which `enter` is false are left out with all below them. */
export function descendants(root: Element, enter: (element: Element) => boolean = () => true): Element[] {
  const found: Element[] = [];
  const visit = (element: Element) => {
    for (const child of element.children) {
      if (!isElement(child) || !enter(child)) continue;
      found.push(child);
      visit(child);
    }
  };
  visit(root);
  return found;
}

/** The text below an element with white space collapsed; scripts and what `skip` holds are left out. */
export function textOf(root: Element, skip?: ReadonlySet<Element>): string {
  const pieces: string[] = [];
  const visit = (element: Element) => {
    for (const child of element.children) {
      if (!isElement(child)) pieces.push(child);
      else if (child.tag !== 'script' && !skip?.has(child)) {
        visit(child);
        if (child.tag !== 'a' && child.tag !== 'span') pieces.push(' ');
      }
    }
  };
  visit(root);
  return collapse(pieces.join('')).trim();
}

/** HTML white space, and the no-break space, as single spaces. */
export function collapse(text: string): string {
  return text.replace(/[ \t\n\r\f\u00a0]+/g, ' ');
}

/** Not displayed by what the markup itself says: `hidden`, an inline style, a hidden form field. */
export function isHidden(element: Element): boolean {
  const { tag, attributes } = element;
  if (tag === 'body' || tag === 'html') return false;
  // "Please enable JavaScript", or an image; some forums put the whole page into it.
  if (tag === 'noscript') return textOf(element).length < 300;
  if (tag === 'input') return true;
  const style = attributes.style;
  return (
    // React streams parts of a page as `<div hidden id="S:0">`, which a script then shows.
    (attributes.hidden !== undefined && attributes.hidden !== 'until-found' && !/^S:/.test(attributes.id ?? '')) ||
    (style !== undefined && /display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden/i.test(style))
  );
}
