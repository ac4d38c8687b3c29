import type { Page } from './furniture.ts';
import { type Line, median } from './lines.ts';

/** What the whole document says about how to read one page. */
export interface Style {
  /** Font size of most text, in points. */
  readonly body: number;
  /** Font sizes of headings, largest first. */
  readonly headings: readonly number[];
  /** Most lines of body text are bold, so that bold says nothing. */
  readonly boldBody: boolean;
  /** Words that are written with a hyphen within a line. */
  readonly compounds: ReadonlySet<string>;
}

interface Block {
  readonly text: string;
  readonly kind: 'heading' | 'item' | 'text';
}

const BULLET = /^(?:[•●○◦▪■□▸►‣⁃∙·–—*-]|\uf0b7|\uf0a7|o(?= ))\s+(?=\S)/;
const NUMBERED = /^(?:\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s+(?=\S)/;
const SECTION = /^\d{1,2}(?:\.\d{1,2}){0,4}\.?\s+\p{L}/u;
const SENTENCE_END = /[.!?:;。！？؟…]["'”’»)\]]*$/;
const COMPOUND = /\p{L}{2,40}(?:-\p{L}{1,40}){1,5}/gu;
const CJK_END = /[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]$/;
const CJK_START = /^[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]/;

export function styleOf(pages: readonly Page[]): Style {
  const lines = pages.flatMap(page => page.regions.flatMap(region => region.lines));
  const weight = new Map<number, number>();
  const compounds = new Set<string>();
  let [bold, all] = [0, 0];
  for (const line of lines) {
    weight.set(round(line.size), (weight.get(round(line.size)) ?? 0) + line.text.length);
    all += line.text.length;
    if (line.bold) bold += line.text.length;
    for (const match of line.text.matchAll(COMPOUND)) compounds.add(match[0].toLowerCase());
  }
  const body = [...weight].sort(([a, n], [b, m]) => m - n || a - b)[0]?.[0] ?? 0;
  const larger = [...weight.keys()].filter(size => size >= body * 1.12).sort((a, b) => b - a);
  return { body, headings: larger, boldBody: bold > all * 0.5, compounds };
}

/** The text of a page as Markdown: headings by font size, list items, paragraphs joined from their lines. */
export function markdownOf(page: Page, style: Style): string {
  const out: string[] = [];
  let last: Block['kind'] | undefined;
  for (const region of page.regions)
    for (const lines of paragraphsOf(region.lines, region.right, style)) {
      const block = blockOf(lines, style);
      if (block.text === '') continue;
      out.push(last === undefined ? '' : last === 'item' && block.kind === 'item' ? '\n' : '\n\n', block.text);
      last = block.kind;
    }
  return out.join('');
}

/** The first heading of a page, without its marks. */
export function firstHeading(markdown: string): string | undefined {
  return /^#{1,6} (.+)$/m.exec(markdown)?.[1];
}

function paragraphsOf(lines: readonly Line[], right: number, style: Style): Line[][] {
  const pitches = lines.slice(1).map((line, i) => (lines[i]!.y - line.y) / Math.max(line.size, 1));
  const usual = median(pitches.filter(pitch => pitch > 0.8 && pitch < 2.5)) || 1.3;
  const paragraphs: Line[][] = [];
  for (const line of lines) {
    const current = paragraphs.at(-1);
    const before = current?.at(-1);
    if (current === undefined || before === undefined || breaks(before, line, current, right, usual, style))
      paragraphs.push([line]);
    else current.push(line);
  }
  return paragraphs;
}

function breaks(a: Line, b: Line, sofar: readonly Line[], right: number, usual: number, style: Style): boolean {
  const size = Math.max(a.size, b.size);
  const pitch = (a.y - b.y) / size;
  const big = Math.min(a.size, b.size) > style.body * 1.12;
  if (pitch > Math.max(usual * (big ? 1.6 : 1.3), 1.25) || pitch < 0) return true;
  if (Math.abs(a.size - b.size) > size * 0.08) return true;
  if (a.bold !== b.bold && !style.boldBody && (sofar.every(line => line.bold) || b.bold)) return true;
  if (a.gapped || b.gapped) return true;
  if (BULLET.test(b.text) || (NUMBERED.test(b.text) && !/\p{Ll}$/u.test(a.text))) return true;
  const short = right - a.right > Math.max(6 * size, (right - a.left) * 0.15);
  if (short && (SENTENCE_END.test(a.text) || (/^\p{Lu}/u.test(b.text) && right - a.right > 10 * size))) return true;
  const item = BULLET.test(sofar[0]!.text) || NUMBERED.test(sofar[0]!.text);
  const indented = b.left - a.left > 0.8 * size && b.left - a.left < 6 * size;
  return indented && SENTENCE_END.test(a.text) && !(item && sofar.length === 1);
}

function blockOf(lines: readonly Line[], style: Style): Block {
  const text = joined(lines, style.compounds);
  const level = headingLevel(lines, text, style);
  if (level > 0) return { text: `${'#'.repeat(level)} ${text}`, kind: 'heading' };
  if (BULLET.test(text)) return { text: text.replace(BULLET, '- '), kind: 'item' };
  return { text, kind: NUMBERED.test(text) && !SECTION.test(lines[0]!.text) ? 'item' : 'text' };
}

/** 1 to 6, or 0 when it is none: by size, or a bold line by itself that is numbered or short and not a sentence. */
function headingLevel(lines: readonly Line[], text: string, style: Style): number {
  if (!/\p{L}{2}/u.test(text) || lines.length > 3 || text.length > 200 || lines.some(line => line.gapped)) return 0;
  if (BULLET.test(text)) return 0;
  const size = round(Math.max(...lines.map(line => line.size)));
  const rank = style.headings.findIndex(heading => heading <= size + 0.25);
  if (size >= style.body * 1.12 && rank >= 0) return Math.min(rank + 1, 5);
  const bold = !style.boldBody && lines.every(line => line.bold) && size >= style.body * 0.95;
  if (!bold || lines.length > 2 || text.length > 90 || /[.,;:]$/.test(text)) return 0;
  return Math.min(Math.min(style.headings.length, 3) + 1 + (SECTION.test(text) ? depthOf(text) - 1 : 0), 6);
}

function depthOf(text: string): number {
  return (/^[\d.]+/.exec(text)?.[0].match(/\d+/g) ?? ['']).length;
}

/** Lines as one paragraph. A hyphen at a line's end is soft when a letter stands before it and a small letter follows. */
function joined(lines: readonly Line[], compounds: ReadonlySet<string>): string {
  let text = '';
  for (const { text: next } of lines) {
    const cut = /([\p{L}-]{1,60}\p{L})[-\u00ad\u2010]$/u.exec(text);
    if (text === '') text = next;
    else if (cut !== null && /^\p{Ll}/u.test(next)) {
      const end = /^\p{L}{1,60}/u.exec(next)?.[0] ?? '';
      const compound = cut[1]!.includes('-') || compounds.has(`${cut[1]}-${end}`.toLowerCase());
      text = (compound ? text : text.slice(0, -1)) + next;
    } else text += (CJK_END.test(text) && CJK_START.test(next) ? '' : ' ') + next;
  }
  return text;
}

function round(size: number): number {
  return Math.round(size * 2) / 2;
}
