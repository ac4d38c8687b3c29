// How dates are written. Not a part: it finds nothing by itself.

/** Names of months and their usual short forms, in English, German, French, Spanish, Italian, Dutch and Portuguese. */
export const MONTHS: readonly string[] = [
  ...'january february march april may june july august september october november december'.split(' '),
  ...'jan feb mar apr jun jul aug sep sept oct nov dec'.split(' '),
  ...'januar jänner februar märz mai juni juli oktober dezember mär okt dez'.split(' '),
  ...'janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr avr juil déc'.split(
    ' ',
  ),
  ...'enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre'.split(' '),
  ...'gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre'.split(' '),
  ...'januari februari maart mei augustus'.split(' '),
  ...'janeiro fevereiro março maio junho julho setembro outubro novembro dezembro'.split(' '),
];

const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month = '(?:0?[1-9]|1[0-2])';
const year = '(?:19|20)\\d\\d';
const clock =
  '[T ,]{1,2}(?:[01]?\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:[.,]\\d{1,9})?)?(?: ?[ap]\\.?m\\.?)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d))?';

/** A date in digits, with the time that follows it: 2024-03-01T10:00:00Z, 3/23/1940, 01.03.24. */
export const NUMERIC_DATE = `(?:${year}([-/.])${month}\\1${day}|(?:${day}([-/.])${month}\\2|${month}([-/.])${day}\\3)(?:${year}|\\d\\d))(?:${clock})?`;

const names = [...new Set(MONTHS)].sort((a, b) => b.length - a.length).join('|');
const of = '(?:[ \\u00a0](?:of|de|di|do|del))?[ \\u00a0,.-]{1,2}';

/** A date with the name of its month: 1 March 2024, March 1st, 2024, 1er mars 2024, 1. März 2024, 1 de marzo de 2024. */
export const NAMED_DATE = `(?:${day}(?:st|nd|rd|th|er|º|ª)?\\.?${of}(?:${names})\\.?(?:${of}(?:${year}|['’]\\d\\d))?|(?:${names})\\.? ${day}(?:st|nd|rd|th)?(?:,? ${year})?|(?:${names})\\.?${of}${year})(?:(?:,? at)?${clock})?`;
