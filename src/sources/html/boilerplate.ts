import { collapse, descendants, type Element, isElement, isHidden } from './dom.ts';

/** What is below an element, in characters unless said otherwise. */
export interface Measure {
  text: number;
  /** Text inside links. */
  linked: number;
  /** Links, a count. */
  links: number;
  /** Links as long as a title, a count. */
  titles: number;
  /** Commas, a count: running text has them, menus do not. */
  commas: number;
  /** Running text: what blocks hold directly and outside links, where it is a sentence or more. */
  running: number;
  /** Text outside links that it holds directly or in inline elements. */
  inline: number;
}

/** Elements within a line of text. */
export const INLINE = new Set([
  ...[
    'a',
    'abbr',
    'b',
    'bdi',
    'bdo',
    'cite',
    'code',
    'data',
    'del',
    'dfn',
    'em',
    'font',
    'i',
    'ins',
    'kbd',
    'mark',
    'q',
  ],
  ...['s', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'time', 'tt', 'u', 'var'],
]);

/** Characters that make a sentence. */
const SENTENCE = 60;

/** Characters that make a title. */
const TITLE = 30;

/** Measures every element below `root`; what `skip` holds counts nothing. */
export function measure(root: Element, skip: ReadonlySet<Element>): ReadonlyMap<Element, Measure> {
  const measures = new Map<Element, Measure>();
  const visit = (element: Element, inLink: boolean): Measure => {
    const sum: Measure = { text: 0, linked: 0, links: 0, titles: 0, commas: 0, running: 0, inline: 0 };
    measures.set(element, sum);
    for (const child of element.children) {
      if (!isElement(child)) addText(sum, child, inLink);
      else if (child.tag !== 'script' && child.tag !== 'head' && !skip.has(child)) {
        const inner = visit(child, inLink || child.tag === 'a');
        sum.text += inner.text;
        sum.linked += inner.linked;
        sum.links += inner.links + (child.tag === 'a' ? 1 : 0);
        sum.titles += inner.titles + (child.tag === 'a' && inner.text >= TITLE ? 1 : 0);
        sum.commas += inner.commas;
        sum.running += inner.running;
        if (INLINE.has(child.tag)) sum.inline += inner.inline;
      }
    }
    if (!INLINE.has(element.tag) && sum.inline >= SENTENCE) sum.running += sum.inline;
    return sum;
  };
  visit(root, false);
  return measures;
}

function addText(sum: Measure, text: string, inLink: boolean): void {
  const length = collapse(text).trim().length;
  sum.text += length;
  if (inLink) sum.linked += length;
  else sum.inline += length;
  sum.commas += text.split(/[,،、，]/).length - 1;
}

const SKIPPED_TAGS = new Set(['nav', 'aside', 'footer', 'menu', 'dialog', 'button', 'search']);
const SKIPPED_ROLES =
  /^(navigation|banner|contentinfo|search|complementary|dialog|alertdialog|menu|menubar|toolbar|tooltip|alert)$/;

