import {
  ATTRIBUTION_IN_LINE,
  attributionOf,
  FORWARDED_MESSAGE,
  type HeaderKind,
  headerKind,
  ORIGINAL_MESSAGE,
} from './phrases.ts';
import { splitSignature } from './signature.ts';

/** A mail body in its pieces, all trimmed. Only `reply` and `forwarded` were written for this message. */
export interface MailText {
  readonly reply: string;
  /** What was passed on, with the lines that introduce it: content of this message though somebody else wrote it. */
  readonly forwarded: string;
  /** Earlier messages of the thread, with the lines that introduce them. */
  readonly quoted: string;
  readonly signature: string;
  readonly disclaimer: string;
}

export interface SplitOptions {
  /** The message is a forward by its subject: header blocks introduce what is passed on, not what is answered. */
  readonly forward?: boolean;
}

/**
 * Parts the text of a mail into what its sender wrote and what a program added. Text that holds nothing but quotes is all
 * `reply`: no message comes out empty.
 */
export function splitMail(text: string, options: SplitOptions = {}): MailText {
  const { reply, quoted, forwarded } = splitQuotes(text, options);
  return { ...splitSignature(reply), quoted, forwarded };
}

/** The first half of `splitMail`: signatures stay in the reply. */
export function splitQuotes(
  text: string,
  options: SplitOptions = {},
): { reply: string; quoted: string; forwarded: string } {
  const lines = linesOf(text);
  const owners = ownersOf(
    lines.map(line => ({ text: line, quoted: isQuoted(line) })),
    options,
  );
  const of = (owner: Owner) => trimLines(lines.filter((_, i) => owners[i] === owner));
  const [reply, quoted, forwarded] = [of('reply'), of('quoted'), of('forwarded')];
  return reply === '' && forwarded === '' ? { reply: quoted, quoted: '', forwarded } : { reply, quoted, forwarded };
}

function trimLines(lines: readonly string[]): string {
  const text = lines.join('\n').trimEnd();
  return text.replace(/^(?:[^\S\n]*\n)+/, '');
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r\n?|\n/);
  return lines.flatMap((line, i) => {
    const inLine = line.length < 700 && isQuoted(nextText(lines, i + 1) ?? '') ? ATTRIBUTION_IN_LINE.exec(line) : null;
    return inLine === null ? [line] : [inLine[1]!, inLine[2]!];
  });
}

/** A line that begins with `>`. `>>> click here <<<` is decoration. */
function isQuoted(line: string): boolean {
  return /^ ?>/.test(line) && !/<\s*$/.test(line.slice(0, 1000));
}

function nextText(lines: readonly string[], from: number): string | undefined {
  for (let i = from; i < Math.min(lines.length, from + 4); i++) if (lines[i]!.trim() !== '') return lines[i];
  return undefined;
}

export type Owner = 'reply' | 'quoted' | 'forwarded';

