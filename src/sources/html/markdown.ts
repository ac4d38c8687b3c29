import { collapse, type Element, elementsOf, isElement, isHidden, type Node, textOf } from './dom.ts';
import { isDataTable, tableLines } from './table.ts';

const BLOCKS = new Set([
  ...['address', 'article', 'aside', 'body', 'caption', 'center', 'details', 'dialog', 'dir', 'div', 'fieldset'],
  ...['figcaption', 'figure', 'footer', 'form', 'header', 'hgroup', 'html', 'legend', 'li', 'main', 'menu', 'nav'],
  ...['option', 'p', 'search', 'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr'],
]);

/** Elements that hold nothing to read. */
const SILENT = new Set([
  'script',
  'head',
  'title',
  'button',
  'input',
  'img',
  'meta',
  'link',
  'base',
  'col',
  'colgroup',
]);

/**
 * Markdown of everything below `root`, blocks parted by blank lines: headings, paragraphs, nested lists, tables, code, quotes,
 * rules. Links and emphasis give their text only: marks and addresses inside a sentence are noise to a reader and tear names
 * apart for those who look for them. What `skip` holds, and what is hidden, is left out.
 */
export function renderMarkdown(root: Element, skip: ReadonlySet<Element> = new Set()): string {
  return blocksOf(root.children, skip).join('\n\n');
}

/** The blocks that the nodes make, in order. */
function blocksOf(nodes: readonly Node[], skip: ReadonlySet<Element>): string[] {
  const writer = new BlockWriter(skip);
  for (const node of nodes) writer.add(node);
  return writer.finish();
}

class BlockWriter {
  readonly #blocks: string[] = [];
  readonly #skip: ReadonlySet<Element>;
  #inline: string[] = [];

  constructor(skip: ReadonlySet<Element>) {
    this.#skip = skip;
  }

  add(node: Node): void {
    if (!isElement(node)) this.#inline.push(collapse(node));
    else if (!SILENT.has(node.tag) && !this.#skip.has(node) && !isHidden(node)) this.#element(node);
  }

  finish(): string[] {
    this.#flush();
    return this.#blocks;
  }

  #element(element: Element): void {
    const { tag } = element;
    if (tag === 'br') this.#inline.push('\n');
    else if (tag === 'wbr') return;
    else if (/^h[1-6]$/.test(tag)) this.#heading(element);
    else if (tag === 'ul' || tag === 'ol') this.#block(listLines(element, this.#skip).join('\n'));
    else if (tag === 'pre' || tag === 'listing' || tag === 'xmp') this.#block(fenced(element));
    else if (tag === 'blockquote') this.#block(prefixed(this.#inner(element).join('\n\n'), '> ', '> '));
    else if (tag === 'table' && isDataTable(element)) this.#table(element);
    else if (tag === 'dl') this.#block(definitions(element, this.#skip));
    else if (tag === 'hr') this.#block('---');
    else if (tag === 'code' || tag === 'kbd' || tag === 'samp' || tag === 'tt') this.#code(element);
    else if (tag === 'q') this.#quoted(element);
    else if (BLOCKS.has(tag)) this.#container(element);
    else for (const child of element.children) this.add(child);
  }

  #container(element: Element): void {
    this.#flush();
    for (const child of element.children) this.add(child);
    this.#flush();
  }

  #inner(element: Element): string[] {
    return blocksOf(element.children, this.#skip);
  }

  #heading(element: Element): void {
    const text = this.#inner(element).join(' ').replace(/\s+/g, ' ');
    if (text !== '') this.#block(`${'#'.repeat(Number(element.tag[1]))} ${text.replace(/^[#>\s]+/, '')}`);
  }

  #table(element: Element): void {
    const cellText = (cell: Element) => this.#inner(cell).join(' ').replace(/\s+/g, ' ');
    for (const child of elementsOf(element)) if (child.tag === 'caption') this.add(child);
    this.#block(tableLines(element, cellText, this.#skip).join('\n'));
  }

  #code(element: Element): void {
    const text = collapse(textOf(element, this.#skip));
    if (text !== '') this.#inline.push(text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
  }

  #quoted(element: Element): void {
    this.#inline.push('“');
    for (const child of element.children) this.add(child);
    this.#inline.push('”');
  }

  #block(text: string): void {
    this.#flush();
    if (text.trim() !== '') this.#blocks.push(text);
  }

  /** Ends the running paragraph. Line breaks stay; two or more of them part paragraphs. */
  #flush(): void {
    const lines = this.#inline.join('').split('\n');
    this.#inline = [];
    let paragraph: string[] = [];
    for (const line of [...lines.map(line => collapse(line).trim()), '']) {
      if (line !== '') paragraph.push(line);
      else if (paragraph.length > 0) {
        this.#blocks.push(paragraph.join('\n'));
        paragraph = [];
      }
    }
  }
}

