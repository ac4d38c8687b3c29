import type { Range, SearchedText } from '../define.ts';
import { allMatches } from '../recognizers/context.ts';

/** A run in the alphabets of RFC 4648, sections 4 and 5. */
const base64 = /[A-Za-z0-9+/_-]{16,65536}={0,2}/g;
/** Text that people or programs write: no control characters, and nothing that is no UTF-8. */
const readable = /^[\t\n\r\x20-\x7e\u00a0-\ufffc]{10,}$/;

/** Runs of base64 that hold text, with that text. */
export function* encodedTexts({ text, tokens }: SearchedText): Iterable<Range & { readonly decoded: string }> {
  for (const token of tokens) {
    for (const { index, 0: found } of allMatches(base64, text.slice(token.start, token.end))) {
      const decoded = Buffer.from(found, 'base64').toString('utf8');
      const start = token.start + index;
      if (readable.test(decoded)) yield { start, end: start + found.length, decoded };
    }
  }
}
