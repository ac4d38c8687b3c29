import { defineRecognizer } from '../../define.ts';
import { besideWords } from '../beside-words.ts';
import { after, allMatches, before, isWordAt } from '../context.ts';

/** Countries of ISO 3166-1, and Kosovo as SWIFT has it. */
const countries = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY ' +
    'BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK ' +
    'FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR ' +
    'IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ' +
    'ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM ' +
    'PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF ' +
    'TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
  ).split(' '),
);

// ISO 9362: bank, country, place (its second sign is no O), and a branch or XXX for the head office.
const shape =
  /(?<![A-Za-z\d_]|[A-Za-z\d][-.])[A-Z]{6}[A-Z2-9][A-NP-Z\d](?:XXX|[A-WYZ\d][A-Z\d]{2})?(?![A-Za-z\d_]|[-.]\d)/g;

/** Score without a word, of the head office and of others. */
const [HEAD_OFFICE, ALONE] = [0.6, 0.4];

export const bic = defineRecognizer({
  name: 'bic',
  entity: 'BIC',
  summary: 'Bank identifier codes (BIC, SWIFT) beside a word for them, or with digits or XXX where only they have them',
  tier: 'anchored',
  words: ['bic', 'biccode', 'swift', 'swiftcode', 'swiftbic'],
  mayFind: searched => searched.cues('bic').length > 0 || searched.minScore <= ALONE || searched.text.includes('XXX'),
  *find(searched) {
    const { text } = searched;
    const beside = new Set<number>();
    for (const { start, end } of besideWords(searched, 'bic', shape)) {
      const value = text.slice(start, end);
      if (beside.has(start) || !isCode(value) || isWordAt(text, end)) continue;
      beside.add(start);
      yield { start, end, score: isSpelt(value) || isLabelled(text, start, end) ? 0.9 : 0.3 };
    }
    for (const { index: start, 0: value } of allMatches(shape, text)) {
      const end = start + value.length;
      if (beside.has(start) || !isCode(value) || !isSpelt(value)) continue;
      if (!isWordAt(text, start - 1) && !isWordAt(text, end))
        yield { start, end, score: value.endsWith('XXX') ? HEAD_OFFICE : ALONE };
    }
  },
});

function isCode(value: string): boolean {
  return countries.has(value.slice(4, 6));
}

/** Does it have what no word in capitals has? */
function isSpelt(value: string): boolean {
  return /\d|XXX$/.test(value);
}

/** Is it the very next thing to its word? In a text all in capitals, CUSTOMER or REQUIRED may be a code as well. */
function isLabelled(text: string, start: number, end: number): boolean {
  const [head, tail] = [before(text, start, 16), after(text, end, 12)];
  if (/(?:[:=|]|\b(?:is|ist|lautet|est|es))["'\s(*]{0,4}$/i.test(head)) return true;
  if (/(?:bic|swift|code)["'\s(]{1,3}$/i.test(head)) return !/^ (?!IBAN|BIC|SWIFT)[A-Z]{2}/.test(tail);
  return /^[\s(]{1,3}(?:bic|swift)/i.test(tail);
}