/** Lines of a list. Nested lists are indented below the text of their item; a list right inside a list counts as nested. */
function listLines(list: Element, skip: ReadonlySet<Element>): string[] {
  const lines: string[] = [];
  let number = Number.parseInt(list.attributes.start ?? '1', 10) || 1;
  let indent = '  ';
  for (const child of list.children) {
    if (!isElement(child) ? child.trim() === '' : skip.has(child) || isHidden(child) || SILENT.has(child.tag)) continue;
    if (isElement(child) && (child.tag === 'ul' || child.tag === 'ol')) {
      for (const line of listLines(child, skip)) lines.push(indent + line);
      continue;
    }
    const blocks = blocksOf(isElement(child) && child.tag === 'li' ? child.children : [child], skip);
    if (blocks.length === 0) continue;
    if (isElement(child)) number = Number.parseInt(child.attributes.value ?? '', 10) || number;
    const marker = list.tag === 'ol' ? `${number++}. ` : '- ';
    indent = ' '.repeat(marker.length);
    for (const line of prefixed(itemText(blocks), marker, indent).split('\n')) lines.push(line);
  }
  return lines;
}

/** Blocks of an item: a nested list follows its text at once, other blocks after a blank line. */
function itemText(blocks: readonly string[]): string {
  return blocks.map((block, i) => (i === 0 ? block : (/^(- |\d+\. )/.test(block) ? '\n' : '\n\n') + block)).join('');
}

function prefixed(text: string, first: string, others: string): string {
  if (text === '') return '';
  return text
    .split('\n')
    .map((line, i) => ((i === 0 ? first : others) + line).trimEnd())
    .join('\n');
}

/** Terms and their explanations, as in PHP Markdown Extra. */
function definitions(list: Element, skip: ReadonlySet<Element>): string {
  const lines: string[] = [];
  const visit = (parent: Element) => {
    for (const child of parent.children) {
      if (!isElement(child)) {
        if (child.trim() !== '') lines.push(collapse(child).trim());
      } else if (skip.has(child) || isHidden(child) || SILENT.has(child.tag)) continue;
      else if (child.tag === 'div') visit(child);
      else {
        const text = blocksOf(child.children, skip).join('\n\n');
        if (text !== '') lines.push(child.tag === 'dd' ? prefixed(text, ': ', '  ') : text);
      }
    }
  };
  visit(list);
  return lines.join('\n');
}

/** A code block with white space as it is, in a fence longer than any in it. */
function fenced(pre: Element): string {
  const pieces: string[] = [];
  const visit = (element: Element) => {
    for (const child of element.children) {
      if (!isElement(child)) pieces.push(child);
      else if (child.tag === 'br') pieces.push('\n');
      else if (!isGutter(child) && child.tag !== 'script' && child.tag !== 'button') visit(child);
    }
  };
  visit(pre);
  const code = pieces
    .join('')
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]{0,99}\n){1,9}/, '')
    .trimEnd();
  if (code === '') return '';
  let longest = 2;
  for (const match of code.matchAll(/^`{3,}/gm)) longest = Math.max(longest, match[0].length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${languageOf(pre)}\n${code}\n${fence}`;
}

function isGutter(element: Element): boolean {
  return /\b(line-?num(ber)?s?|lineno|gutter)\b/i.test(element.attributes.class ?? '');
}

/** The programming language by the class names that highlighters use, on the block, in it, or up to two levels around it. */
function languageOf(pre: Element): string {
  const around = [pre, ...elementsOf(pre).filter(child => child.tag === 'code'), pre.parent, pre.parent?.parent];
  for (const element of around) {
    const names = `${element?.attributes.class ?? ''} ${element?.attributes['data-lang'] ? `lang-${element.attributes['data-lang']}` : ''}`;
    const match =
      /(?:^|\s)(?:language|lang|highlight-source|highlight|brush:)[-\s]?([a-z][\w+#-]{0,19})(?:;|\s|$)/i.exec(names);
    if (match !== null && !/^(default|notranslate|none|plaintext)$/i.test(match[1]!)) return match[1]!.toLowerCase();
  }
  return '';
}
