import { collapse, descendants, type Element, textOf } from './dom.ts';

export interface PageFacts {
  readonly title?: string;
  /** ISO 8601, as the page gives it. */
  readonly time?: string;
  readonly language?: string;
  /** The page says that it is one article. */
  readonly article: boolean;
  /** `articleBody` of its structured data. */
  readonly body?: string;
}

/** What a page says about itself: JSON-LD (schema.org), Open Graph and other `<meta>`, `<time>`, `<title>`, `<html lang>`. */
export function factsOf(root: Element): PageFacts {
  const all = descendants(root);
  const metas = metaOf(all);
  const entities = all
    .filter(element => element.tag === 'script' && /ld\+json/i.test(element.attributes.type ?? ''))
    .flatMap(element => entitiesOf(element.children.join('')));
  const article = entities.find(entity => /Article|BlogPosting|Report$/.test(typeOf(entity)));
  const title = titleOf(all, metas, stringOf(article?.headline));
  const time = timeOf(all, metas, stringOf(article?.datePublished));
  const language = all.find(element => element.tag === 'html')?.attributes.lang?.trim();
  const body = stringOf(article?.articleBody) ?? stringOf(entities.find(entity => entity.articleBody)?.articleBody);
  return {
    ...(title === undefined ? {} : { title }),
    ...(time === undefined ? {} : { time }),
    ...(language === undefined || !/^[a-z]{2,3}(-|$)/i.test(language) ? {} : { language: language.toLowerCase() }),
    article: article !== undefined || metas.get('og:type') === 'article' || all.some(isMarkedArticle),
    ...(body === undefined ? {} : { body }),
  };
}

function isMarkedArticle({ attributes }: Element): boolean {
  return /schema\.org\/(News|Blog|Tech|Scholarly)?(Article|Posting)\b/.test(attributes.itemtype ?? '');
}

type Entity = Readonly<Record<string, unknown>>;

function metaOf(all: readonly Element[]): ReadonlyMap<string, string> {
  const metas = new Map<string, string>();
  for (const { tag, attributes } of all) {
    const key = (attributes.property ?? attributes.name ?? attributes.itemprop)?.toLowerCase();
    const content = attributes.content?.trim();
    if (tag === 'meta' && key !== undefined && content && !metas.has(key)) metas.set(key, content);
  }
  return metas;
}

/** The objects of a JSON-LD script, also those in a `@graph` or list; none when it is not valid JSON. */
function entitiesOf(json: string): Entity[] {
  try {
    const found: Entity[] = [];
    const visit = (value: unknown, depth: number) => {
      if (depth > 4 || value === null || typeof value !== 'object') return;
      if (Array.isArray(value)) for (const item of value.slice(0, 1000)) visit(item, depth + 1);
      else {
        const entity = value as Entity;
        found.push(entity);
        visit(entity['@graph'], depth + 1);
        visit(entity.mainEntity, depth + 1);
      }
    };
    visit(JSON.parse(json.trim()), 0);
    return found;
  } catch {
    return [];
  }
}

function typeOf(entity: Entity): string {
  const type = entity['@type'];
  return Array.isArray(type) ? type.join(' ') : String(type ?? '');
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The headline where there is one; else the page title without the name of the site. */
function titleOf(all: readonly Element[], metas: ReadonlyMap<string, string>, headline?: string): string | undefined {
  const headings = all.filter(element => element.tag === 'h1').map(element => textOf(element));
  const pageTitle = textOf(all.find(element => element.tag === 'title') ?? emptyElement);
  const given = headline ?? metas.get('og:title') ?? metas.get('twitter:title') ?? pageTitle;
  const full = collapse(given.slice(0, 1000)).trim();
  // A heading that the long title begins with, or holds, is the title without the site's name.
  const matching = headings.find(text => text.length > 3 && (full.includes(text) || pageTitle.includes(text)));
  const title =
    matching ?? (full === '' ? headings.find(text => text !== '') : withoutSite(full, metas.get('og:site_name')));
  return title === undefined || title === '' ? undefined : title.slice(0, 500);
}

const emptyElement: Element = { tag: '', attributes: {}, children: [], parent: undefined };

function withoutSite(title: string, site: string | undefined): string {
  const pieces = title.split(/\s+[|–—·»:]\s+|\s+-\s+/);
  if (pieces.length < 2) return title;
  const last = pieces.at(-1)!;
  const cut = last === site || last.split(/\s+/).length <= 4;
  return cut && pieces[0]!.length >= 8 ? title.slice(0, title.lastIndexOf(last)).replace(/[\s|–—·»:-]+$/, '') : title;
}

const TIME_METAS = [
  'article:published_time',
  'datepublished',
  'og:published_time',
  'date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'pubdate',
  'publishdate',
  'publish-date',
  'parsely-pub-date',
  'sailthru.date',
  'article.published',
];

function timeOf(all: readonly Element[], metas: ReadonlyMap<string, string>, published?: string): string | undefined {
  const stamps = all.filter(element => element.tag === 'time').map(element => element.attributes.datetime);
  const candidates = [published, ...TIME_METAS.map(name => metas.get(name)), ...stamps];
  return candidates.find(
    time => time !== undefined && /^\d{4}-\d\d(-\d\d([T ][\d:.,]{4,15}\s?(Z|[+-]\d\d:?\d\d)?)?)?$/.test(time),
  );
}