/** Words in class names and ids that name what surrounds content, whatever the page is. */
const SURROUNDINGS = wordPattern(
  'nav|navbar|navigation|navi|submenu|menu|mega-?menu|breadcrumbs?|bread-crumbs?|crumbs?|pagination|pager|paging|skip|skip-?link',
  'footer|foot|colophon|masthead|topbar|top-bar|bottom-bar|toolbar|site-header|global-header|main-header',
  'sidebar|side-bar|sidenav|rail|sidebar-?widgets?|widget-?area|complementary',
  'share|sharing|share-?bar|social|socials|social-?media|sharedaddy|addtoany|addthis|sns|follow-us',
  'related|relateds|related-?posts?|recommended|recommendations?|recirc|recirculation|trending|popular|most-?read|most-?popular',
  'read-?next|up-?next|read-?more|more-?from|more-?stories|also-like|you-may|outbrain|taboola|yarpp|jp-relatedposts',
  'newsletters?|subscribe|subscription|sign-?up|mailing|mailchimp|optin|opt-in',
  'cookies?|cookie-?banner|cookie-?notice|consent|gdpr|onetrust|ccpa|privacy',
  'ad|ads|advert|adverts|advertisement|advertising|adsbygoogle|sponsor|sponsored|promo|promos|promotion|dfp|banner-?ad',
  'popup|pop-up|modal|overlay|lightbox|tooltip|offcanvas|off-canvas|drawer|dropdown',
  'log-?in|login-?form|register|search-?form|searchbox|search-?bar',
  'comment-?form|comment-?respond|respond|reply-?form|comment-?policy',
  'feedback|(?:article|page)-?(?:feedback|votes?|voting|rating)|(?:was-?this-?)?helpful|helpfulness',
  'author-?bio|author-?box|about-?author|post-?author|author-?info|author-?card',
  'tags|tag-?list|tag-?links|post-?tags|tag-?cloud|tagcloud|cat-?links|entry-?meta|post-?meta|entry-?footer|post-?footer',
  'print|printfriendly|no-?print|visually-?hidden|sr-only|screen-?reader|screen-?reader-?text|toc|table-of-contents',
  'copyright|disclaimer|credits?|edit-?section|mw-editsection|permalink|headerlink|anchor-?link|vote|voting|rating-?form',
);

/** Banners and dialogs that ask for consent. */
const CONSENT = wordPattern('cookies?|cookie-?banner|cookie-?notice|consent|gdpr|onetrust|onetrust-consent-sdk|ccpa');

/** For articles only: on a forum the comments are the content. */
const COMMENTS = wordPattern(
  'comments?|comment-?list|comments-?area|comments-?section|responses|disqus|disqus-?thread|fb-comments|livefyre',
);

/** More names for articles. */
const IN_ARTICLES = wordPattern(
  'caption|wp-caption-text|photo-?caption|image-?caption|gallery|slideshow|slides?|carousel|photo-?credit|image-?credit',
  'byline|by-line|dateline|author|authors|post-?date|publish-?date|timestamp|article-?meta|article-?info|article-?tools',
);

function wordPattern(...groups: string[]): RegExp {
  return new RegExp(`(?:^|[\\s_-])(?:${groups.join('|')})(?:$|[\\s_-])`);
}

/** Class names and id of an element, in kebab case. */
export function namesOf({ attributes }: Element): string {
  const names = `${attributes.class ?? ''} ${attributes.id ?? ''} ${attributes['data-component'] ?? ''}`.slice(0, 500);
  return names
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/\b(has|with|no|without)[-_]\w{1,30}/g, '');
}

/** Elements that are kept however they are called. */
const STRUCTURE = new Set(['', 'html', 'body', 'main', 'article', 'h1', 'td', 'tr', 'tbody', 'pre', 'code']);

/** Share of a page's running text from which on an element stays, whatever it is called and however many links it has. */
const TOO_MUCH = 0.3;

/** What surrounds the content of a page, by tags, roles and names; for an article also captions, bylines, comments. */
export function surroundings(root: Element, article: boolean): Set<Element> {
  const all = descendants(root);
  const skip = new Set<Element>(all.filter(isHidden));
  const sizes = measure(root, skip);
  const articles = all.filter(({ tag }) => tag === 'article');
  const heads: Heads = {
    title: around(all, /^h1$/),
    content: around(all, /^(h1|h2|article|main)$/),
    article: articles.length === 1 ? articles[0] : undefined,
  };
  const running = Math.max(1, sizes.get(root)!.running);
  descendants(root, element => {
    if (skip.has(element)) return false;
    const size = sizes.get(element);
    if (STRUCTURE.has(element.tag) || size === undefined) return true;
    const share = size.running / running;
    const surrounds = share <= TOO_MUCH && (isSurrounding(element, article, heads) || isBesideArticle(element, heads));
    if (surrounds || (share < 0.9 && isLongSurrounding(element, article))) skip.add(element);
    return !skip.has(element);
  });
  return skip;
}

