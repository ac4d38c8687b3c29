import { defineRecognizer } from '../define.ts';
import { allMatches } from './context.ts';

/** From the scheme, or `www.`, to a blank or a sign that no URL holds (RFC 3986). */
const urls =
  /(?<![\p{L}\p{N}@._-])(?:(?:https?|ftps?|sftp|ssh|wss?):\/\/[^\s<>"'`{}|\\^\u00ab\u00bb]{3,2048}|www\.[\p{L}\p{N}-]{1,63}\.[^\s<>"'`{}|\\^]{2,2048})/giu;

export const url = defineRecognizer({
  name: 'url',
  entity: 'URL',
  summary: 'Addresses of pages and hosts, with their scheme or with www',
  tier: 'anchored',
  mayFind: ({ text }) => text.includes('://') || /www\./i.test(text),
  *find({ text }) {
    for (const { index, 0: found } of allMatches(urls, text)) {
      yield { start: index, end: index + trimmed(found).length, score: 0.8 };
    }
  },
});

/** Without the punctuation of the sentence around it, and without a bracket that was opened before it. */
function trimmed(found: string): string {
  let end = found.length;
  for (; end > 0; end--) {
    const last = found[end - 1]!;
    if (last === ')' && found.slice(0, end).includes('(')) break;
    if (!'.,;:!?)]*_'.includes(last)) break;
  }
  return found.slice(0, end);
}
