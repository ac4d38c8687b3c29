import { defineRecognizer, type Range } from '../../define.ts';
import { before } from '../context.ts';

const end = '(?![0-9A-Za-z_]|[:.-][0-9a-f])';
/** Pairs of hexadecimal digits with colons or hyphens, and the way of Cisco: three groups of four. */
const kinds = [
  { mark: ':', digits: 2, pattern: new RegExp(`[0-9a-f]{2}(?::[0-9a-f]{2}){5}${end}`, 'iy') },
  { mark: '-', digits: 2, pattern: new RegExp(`[0-9a-f]{2}(?:-[0-9a-f]{2}){5}${end}`, 'iy') },
  { mark: '.', digits: 4, pattern: new RegExp(`[0-9a-f]{4}(?:\\.[0-9a-f]{4}){2}${end}`, 'iy') },
] as const;
/** In front of one it is part of a word, of an IPv6 address or of a longer row of groups. */
const goesOn = /(?:[0-9A-Za-z_]|::|\b[0-9a-f]{1,4}[:.-])$/i;

export const macAddress = defineRecognizer({
  name: 'mac-address',
  entity: 'MAC_ADDRESS',
  summary: 'MAC addresses (EUI-48) with colons, hyphens or dots; not all zeros, nor the broadcast address',
  tier: 'anchored',
  *find({ text }) {
    for (const kind of kinds) {
      for (const { start, end } of rows(text, kind)) {
        const found = text.slice(start, end);
        const digits = found.replace(/[:.-]/g, '').toLowerCase();
        if (/^(?:0{12}|f{12})$/.test(digits) || goesOn.test(before(text, start, 8))) continue;
        // Numbers with hyphens or dots between them may be anything.
        const numeric = /^\d+$/.test(digits) && !found.includes(':');
        yield { start, end, score: numeric ? 0.4 : 0.9 };
      }
    }
  },
});

/** From every mark that stands as far from the next one as in an address. */
function* rows(text: string, { mark, digits, pattern }: (typeof kinds)[number]): Iterable<Range> {
  let at = text.indexOf(mark, digits);
  while (at !== -1) {
    let next = at + 1;
    if (text[at + digits + 1] === mark) {
      pattern.lastIndex = at - digits;
      if (pattern.test(text)) {
        next = pattern.lastIndex + digits;
        yield { start: at - digits, end: pattern.lastIndex };
      }
    }
    at = text.indexOf(mark, next);
  }
}
