import { defineRecognizer } from '../../define.ts';
import { allMatches, before } from '../context.ts';

/** Pairs of hexadecimal digits with colons or hyphens, and the way of Cisco: three groups of four. */
const pairs = /[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![0-9A-Za-z_]|[:.-][0-9a-f])/gi;
const quads = /[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![0-9A-Za-z_]|\.[0-9a-f])/gi;
/** Without it there is none: most texts are not searched further. */
const sign = /[:-][0-9a-f]{2}[:-]|\.[0-9a-f]{4}\./i;
/** In front of one it is part of a word, of an IPv6 address or of a longer row of groups. */
const goesOn = /(?:[0-9A-Za-z_]|::|\b[0-9a-f]{1,4}[:.-])$/i;

export const macAddress = defineRecognizer({
  name: 'mac-address',
  entity: 'MAC_ADDRESS',
  summary: 'MAC addresses (EUI-48) with colons, hyphens or dots; not all zeros, nor the broadcast address',
  tier: 'anchored',
  mayFind: ({ text }) => sign.test(text),
  *find({ text }) {
    for (const pattern of [pairs, quads]) {
      for (const { index, 0: found } of allMatches(pattern, text)) {
        const digits = found.replace(/[:.-]/g, '').toLowerCase();
        if (/^(?:0{12}|f{12})$/.test(digits) || goesOn.test(before(text, index, 8))) continue;
        // Numbers with hyphens or dots between them may be anything.
        const numeric = /^\d+$/.test(digits) && !found.includes(':');
        yield { start: index, end: index + found.length, score: numeric ? 0.4 : 0.9 };
      }
    }
  },
});