/** A line of a mail; `quoted` when it is marked as a quote by itself: by `>`, or by its element. */
export interface MailLine {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * Whose each line is. A marked quote ends where its marks end; behind an introduction without marks everything to the end
 * is quoted.
 */
export function ownersOf(lines: readonly MailLine[], { forward = false }: SplitOptions = {}): Owner[] {
  const owners: Owner[] = lines.map(() => 'reply');
  let at = 0;
  while (at < lines.length) {
    if (lines[at]!.quoted) {
      at = markRun(lines, owners, at);
      continue;
    }
    const rest = restFrom(lines, at, forward);
    if (rest !== undefined) {
      owners.fill(rest, startOfRule(lines, at));
      break;
    }
    const end = endOfAttribution(lines, at);
    if (end === undefined) {
      at++;
      continue;
    }
    const next = skipBlank(lines, end);
    if (!lines[next]?.quoted) {
      owners.fill('quoted', at);
      break;
    }
    owners.fill('quoted', at, next);
    at = markRun(lines, owners, next);
  }
  return owners;
}

/** Marks a run of quoted lines, the blank lines in and behind it, and what a link broke out of its marks. */
function markRun(lines: readonly MailLine[], owners: Owner[], from: number): number {
  let at = from;
  while (at < lines.length) {
    const next = skipBlank(lines, at);
    if (lines[next]?.quoted) at = next + 1;
    else if (next === at && isBrokenOut(lines, at)) at += 1;
    else {
      at = next;
      break;
    }
  }
  owners.fill('quoted', from, at);
  return at;
}

/** A long link that the program wrapped: its second line stands without a mark between two that have one. */
function isBrokenOut(lines: readonly MailLine[], at: number): boolean {
  const [before, line, after] = [lines[at - 1], lines[at], lines[at + 1]];
  if (!before?.quoted || !after?.quoted || line === undefined) return false;
  return /^\s*[(<]https?:/.test(line.text) || /[(<]https?:[^)>]*$/.test(before.text.slice(-1000));
}

function skipBlank(lines: readonly MailLine[], from: number): number {
  let at = from;
  while (at < lines.length && !lines[at]!.quoted && lines[at]!.text.trim() === '') at++;
  return at;
}

/** Whose everything from this line on is, if the line says so. */
function restFrom(lines: readonly MailLine[], at: number, forward: boolean): Owner | undefined {
  const { text } = lines[at]!;
  if (text.trim() === '' || text.length > 500) return undefined;
  if (FORWARDED_MESSAGE.test(text)) return 'forwarded';
  if (ORIGINAL_MESSAGE.test(text) || isHeaderBlock(lines, at)) return forward ? 'forwarded' : 'quoted';
  return undefined;
}

/**
 * Two or more lines like `From: ...` and `Sent: ...` under each other. "From: Berlin, To: Paris" is none: one of the lines
 * must hold an address, or be one that only mail has.
 */
function isHeaderBlock(lines: readonly MailLine[], at: number): boolean {
  const first = headerKind(lines[at]!.text);
  if (first === undefined || first === 'cc' || first === 'other') return false;
  const kinds = new Set<HeaderKind>();
  let address = false;
  let folded = 0;
  for (let i = at; i < Math.min(lines.length, at + 12); i++) {
    const { text, quoted } = lines[i]!;
    if (quoted || text.trim() === '') break;
    const kind = headerKind(text.slice(0, 200));
    if (kind === undefined && ++folded > 2) break;
    if (kind !== undefined) {
      kinds.add(kind);
      folded = 0;
    }
    address ||= /\S@\S/.test(text.slice(0, 1000));
  }
  const sender =
    kinds.has('from') && (kinds.has('date') || kinds.has('sent') || kinds.has('subject') || kinds.has('to'));
  const receiver = kinds.has('to') && (kinds.has('date') || kinds.has('sent'));
  return (
    (sender || receiver) &&
    (address || (kinds.has('sent') && kinds.size >= 3) || (kinds.has('subject') && kinds.size >= 3))
  );
}

/** A ruled line right above a header block belongs to it. */
function startOfRule(lines: readonly MailLine[], at: number): number {
  let above = at - 1;
  while (above >= 0 && lines[above]!.text.trim() === '' && !lines[above]!.quoted) above--;
  return above >= 0 && /^\s{0,20}(?:[_*-]{5,200}|\* \* \*)\s{0,20}$/.test(lines[above]!.text) ? above : at;
}

/** Index behind an introduction that begins at this line and is wrapped over up to five. */
function endOfAttribution(lines: readonly MailLine[], at: number): number | undefined {
  let joined = '';
  let end = at;
  for (let taken = 0; taken < 5 && end < lines.length; taken++, end++) {
    const { text, quoted } = lines[end]!;
    if (quoted && taken === 0) return undefined;
    if (text.trim() === '') {
      if (taken === 0) return undefined;
      end = skipBlank(lines, end);
      // Only an address that a program put on its own line may follow a gap.
      if (end >= lines.length || !/^\s*<\s*$|^\s*<\S+@/.test(lines[end]!.text)) return undefined;
    }
    joined = `${joined} ${lines[end]!.text.trim()}`.trim();
    if (joined.length > 500) return undefined;
    const found = attributionOf(joined);
    if (found === 'certain' || (found === 'maybe' && lines[skipBlank(lines, end + 1)]?.quoted)) return end + 1;
  }
  return undefined;
}
