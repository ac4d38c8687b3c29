import { z } from 'zod';
import { CorpusmithError } from '../core/errors.ts';
import type { Peek } from '../core/source.ts';
import { defineSource } from '../define.ts';
import { decodeStream, peekText } from './encoding.ts';
import { fileKey } from './keys.ts';

const options = z.strictObject({
  encoding: z
    .string()
    .optional()
    .describe('Encoding of the files where it is known, as `windows-1252`. By default it is detected for each file.'),
});

export const text = defineSource({
  name: 'text',
  summary: 'Plain text in any encoding, one document a file; very long files in pieces',
  options,
  adds: ['file'],
  positional: true,
  detect(peek) {
    const head = peekText(peek.head);
    if (head === undefined || /^\s{0,99}(?:\{\\rtf|%PDF-|%!PS|<\?xml|<!doctype)/i.test(head)) return 0;
    return hasExtension(peek, 'txt', 'text', 'log') ? 0.35 : 0.2;
  },
  async *read({ files: [file] }, { encoding }: z.infer<typeof options>, ctx) {
    if (file!.bytes === 0) throw new CorpusmithError('E_EMPTY');
    const decoded = decodeStream(file!.stream(), encoding === undefined ? {} : { charset: encoding });
    let found = false;
    for await (const piece of piecesOf(decoded, ctx.limits.record)) {
      found = true;
      if (!piece.whole) ctx.count('pieces');
      const parts = [{ role: 'document', text: piece.text }] as const;
      yield piece.whole ? { parts } : { locator: piece.locator, parts, labels: { file: fileKey(file!) } };
    }
    if (!found) throw new CorpusmithError('E_NO_TEXT');
  },
});

/** A run of lines, with line feeds as line ends and without blank lines around it. */
export interface Piece {
  readonly text: string;
  /** `piece 2, lines 401-800`, lines counted from 1. */
  readonly locator: string;
  /** It is all of the file. */
  readonly whole: boolean;
}

/**
 * Cuts a text into pieces of at most `limit` characters, holding one at a time: after the last blank line in the second half of
 * what fits, else after the last line break, else where the limit is. A text that fits is one piece; one of white
 * space is none.
 */
export async function* piecesOf(text: AsyncIterable<string>, limit: number): AsyncIterable<Piece> {
  let rest = '';
  let line = 1;
  let count = 0;
  let whole = true;
  const take = (end: number): Piece => {
    const lines = rest.slice(0, end).replace(/\r\n?/g, '\n');
    const blank = lines.slice(0, lines.length - lines.trimStart().length);
    const piece = lines.slice(blank.lastIndexOf('\n') + 1).trimEnd();
    const first = line + countBreaks(blank);
    rest = rest.slice(end);
    line += countBreaks(lines);
    return { text: piece, locator: `piece ${++count}, lines ${first}-${first + countBreaks(piece)}`, whole };
  };
  for await (const chunk of text) {
    rest += chunk;
    while (rest.length > limit) {
      whole = false;
      const piece = take(cutAt(rest, limit));
      if (piece.text !== '') yield piece;
    }
  }
  const piece = take(rest.length);
  if (piece.text !== '') yield piece;
}

function cutAt(text: string, limit: number): number {
  const head = text.slice(0, limit);
  const blank = Math.max(head.lastIndexOf('\n\n'), head.lastIndexOf('\r\n\r\n'));
  if (blank > limit / 2) return head.startsWith('\r', blank) ? blank + 4 : blank + 2;
  const newline = head.lastIndexOf('\n');
  if (newline > 0) return newline + 1;
  // Never between the halves of a surrogate pair, or the two characters of a line end.
  return /[\ud800-\udbff\r]$/.test(head) && limit > 1 ? limit - 1 : limit;
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Whether the name of a file ends in one of the extensions, in any case. */
export function hasExtension(peek: Peek, ...extensions: readonly string[]): boolean {
  const name = peek.uri.toLowerCase();
  return extensions.some(extension => name.endsWith(`.${extension}`));
}
