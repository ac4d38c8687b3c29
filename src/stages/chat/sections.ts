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
  // The heading at the very beginning names the whole, as the title does in its own words.
  const sections = joinShort(foldBare(found, [title, opening]), minCharacters).flatMap(({ heading, text }) =>
    [...pieces(text, piece => piece.length <= maxCharacters)].map((piece, i) => ({
      heading,
      text: piece,
      continued: i > 0,
    })),
  );
  return { title, sections };
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
  /** Its heading as it was written, for when the section is joined to another. */
  readonly line: string;
  readonly text: string;
}

/** A heading without text of its own goes into the name of the next section, unless it is the title. */
function foldBare(found: readonly Raw[], titles: readonly string[]): readonly Named[] {
  const named: Named[] = [];
  const said = new Set(titles.map(title => title.toLowerCase()));
  let above: Heading[] = [];
  for (const { heading, text } of found) {
    if (heading !== undefined) {
      above = above.filter(one => one.level < heading.level);
      above.push(heading);
    }
    if (text === '') continue;
    const names = above.map(one => one.name).filter(name => !said.has(name.toLowerCase()));
    named.push({ heading: names.join(': '), line: above.map(one => one.line).join('\n\n'), text });
    above = [];
  }
  return named;
}

/** Sections under the limit take in the next, with its heading; a short last one goes to the one before. */
function joinShort(sections: readonly Named[], minCharacters: number): readonly Named[] {
  const joined: Named[] = [];
  for (const [i, section] of sections.entries()) {
    const before = joined.at(-1);
    const short = section.text.length < minCharacters && i === sections.length - 1;
    if (before === undefined || (before.text.length >= minCharacters && !short)) joined.push(section);
    else {
      const text = [before.text, section.line, section.text].filter(piece => piece !== '').join('\n\n');
      joined[joined.length - 1] = { ...before, heading: before.heading || section.heading, text };
    }
  }
  return joined;
}