/** The elements around the page's title, and around any sign of content. */
interface Heads {
  readonly title: ReadonlySet<Element>;
  readonly content: ReadonlySet<Element>;
  /** The only one of the page. */
  readonly article: Element | undefined;
}

/** The elements that hold one of these tags. */
function around(all: readonly Element[], tags: RegExp): Set<Element> {
  const found = new Set<Element>();
  for (const element of all) {
    if (!tags.test(element.tag)) continue;
    for (let above = element.parent; above !== undefined && !found.has(above); above = above.parent) found.add(above);
  }
  return found;
}

function isSurrounding(element: Element, article: boolean, { title, content }: Heads): boolean {
  const { tag, attributes } = element;
  if (SKIPPED_TAGS.has(tag) || SKIPPED_ROLES.test(attributes.role ?? '')) return true;
  if (attributes['aria-hidden'] === 'true' || attributes['aria-modal'] === 'true') return true;
  if (tag === 'header') return !isWithin(element, /^(article|main|section)$/) && !title.has(element);
  if (tag === 'form') return !content.has(element);
  if (title.has(element)) return false;
  const names = namesOf(element);
  if (/embed/.test(names)) return false;
  // Only as whole names: page builders call every block `some-widget`, and `text-secondary` is a colour.
  if (SURROUNDINGS.test(names) || /(?:^|\s)(?:widget|secondary)(?:\s|$)/.test(names)) return true;
  return article && (tag === 'figcaption' || IN_ARTICLES.test(names) || COMMENTS.test(names));
}

/** Comments outside the one `<article>` of a page are about it, not part of it, whatever kind of page it is. */
function isBesideArticle(element: Element, { article, content }: Heads): boolean {
  if (article === undefined || content.has(element) || !COMMENTS.test(namesOf(element))) return false;
  return !isWithin(element, /^article$/);
}

/** Comments may well be longer than the article, and terms of use or a text about cookies longer than the page. */
function isLongSurrounding(element: Element, article: boolean): boolean {
  const { tag, attributes } = element;
  if (/^(nav|dialog|footer)$/.test(tag) || /^(navigation|contentinfo|dialog|alertdialog)$/.test(attributes.role ?? ''))
    return true;
  const names = namesOf(element);
  return attributes['aria-modal'] === 'true' || CONSENT.test(names) || (article && COMMENTS.test(names));
}

function isWithin(element: Element, tags: RegExp): boolean {
  for (let above = element.parent; above !== undefined; above = above.parent) if (tags.test(above.tag)) return true;
  return false;
}

const CONTAINERS = new Set(['div', 'ul', 'ol', 'section', 'table', 'dl', 'p', 'li', 'header', 'figure', 'fieldset']);

/**
 * Adds blocks that are mostly links to `skip`. `strict` takes every such block, as articles have none; otherwise only menus,
 * whose links are short, so that lists of titles stay.
 */
export function skipLinkBlocks(root: Element, skip: Set<Element>, strict: boolean): void {
  const sizes = measure(root, skip);
  const most = TOO_MUCH * sizes.get(root)!.running;
  descendants(root, element => {
    const size = sizes.get(element);
    if (size === undefined || skip.has(element)) return false;
    if (size.running > most) return true;
    if (!CONTAINERS.has(element.tag) || size.links === 0) return true;
    const density = size.linked / Math.max(1, size.text);
    const isBlock = element.tag !== 'p' && element.tag !== 'li';
    const menu = density > 0.7 && size.links > 2 && size.titles <= 0.1 * size.links && isBlock;
    const dense = isBlock ? density > 0.5 && size.text < 2000 : density > 0.9 && size.text > 12;
    if (menu || (strict && dense)) skip.add(element);
    return !skip.has(element);
  });
}
