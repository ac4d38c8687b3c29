import { defineRecognizer } from '../../define.ts';
import { besideWords } from '../beside-words.ts';
import { allMatches, isWordAt } from '../context.ts';

/** Postcode areas of Royal Mail, with those of the forces, the islands and large users. */
const areas =
  'AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|BX|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|' +
  'E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|' +
  'M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|' +
  'TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV|YO|ZE';
// After the area a district, in London with a letter; then a digit and two letters that are not C, I, K, M, O or V.
const code = `(?:(?:${areas})\\d{1,2}|(?:EC|SW|WC|NW|SE|[ENW])\\d[A-Y]) ?\\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA`;
const shape = new RegExp(`(?<![A-Za-z\\d_]|[A-Za-z\\d][-.])(?:${code})(?![A-Za-z\\d_]|[-.]\\d)`, 'g');
const anyCase = new RegExp(shape, 'gi');

/** How each of them ends: most texts are not searched further. */
const sign = /\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z\d_])/;

/** Sizes and ordinals that end like a postcode: `M2 8GB`, `E5 2ND`. */
const lookalike = /^[A-Z]+\d (?:\d(?:[GT]B|HZ|TH)|1ST|2ND|3RD)$/;

export const ukPostcode = defineRecognizer({
  name: 'uk-postcode',
  entity: 'UK_POSTCODE',
  summary:
    'British postcodes in the areas that exist; without a space or in small letters they need a word beside them',
  tier: 'anchored',
  words: ['postcode', 'postcodes', 'post code', 'postal code', 'postalcode', 'zip code', 'address'],
  mayFind: searched => sign.test(searched.text) || searched.cues('uk-postcode').length > 0,
  *find(searched) {
    const { text } = searched;
    const beside = new Set<number>();
    for (const { start, end } of besideWords(searched, 'uk-postcode', anyCase)) {
      if (beside.has(start) || isWordAt(text, end)) continue;
      beside.add(start);
      yield { start, end, score: 0.9 };
    }
    if (!sign.test(text)) return;
    for (const { index: start, 0: value } of allMatches(shape, text)) {
      const end = start + value.length;
      if (beside.has(start) || isWordAt(text, start - 1) || isWordAt(text, end)) continue;
      yield { start, end, score: value.includes(' ') && !lookalike.test(value) ? 0.6 : 0.3 };
    }
  },
});
