import { BAND } from './glyphs.ts';
import type { Region } from './layout.ts';
import type { Line } from './lines.ts';

/** A page laid out. */
export interface Page {
  readonly number: number;
  readonly height: number;
  readonly regions: readonly Region[];
}

/** Lines at the top and at the bottom of a page that may be running headers and footers. */
const EDGE_LINES = 3;
const PAGE_NUMBER =
  /^(?:[-–—|.]\s?)?(?:(?:page|seite|página|pagina|pág\.|p\.|s\.)\s?)?\d{1,4}(?:\s?(?:of|von|de|di|sur|\/)\s?\d{1,4})?(?:\s?[-–—|.])?$/i;

/**
 * Removes running headers, footers and page numbers: lines in the top and bottom band that stand, digits aside, at the same
 * height on at least two pages and a third of all, or that are nothing but a page number. Returns the pages and how many lines went.
 */
export function withoutFurniture(pages: readonly Page[]): { pages: Page[]; removed: number } {
  const seen = new Map<string, number>();
  for (const page of pages) {
    const keys = new Set(edgesOf(page).map(maskOf));
    for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  const often = Math.max(2, Math.ceil(pages.length / 3));
  // Chapters have headers of their own: four pages are enough in a long document.
  const enough = Math.min(often, 4);
  let removed = 0;
  const cleaned = pages.map(page => {
    const gone = new Set(
      edgesOf(page).filter(line => PAGE_NUMBER.test(line.text) || (seen.get(maskOf(line)) ?? 0) >= enough),
    );
    removed += gone.size;
    if (gone.size === 0) return page;
    const regions = page.regions
      .map(region => ({ ...region, lines: region.lines.filter(line => !gone.has(line)) }))
      .filter(region => region.lines.length > 0);
    return { ...page, regions };
  });
  return { pages: cleaned, removed };
}

function edgesOf(page: Page): Line[] {
  const lines = page.regions.flatMap(region => region.lines).sort((a, b) => b.y - a.y);
  const top = lines.slice(0, EDGE_LINES).filter(line => line.y > page.height * (1 - BAND));
  const bottom = lines.slice(-EDGE_LINES).filter(line => line.y < page.height * BAND);
  return [...new Set([...top, ...bottom])];
}

// Height to within ten points: the same line on two pages may sit on slightly different baselines.
function maskOf(line: Line): string {
  return `${Math.round(line.y / 10)} ${line.text.toLowerCase().replace(/\p{Nd}+/gu, '0')}`;
}
