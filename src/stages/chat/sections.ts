import type { Part } from '../../core/document.ts';
import { pieces } from '../pieces.ts';

/** A run of prose under a heading. */
export interface Section {
  /** Empty before the first heading. */
  readonly heading: string;
  readonly text: string;
  /** The rest of a section that was too long and had to be cut. */
  readonly continued: boolean;
}

export interface Prose {
  /** Of the document; the heading of the first level at its beginning where the label is missing, else empty. */
  readonly title: string;
  readonly sections: readonly Section[];
}

interface Heading {
  readonly level: number;
  readonly line: string;
  readonly name: string;
}

interface Raw {
  readonly heading: Heading | undefined;
  readonly text: string;
}

/**
 * Sections of prose by its Markdown headings (`#` to `######`, not within fenced code), in order, nothing left out but
 * headings, which the questions ask for. A heading without text is put before the next: `Installation: Windows`.
 */
export function sectionsOf(
  prose: readonly Part[],
  label: string | undefined,
  { minCharacters, maxCharacters }: { readonly minCharacters: number; readonly maxCharacters: number },
): Prose {
  const raw = prose
    .map(part => part.text)
    .join('\n\n')
    .trim();
  const found = cutAtHeadings(raw);
  const first = found.find(({ heading, text }) => heading !== undefined || text !== '');
  const opening = first?.heading?.level === 1 ? first.heading.name : '';
  const title = label?.trim() || opening;
  const named = foldBare(found, title, opening);
  const inside = startsInside(prose);
  const sections = joinShort(named, minCharacters).flatMap(({ heading, text }, at) =>
    [...pieces(text, piece => piece.length <= maxCharacters)].map((piece, i) => ({
      heading,
      text: piece,
      continued: i > 0 || (inside && at === 0 && heading === ''),
    })),
  );
  return { title, sections };
}

/**
 * Whether the heading at the very beginning says what the title says: one of them holds most of the words of the other. On
 * a page of a manual it does not: there it is a chapter.
 */
function namesWhole(opening: string, title: string): boolean {
  const [few, many] = [wordsOf(opening), wordsOf(title)].sort((a, b) => a.size - b.size);
  return [...few!].filter(word => many!.has(word)).length * 2 > few!.size;
}

function wordsOf(name: string): ReadonlySet<string> {
  return new Set(name.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

/** A later page of a file that is read page by page: what stands above its first heading belongs to the page before. */
function startsInside(prose: readonly Part[]): boolean {
  return /^page (?!1$)\d{1,9}$/.test(prose[0]?.at ?? '');
}

/** `2. Deadlines` and `2.1 Deadlines` are asked for as `Deadlines`; `3 phases` and `2.4 GHz` hold no such number. */
function withoutNumber(name: string): string {
  return name.replace(/^(?:(?:\d{1,3}\.){0,5}\d{1,3}[.)]\s+(?=\p{L})|(?:\d{1,3}\.){1,5}\d{1,3}\s+(?=\p{L}{4}))/u, '');
}

function cutAtHeadings(text: string): readonly Raw[] {
  const found: Raw[] = [];
  let heading: Heading | undefined;
  let lines: string[] = [];
  let fence: string | undefined;
  const close = () => found.push({ heading, text: lines.join('\n').replace(/^\n+/, '').trimEnd() });
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
    const next = fence === undefined && mark === undefined ? readHeading(line) : undefined;
    if (next === undefined) lines.push(line);
    else {
      close();
      heading = next;
      lines = [];
    }
  }
  close();
  return found;
}

function readHeading(line: string): Heading | undefined {
  const match = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(line);
  if (match === null) return undefined;
  // Without closing marks and without the marks of emphasis, code and links.
  const name = match[2]!
    .replace(/[ \t]#+[ \t]*$/, '')
    .replace(/\[([^\]]{1,500})\]\([^)]{0,2000}\)/g, '$1')
    .replace(/[*`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .trim();
  return name === '' ? undefined : { level: match[1]!.length, line: line.trim(), name };
}

interface Named {
  readonly heading: string;
  /** Of the highest heading that it begins with; 0 before the first. */
  readonly level: number;
  /** Its heading as it was written, for when the section is joined to another. */
  readonly line: string;
  readonly text: string;
}

/**
 * A heading without text of its own goes into the name of the next section, unless it is the title or the heading at the very
 * beginning. That one names the text that stands under it, unless it is the title in other words.
 */
function foldBare(found: readonly Raw[], title: string, opening: string): readonly Named[] {
  const named: Named[] = [];
  const said = new Set([title.toLowerCase(), opening.toLowerCase()]);
  const chapter = namesWhole(opening, title) ? '' : opening;
  let above: Heading[] = [];
  for (const { heading, text } of found) {
    if (heading !== undefined) {
      above = above.filter(one => one.level < heading.level);
      above.push(heading);
    }
    if (text === '') continue;
    const names = above.map(one => one.name).filter(name => !said.has(name.toLowerCase()));
    const own = names.length === 0 && heading?.name === chapter ? [chapter] : names;
    named.push({
      heading: own.map(withoutNumber).join(': '),
      level: above[0]?.level ?? 0,
      line: above.map(one => one.line).join('\n\n'),
      text,
    });
    above = [];
  }
  return named;
}

/**
 * Sections under the limit take in the next, with its heading, unless a chapter begins there; the last one of a chapter goes
 * to the one before.
 */
function joinShort(sections: readonly Named[], minCharacters: number): readonly Named[] {
  const joined: Named[] = [];
  for (const [i, section] of sections.entries()) {
    const before = joined.at(-1);
    const isLast = i === sections.length - 1 || sections[i + 1]!.level < section.level;
    const short = section.text.length < minCharacters && isLast;
    const apart = before === undefined || section.level < before.level;
    if (apart || (before.text.length >= minCharacters && !short)) joined.push(section);
    else {
      const text = [before.text, section.line, section.text].filter(piece => piece !== '').join('\n\n');
      joined[joined.length - 1] = { ...before, heading: before.heading || section.heading, text };
    }
  }
  return joined;
}
