import { INLINE, type Measure, measure, namesOf, skipLinkBlocks, surroundings } from './boilerplate.ts';
import { descendants, type Element, elementsOf } from './dom.ts';

/** What of a page is its content: the elements, in order, and what to leave out in them. */
export interface Content {
  readonly elements: readonly Element[];
  readonly skip: ReadonlySet<Element>;
}

/**
 * Finds the content of a page.
 *
 * Two readings compete. The narrow one looks for the element whose paragraphs score best (the method of Arc90's Readability:
 * text length and commas, less what is in links, passed up to the elements around) and drops every block of links. The wide
 * one is the whole page without its surroundings. Pages that say they are an article are read narrowly, unless much running
 * text lies elsewhere. All others (forums, lists, shops, manuals) are read widely, unless they are an article in all but name:
 * nearly everything on them is one column of running text.
 */
export function findContent(root: Element, article: boolean): Content {
  const body = descendants(root).find(element => element.tag === 'body') ?? root;
  const narrow = narrowReading(body);
  const all = measure(body, narrow.skip).get(body)!.running;
  const running = runningText(narrow);
  if (article && running > 0 && running >= 0.4 * all) return narrow;
  const wide = wideReading(body);
  return !article && running >= 0.9 * all && running >= 0.6 * lengthOf(wide) ? narrow : wide;
}

function narrowReading(body: Element): Content {
  const skip = surroundings(body, true);
  skipLinkBlocks(body, skip, true);
  return narrowContent(body, skip);
}

function wideReading(body: Element): Content {
  const skip = surroundings(body, false);
  skipLinkBlocks(body, skip, false);
  return { elements: [zoneOf(body, skip)], skip };
}

/** The part of the page that says of itself that it is the main one, where it holds most of the text. */
function zoneOf(body: Element, skip: ReadonlySet<Element>): Element {
  const sizes = measure(body, skip);
  const all = sizes.get(body)!.text;
  const zones = descendants(body, element => !skip.has(element)).filter(
    element =>
      element.tag === 'main' ||
      element.attributes.role === 'main' ||
      /(?:^|\s)(?:main|content|main-content|page-content|site-content|maincontent)(?:\s|$)/.test(namesOf(element)),
  );
  let best: Element = body;
  for (const zone of zones) {
    const size = sizes.get(zone)?.text ?? 0;
    if (size >= 0.5 * all && isBelow(zone, best)) best = zone;
  }
  return best;
}

function isBelow(element: Element, above: Element): boolean {
  for (let at = element.parent; at !== undefined; at = at.parent) if (at === above) return true;
  return false;
}

function runningText({ elements, skip }: Content): number {
  return elements.reduce((sum, element) => sum + (measure(element, skip).get(element)?.running ?? 0), 0);
}

function lengthOf({ elements, skip }: Content): number {
  return elements.reduce((sum, element) => sum + (measure(element, skip).get(element)?.text ?? 0), 0);
}

const GOOD = /article|body|content|entry|hentry|main|post|text|blog|story/;
const BAD = /comment|sidebar|footer|widget|related|promo|sponsor|teaser|meta|tags|bio|caption|gallery/;

function narrowContent(body: Element, skip: ReadonlySet<Element>): Content {
  const sizes = measure(body, skip);
  const scores = new Map<Element, number>();
  const weigh = (element: Element) =>
    (GOOD.test(namesOf(element)) ? 25 : 0) -
    (BAD.test(namesOf(element)) ? 25 : 0) +
    (element.tag === 'article' ? 15 : 0);
  for (const [element, size] of sizes) {
    if (INLINE.has(element.tag) || size.inline < 25) continue;
    const points = 1 + Math.min(size.commas, 10) + Math.min(3, Math.floor(size.inline / 100));
    let above = /^(p|pre|td|blockquote|li|dd)$/.test(element.tag) ? element.parent : element;
    for (let level = 0; above !== undefined && level < 4; level++, above = above.parent) {
      if (!sizes.has(above)) break;
      if (!scores.has(above)) scores.set(above, weigh(above));
      scores.set(above, scores.get(above)! + points / (level === 0 ? 1 : level * 2));
    }
  }
  let best: Element = body;
  let most = 0;
  for (const [element, raw] of scores) {
    const score = raw * (1 - linkDensity(sizes.get(element)!));
    scores.set(element, score);
    if (score > most) [best, most] = [element, score];
  }
  const pieces = piecesLike(best, sizes);
  return { elements: pieces.length > 1 ? pieces : withSiblings(best, most, scores, sizes), skip };
}

/** The elements that are named exactly as `best` is: an article may come in pieces with something between them. */
function piecesLike(best: Element, sizes: ReadonlyMap<Element, Measure>): Element[] {
  const { class: name } = best.attributes;
  if (name === undefined || name.trim() === '' || best.tag === 'article') return [best];
  const pieces: Element[] = [];
  for (const [element, size] of sizes) {
    if (element.tag !== best.tag || element.attributes.class !== name || size.running === 0) continue;
    // In document order, an element can only be below the last one taken.
    const last = pieces.at(-1);
    if (linkDensity(size) < 0.3 && (last === undefined || !isBelow(element, last))) pieces.push(element);
  }
  return pieces.includes(best) ? pieces : [best];
}

function linkDensity(size: Measure): number {
  return size.linked / Math.max(1, size.text);
}

/** The best element with those beside it that read like a continuation; a heading before it belongs to it. */
function withSiblings(
  best: Element,
  most: number,
  scores: ReadonlyMap<Element, number>,
  sizes: ReadonlyMap<Element, Measure>,
): Element[] {
  if (best.parent === undefined || best.tag === 'body' || best.tag === 'article') return [best];
  return elementsOf(best.parent).filter(sibling => {
    if (sibling === best) return true;
    const size = sizes.get(sibling);
    if (size === undefined) return false;
    const alike = sibling.attributes.class !== undefined && sibling.attributes.class === best.attributes.class;
    if ((scores.get(sibling) ?? 0) + (alike ? 0.2 * most : 0) >= Math.max(10, 0.2 * most)) return true;
    return sibling.tag === 'p' && size.text > 80 && linkDensity(size) < 0.25;
  });
}
